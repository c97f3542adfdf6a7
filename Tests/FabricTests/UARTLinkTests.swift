import Testing

@testable import Fabric

@Suite struct UARTLinkTests {
    /// 8N1: a start bit, eight data bits, a stop bit. At 9600 baud ten bits take 1/960 s.
    @Test func aByteTakesTenBits() {
        let (one, other) = (EventQueue(), EventQueue())
        let link = UARTLink(UARTEnd(events: one), UARTEnd(events: other))
        link.ends.0.setBaud(9600)
        link.ends.1.setBaud(9600)
        var arrivals: [Picoseconds] = []
        link.ends.1.onReceive = { _, instant in arrivals.append(instant.picoseconds) }
        link.ends.0.send(0x41, at: .milliseconds(1))
        link.ends.0.send(0x42, at: .milliseconds(1))
        #expect(link.ends.0.queued(at: .milliseconds(2)) == 2)
        #expect(one.isEmpty)
        other.runDue(at: .milliseconds(5))
        #expect(arrivals == [2_041_666_667, 3_083_333_334])
        #expect(link.ends.1.received == [0x41, 0x42])
        #expect(link.ends.0.queued(at: .milliseconds(5)) == 0)
    }

    /// 0x01 at 9600 baud, looked at every 52 us by a receiver at 19200: the start bit is there for the first two, its one for the next two, and
    /// where the stop bit should be the line is low. A rate that is 2 % off is near enough; who does not listen loses the byte.
    @Test func aWrongRateGarbles() {
        let queue = EventQueue()
        let link = UARTLink(UARTEnd(events: queue), UARTEnd(events: queue))
        link.ends.0.setBaud(9600)
        for (baud, received) in [(9600, 1), (9800, 2), (19200, 3), (0, 3)] as [(UInt64, Int)] {
            link.ends.1.setBaud(baud)
            link.ends.0.send(1, at: queue.nextDeadline ?? .seconds(1))
            queue.runDue(at: .distantFuture)
            #expect(link.ends.1.received.count == received)
        }
        #expect(link.ends.1.received == [1, 1, 6])
        #expect(link.ends.1.lostCount == 1)
    }

    @Test func aFullBufferLosesBytes() {
        let queue = EventQueue()
        let link = UARTLink(UARTEnd(events: queue), UARTEnd(events: queue))
        link.ends.0.setBaud(115_200)
        link.ends.1.setBaud(115_200)
        link.ends.1.capacity = 2
        for byte in [1, 2, 3] as [UInt8] { link.ends.0.send(byte, at: .zero) }
        queue.runDue(at: .milliseconds(1))
        #expect(link.ends.1.received == [1, 2])
        #expect(link.ends.1.lostCount == 1)
    }
}
