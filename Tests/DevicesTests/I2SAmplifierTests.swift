import Devices
import Fabric
import Testing

@Suite struct I2SAmplifierTests {
    /// A frame of 32 bits and one of 16 sound as loud (MAX98357A, "Digital audio interface"); off, or without clocks, it plays nothing.
    @Test func itPlaysWhileItIsOnAndClocked() throws {
        let circuit = Circuit()
        let amplifier = I2SAmplifier(id: "amp", circuit: circuit)
        let (clock, words, shutdown) = (
            circuit.makeNet(named: "bclk"), circuit.makeNet(named: "lrc"), circuit.makeNet(named: "sd")
        )
        amplifier.attach(pin: "BCLK", to: clock, at: .zero)
        amplifier.attach(pin: "LRC", to: words, at: .zero)
        amplifier.attach(pin: "SD", to: shutdown, at: .zero)
        amplifier.take(left: 1, right: 1, bits: 16, at: .zero)
        #expect(amplifier.output("samples", at: .zero) == 0)
        clock.addDriver(.pwm(PWMSignal(frequency: 256_000, duty16: 32_768, start: .zero)), at: .zero)
        words.addDriver(.pwm(PWMSignal(frequency: 8_000, duty16: 32_768, start: .zero)), at: .zero)
        amplifier.take(left: 16_384, right: 16_384, bits: 16, at: .zero)
        amplifier.take(left: 0x4000_0000, right: 0x4000_0000, bits: 32, at: .zero)
        #expect(amplifier.output("samples", at: .zero) == 2)
        #expect(amplifier.output("peak", at: .zero) == 0.5)
        #expect(amplifier.rate == 8000)
        #expect(Array(amplifier.recording(rate: 8000).suffix(4)) == [0, 0x40, 0, 0x40])
        shutdown.addDriver(.low, at: .zero)
        amplifier.take(left: 1, right: 1, bits: 16, at: .zero)
        #expect(amplifier.output("samples", at: .zero) == 2)
    }
}
