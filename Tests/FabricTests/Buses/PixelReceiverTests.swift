import Testing

@testable import Fabric

/// Worldsemi WS2812B: T0H 0.4, T0L 0.85, T1H 0.8, T1L 0.45 µs, reset over 50 µs.
@Suite struct PixelReceiverTests {
    let circuit = Circuit()
    let pin: Pin

    init() {
        pin = Pin(net: circuit.makeNet(named: "DIN"))
        pin.setMode(.output, at: .zero)
    }

    private func send(_ bytes: [UInt8], from start: Instant, zero: UInt64 = 400, one: UInt64 = 800) -> Instant {
        var now = start
        for byte in bytes {
            for place in 0..<8 {
                let high = byte << UInt8(place) & 0x80 == 0 ? zero : one
                circuit.events.runDue(at: now)
                pin.write(true, at: now)
                circuit.events.runDue(at: now + .nanoseconds(high))
                pin.write(false, at: now + .nanoseconds(high))
                now = now + .nanoseconds(1250)
            }
        }
        return now
    }

    @Test func bytesTakeEffectAfterTheReset() {
        let chain = PixelReceiver(circuit: circuit, pixels: 2)
        var shown: [(bytes: [UInt8], at: Instant)] = []
        chain.onLatch = { shown.append(($0, $1)) }
        chain.attachInput(to: pin.net, at: .zero)
        let end = send([0x10, 0x20, 0x30, 0xFF, 0x00, 0x80], from: .microseconds(10))
        #expect(shown.isEmpty)
        circuit.events.runDue(at: end + .microseconds(60))
        #expect(shown.map(\.bytes) == [[0x10, 0x20, 0x30, 0xFF, 0x00, 0x80]])
        // The last bit, a zero, fell 850 ns before `end`.
        #expect(shown[0].at == end + .nanoseconds(50_000 - 850))
    }

    @Test func theWidthOfThePulseDecides() {
        let chain = PixelReceiver(circuit: circuit, pixels: 1)
        var shown: [[UInt8]] = []
        chain.onLatch = { bytes, _ in shown.append(bytes) }
        chain.attachInput(to: pin.net, at: .zero)
        let end = send([0x0F, 0x0F, 0x0F], from: .zero, zero: 250, one: 950)
        circuit.events.runDue(at: end + .microseconds(60))
        #expect(shown == [[0x0F, 0x0F, 0x0F]])
    }

    @Test func theRestGoesOnToTheNext() {
        let wire = circuit.makeNet(named: "DOUT")
        let first = PixelReceiver(circuit: circuit, pixels: 1)
        let second = PixelReceiver(circuit: circuit, pixels: 1)
        var shown: [[UInt8]] = []
        first.onLatch = { bytes, _ in shown.append([1] + bytes) }
        second.onLatch = { bytes, _ in shown.append([2] + bytes) }
        first.attachInput(to: pin.net, at: .zero)
        first.attachOutput(to: wire, at: .zero)
        second.attachInput(to: wire, at: .zero)
        let end = send([1, 2, 3, 0xAA, 0x55, 6], from: .microseconds(1))
        circuit.events.runDue(at: end + .microseconds(60))
        #expect(shown == [[1, 1, 2, 3], [2, 0xAA, 0x55, 6]])
    }

    @Test func aShortPauseIsNoReset() {
        let chain = PixelReceiver(circuit: circuit, pixels: 1)
        var shown: [[UInt8]] = []
        chain.onLatch = { bytes, _ in shown.append(bytes) }
        chain.attachInput(to: pin.net, at: .zero)
        let pause = send([1, 2], from: .microseconds(1)) + .microseconds(40)
        circuit.events.runDue(at: pause)
        let end = send([3], from: pause)
        circuit.events.runDue(at: end + .microseconds(60))
        #expect(shown == [[1, 2, 3]])
    }
}
