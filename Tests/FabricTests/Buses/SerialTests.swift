import Testing

@testable import Fabric

@Suite struct SerialTests {
    let circuit = Circuit()
    let net: Net

    init() { net = circuit.makeNet(named: "TX") }

    private typealias Frame = (data: UInt16, flags: SerialReceiver.Flags)

    private func send(_ bytes: [UInt16], _ format: SerialFormat, to other: SerialFormat) -> [(
        data: UInt16, flags: SerialReceiver.Flags, at: Instant
    )] {
        let sender = SerialTransmitter(circuit: circuit, format: format)
        sender.attach(to: net, at: .zero)
        let receiver = SerialReceiver(circuit: circuit, format: other)
        receiver.attach(to: net, at: .zero)
        var frames: [(data: UInt16, flags: SerialReceiver.Flags, at: Instant)] = []
        receiver.onFrame = { frames.append(($0, $1, $2)) }
        circuit.events.runDue(at: .milliseconds(1))
        for byte in bytes { sender.send(byte, at: .milliseconds(1)) }
        while let next = circuit.events.nextDeadline { circuit.events.runDue(at: next) }
        return frames
    }

    /// 0x55 at 115200: ten bits that alternate, each 1/115200 s to a picosecond.
    @Test func bitsLastWhatTheRateSays() {
        var edges: [Instant] = []
        circuit.trace.add { instant, event in
            if case .edge(_, _) = event, instant > .zero { edges.append(instant) }
        }
        _ = send([0x55], SerialFormat(baud: 115_200), to: SerialFormat(baud: 115_200))
        #expect(edges.count == 10)
        for (place, edge) in edges.enumerated() {
            let exact = 1e9 + Double(place) * 1e12 / 115_200
            #expect(abs(Double(edge.picoseconds) - exact) <= 1)
        }
    }

    @Test func bytesArriveInTheMiddleOfTheStopBit() {
        let format = SerialFormat(baud: 9600)
        let frames = send([0x41, 0xFF, 0x00], format, to: format)
        #expect(frames.map(\.data) == [0x41, 0xFF, 0x00])
        #expect(frames.allSatisfy { $0.flags.isEmpty })
        let bit = 1e12 / 9600
        #expect(abs(Double(frames[0].at.picoseconds) - 1e9 - 9.5 * bit) < 10)
        #expect(abs(Double(frames[2].at.picoseconds) - 1e9 - 29.5 * bit) < 10)
    }

    /// At twice the rate each bit is seen twice: start 0 0, then 1 1 0 0 ... of 0x41.
    @Test func anotherRateGarbles() {
        let frames = send([0x41], SerialFormat(baud: 9600), to: SerialFormat(baud: 19200))
        #expect(frames.first?.data == 0b0000_0110)
        #expect(frames.contains { $0.data != 0x41 })
        let slow = send([0x41, 0x42], SerialFormat(baud: 9600), to: SerialFormat(baud: 4800))
        #expect(!slow.contains { $0.data == 0x41 && $0.flags.isEmpty })
    }

    @Test func aFewPercentAreForgiven() {
        let frames = send([0x41, 0x93, 0x00, 0xFF], SerialFormat(baud: 9600), to: SerialFormat(baud: 9850))
        #expect(frames.map(\.data) == [0x41, 0x93, 0x00, 0xFF])
    }

    @Test(arguments: [SerialFormat.Parity.even, .odd]) func parityIsChecked(parity: SerialFormat.Parity) {
        let format = SerialFormat(clockHertz: 9600, dataBits: 7, parity: parity, stopHalfBits: 4)
        #expect(send([0x41, 0x43], format, to: format).map(\.flags) == [[], []])
        let other = SerialFormat(
            clockHertz: 9600, dataBits: 7, parity: parity == .even ? .odd : .even, stopHalfBits: 2)
        #expect(send([0x41], format, to: other).first?.flags == .parity)
    }

    @Test func invertedLinesRestLow() {
        let format = SerialFormat(clockHertz: 9600, isInverted: true)
        #expect(send([0xC5], format, to: format).map(\.data) == [0xC5])
        #expect(net.level(at: .milliseconds(10)) == .low)
    }

    @Test func aBreakIsSeen() {
        let format = SerialFormat(baud: 9600)
        let sender = SerialTransmitter(circuit: circuit, format: format)
        sender.attach(to: net, at: .zero)
        let receiver = SerialReceiver(circuit: circuit, format: format)
        receiver.attach(to: net, at: .zero)
        var frames: [Frame] = []
        receiver.onFrame = { data, flags, _ in frames.append((data, flags)) }
        sender.sendBreak(13 * 1_000_000_000_000 / 9600, at: .milliseconds(1))
        sender.send(0x55, at: .milliseconds(1))
        while let next = circuit.events.nextDeadline { circuit.events.runDue(at: next) }
        #expect(frames.map(\.data) == [0, 0x55])
        #expect(frames.first?.flags == [.framing, .isBreak])
        #expect(frames.last?.flags == [])
    }

    @Test func theQueueTellsWhenItIsEmpty() {
        let sender = SerialTransmitter(circuit: circuit, format: SerialFormat(baud: 1_000_000))
        sender.attach(to: net, at: .zero)
        for byte in 0..<3 as Range<UInt16> { sender.send(byte, at: .microseconds(5)) }
        #expect(sender.count == 3)
        #expect(sender.time(untilCount: 0, at: .microseconds(5)) == .microseconds(35))
        circuit.events.runDue(at: .microseconds(15))
        #expect(sender.count == 2)
        circuit.events.runDue(at: .microseconds(35))
        #expect(sender.count == 0)
    }
}
