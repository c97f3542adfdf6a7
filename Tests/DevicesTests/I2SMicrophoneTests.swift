import Devices
import Fabric
import Testing

@Suite struct I2SMicrophoneTests {
    /// A triangle of 1 kHz: a quarter of its period after the start it is at its height, in 24 bits from the top, on the side that L/R says.
    @Test func itHearsATriangle() throws {
        let circuit = Circuit()
        let microphone = try I2SMicrophone(
            id: "mic", attributes: Attributes(["frequency": "1000", "amplitude": "1"]), circuit: circuit)
        let (clock, side) = (circuit.makeNet(named: "sck"), circuit.makeNet(named: "lr"))
        microphone.attach(pin: "SCK", to: clock, at: .zero)
        #expect(microphone.give(at: .zero) == nil)
        clock.addDriver(.pwm(PWMSignal(frequency: 512_000, duty16: 32_768, start: .zero)), at: .zero)
        let quarter = try #require(microphone.give(at: .microseconds(250)))
        #expect(quarter == (8_388_607 << 8, 0))
        let later = try #require(microphone.give(at: .microseconds(875)))
        #expect(abs(later.left + 0x4000_0000) < 0x10_0000)
        microphone.attach(pin: "L/R", to: side, at: .zero)
        side.addDriver(.high, at: .zero)
        #expect(try #require(microphone.give(at: .microseconds(250))) == (0, 8_388_607 << 8))
    }
}
