import Fabric
import Internet

/// Stations with event queues of their own, in one air; time goes from event to event.
final class Air {
    let internet = Internet()
    private(set) var stations: [Station] = []
    private var queues: [EventQueue] = []
    private(set) var now = Instant.zero

    init(_ count: Int = 1) {
        for index in 0..<count {
            let events = EventQueue()
            let station = Station(
                macAddress: [2, 0, 0, 0, 0, UInt8(index)], hostname: "board\(index)", events: events,
                limits: TCPLimits(
                    segmentBytes: 1460, sendBytesMax: 5840, windowBytes: 5840, openingTimeout: .seconds(18)),
                queueMax: 4)
            station.join(internet)
            station.setAddress(station.leasedAddress)
            stations.append(station)
            queues.append(events)
        }
    }

    /// Lets time go on.
    func run(for span: Picoseconds) {
        let end = now + span
        while let next = queues.compactMap(\.nextDeadline).min(), next <= end {
            now = next
            for queue in queues { queue.runDue(at: next) }
        }
        now = end
    }

    func milliseconds(_ count: UInt64) { run(for: .milliseconds(count)) }
}

/// A client that speaks in bytes.
final class Caller {
    let connection: TCPConnection
    private let air: Air

    init(_ air: Air, to host: String, port: UInt16, station: Int = 0) {
        self.air = air
        var address: IPAddress?
        air.stations[station].resolve(host, at: air.now) { address = $0 }
        air.milliseconds(50)
        connection = air.stations[station].open(Endpoint(address!, port), at: air.now)
        air.milliseconds(50)
    }

    func send(_ bytes: [UInt8]) { _ = connection.send(bytes, at: air.now) }
    func send(_ text: String) { send(Array(text.utf8)) }

    /// What came by now.
    func receive() -> [UInt8] { connection.receive(upTo: .max, merges: true, keeps: false, at: air.now) }

    /// What comes within a tenth of a second.
    func answer(to bytes: [UInt8]) -> [UInt8] {
        send(bytes)
        air.milliseconds(100)
        return receive()
    }
}
