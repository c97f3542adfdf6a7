import Fabric
import Testing

@Suite struct PinTests {
    let circuit = Circuit()
    let pin: Pin

    init() { pin = Pin(net: circuit.makeNet(named: "GP0")) }

    @Test func anOpenInputFollowsItsPull() {
        pin.setPull(.up, at: .zero)
        #expect(pin.read(at: .zero))
        pin.setPull(.down, at: .zero)
        #expect(!pin.read(at: .zero))
        pin.setPull(.none, at: .zero)
        #expect(!pin.read(at: .zero))
        #expect(pin.net.level(at: .zero) == .floating)
    }

    @Test func theLatchOutlivesAChangeOfDirection() {
        pin.write(true, at: .zero)
        #expect(pin.net.level(at: .zero) == .floating)
        pin.setMode(.output, at: .zero)
        #expect(pin.net.level(at: .zero) == .high)
        pin.setMode(.input, at: .zero)
        #expect(pin.net.level(at: .zero) == .floating)
    }

    @Test func anOpenDrainOnlyPullsDown() {
        pin.setPull(.up, at: .zero)
        pin.setMode(.openDrain, at: .zero)
        #expect(!pin.read(at: .zero))
        pin.write(true, at: .zero)
        #expect(pin.read(at: .zero))
        let other = pin.net.addDriver(.low, at: .zero)
        #expect(!pin.read(at: .zero), "another drain on the wire pulls it down")
        pin.net.setDrive(other, to: .released, at: .zero)
        #expect(pin.read(at: .zero))
    }

    @Test func anOutputReadsWhatIsOnTheWire() {
        pin.setMode(.output, at: .zero)
        pin.write(true, at: .zero)
        #expect(pin.read(at: .zero))
    }

    @Test func anAnalogPinSeesVoltsAndNoLevel() {
        pin.setMode(.analog, at: .zero)
        pin.net.addDriver(.voltage(2.5, 1000), at: .zero)
        #expect(pin.volts(at: .zero) == 2.5)
        #expect(!pin.read(at: .zero))
    }
}
