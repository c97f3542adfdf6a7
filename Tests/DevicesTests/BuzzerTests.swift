import Devices
import Fabric
import Testing

@Suite struct BuzzerTests {
    let circuit = Circuit()
    let pin: Pin
    let buzzer: Buzzer

    init() throws {
        pin = Pin(net: circuit.makeNet(named: "GP16"))
        pin.setMode(.output, at: .zero)
        buzzer = try Buzzer(id: "bz1", circuit: circuit)
        try buzzer.connect(pin: "1", to: circuit.ground, at: .zero)
        try buzzer.connect(pin: "2", to: pin.net, at: .zero)
    }

    @Test func aWaveformIsHeardAtItsFrequency() {
        #expect(buzzer.tone(at: .zero) == 0)
        pin.setWaveform(PWMSignal(frequency: 440, duty16: 32768, start: .zero), at: .zero)
        #expect(abs(buzzer.tone(at: .seconds(1)) - 440) < 1e-9)
        pin.setWaveform(PWMSignal(frequency: 440, duty16: 0, start: .seconds(1)), at: .seconds(1))
        #expect(buzzer.tone(at: .seconds(2)) == 0)
    }

    @Test func togglingByHandIsHeardUntilItStops() {
        for half: UInt64 in 0..<10 { pin.write(half.isMultiple(of: 2), at: .microseconds(500 * half)) }
        #expect(buzzer.tone(at: .milliseconds(5)) == 1000)
        #expect(buzzer.tone(at: .milliseconds(100)) == 0)
    }

    @Test func aSteadyHighIsSilent() {
        pin.write(true, at: .zero)
        #expect(buzzer.tone(at: .milliseconds(1)) == 0)
    }
}
