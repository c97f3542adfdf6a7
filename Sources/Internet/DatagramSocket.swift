/// A port that takes UDP packets.
public final class DatagramSocket {
    /// A packet that arrived.
    public struct Arrival: Sendable {
        /// Who sent it.
        public let from: Endpoint
        /// What it holds.
        public let bytes: [UInt8]
    }

    /// Its own port; 0 until it sends or is bound.
    public internal(set) var port: UInt16 = 0
    /// Where `send` goes.
    public var remote: Endpoint?
    /// What waits to be read.
    public private(set) var arrivals: [Arrival] = []
    private let queueMax: Int

    init(queueMax: Int) { self.queueMax = queueMax }

    /// What arrives while the queue is full is lost.
    func take(_ arrival: Arrival) {
        if arrivals.count < queueMax { arrivals.append(arrival) }
    }

    /// Takes the first packet.
    public func next(keeps: Bool) -> Arrival? {
        guard let first = arrivals.first else { return nil }
        if !keeps { arrivals.removeFirst() }
        return first
    }
}

/// A port at which connections arrive.
public final class Listener {
    /// Its port.
    public let port: UInt16
    /// Connections that nobody took yet.
    public internal(set) var waiting: [TCPConnection] = []
    let backlogMax: Int

    init(port: UInt16, backlogMax: Int) {
        self.port = port
        self.backlogMax = backlogMax
    }

    /// Takes the first connection.
    public func accept() -> TCPConnection? { waiting.isEmpty ? nil : waiting.removeFirst() }
}
