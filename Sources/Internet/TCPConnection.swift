import Fabric

/// How a chip's lwIP was built.
public struct TCPLimits: Sendable {
    /// Bytes of a segment at most.
    public var segmentBytes: Int
    /// How much may wait to be sent or to be acknowledged.
    public var sendBytesMax: Int
    /// How much may arrive unread.
    public var windowBytes: Int
    /// How long nobody may answer before a connection is given up.
    public var openingTimeout: Picoseconds
    /// A board can reach itself (LWIP_NETIF_LOOPBACK).
    public var hasLoopback: Bool

    /// Limits.
    public init(
        segmentBytes: Int, sendBytesMax: Int, windowBytes: Int, openingTimeout: Picoseconds, hasLoopback: Bool = false
    ) {
        self.hasLoopback = hasLoopback
        self.segmentBytes = segmentBytes
        self.sendBytesMax = sendBytesMax
        self.windowBytes = windowBytes
        self.openingTimeout = openingTimeout
    }

    /// Those of a large server.
    static let server = TCPLimits(
        segmentBytes: 1460, sendBytesMax: 1 << 24, windowBytes: 1 << 16, openingTimeout: .seconds(20))
}

/// One end of a stream.
///
/// Not modelled: loss and repetition; data that is urgent; a window that shrinks byte by byte.
public final class TCPConnection {
    /// How far it has come.
    public enum State: Sendable {
        /// Not answered yet.
        case opening
        /// Bytes go.
        case open
        /// The other side refused it, or broke it off.
        case reset
        /// Nobody answered in time.
        case timedOut
        /// Closed on this side.
        case closed
    }

    /// How far it has come.
    public internal(set) var state = State.opening
    /// The other side will send nothing more.
    public private(set) var hasPeerFinished = false
    /// This side.
    public let local: Endpoint
    /// The other side.
    public let remote: Endpoint
    /// When it is given up unless somebody answers.
    var openingAlarm: EventQueue.Token?

    /// Tells the owner that something changed.
    var onChange: ((Instant) -> Void)?
    private let limits: TCPLimits
    private let carry: (Packet.Content, Instant) -> Void
    private var arrived: [ArraySlice<UInt8>] = []
    private var arrivedCount = 0
    private var creditOwed = 0
    private var waiting: [UInt8] = []
    private var inFlight = 0

    init(
        local: Endpoint, remote: Endpoint, limits: TCPLimits, carry: @escaping (Packet.Content, Instant) -> Void
    ) {
        self.local = local
        self.remote = remote
        self.limits = limits
        self.carry = carry
    }

    // MARK: Sending

    /// How many bytes it would take now.
    public var room: Int { state == .open ? max(0, limits.sendBytesMax - waiting.count - inFlight) : 0 }

    /// Takes as many bytes as there is room for; returns how many.
    public func send(_ bytes: some Collection<UInt8>, at now: Instant) -> Int {
        let taken = min(room, bytes.count)
        waiting += bytes.prefix(taken)
        pump(at: now)
        return taken
    }

    private func pump(at now: Instant) {
        var start = 0
        while start < waiting.count, inFlight < limits.windowBytes {
            let end = min(waiting.count, start + limits.segmentBytes)
            inFlight += end - start
            carry(.bytes(Array(waiting[start..<end])), now)
            start = end
        }
        if start > 0 { waiting.removeSubrange(..<start) }
        if state == .closed && waiting.isEmpty && !hasSaidFinish {
            hasSaidFinish = true
            carry(.finish, now)
        }
    }

    private var hasSaidFinish = false

    // MARK: Receiving

    /// Bytes that wait to be read.
    public var availableBytes: Int { arrivedCount }

    /// Takes what arrived.
    ///
    /// - Parameters:
    ///   - merges: more than one segment at a time.
    ///   - keeps: what is read stays to be read again.
    public func receive(upTo count: Int, merges: Bool, keeps: Bool, at now: Instant) -> [UInt8] {
        var result: [UInt8] = []
        var used = 0
        for segment in arrived where result.count < count && (merges || result.isEmpty) {
            result += segment.prefix(count - result.count)
            used += 1
        }
        if keeps || result.isEmpty { return result }
        var left = result.count
        for index in 0..<used {
            let taken = min(left, arrived[index].count)
            arrived[index] = arrived[index].dropFirst(taken)
            left -= taken
        }
        arrived.removeAll { $0.isEmpty }
        arrivedCount -= result.count
        let credit = min(creditOwed, result.count)
        if credit > 0 {
            creditOwed -= credit
            if state == .open { carry(.credit(credit), now) }
        }
        return result
    }

    /// Ends this side; what waits is still sent.
    public func close(at now: Instant) {
        guard state == .open else {
            if state == .opening {
                state = .closed
                hasSaidFinish = true
                carry(.reset, now)
            }
            return
        }
        state = .closed
        arrived = []
        arrivedCount = 0
        pump(at: now)
    }

    /// Nothing will come of it any more.
    var isOver: Bool { state == .reset || state == .timedOut || (hasSaidFinish && hasPeerFinished) }

    /// What the other side sent.
    func take(_ content: Packet.Content, at now: Instant) {
        switch content {
        case .open, .datagram: return
        case .accept:
            if state == .opening { state = .open }
        case .reset: state = .reset
        case .bytes(let bytes):
            if state == .closed {
                // Nobody reads it any more (RFC 1122, 4.2.2.13).
                state = .reset
                carry(.reset, now)
                return
            }
            arrived.append(bytes[...])
            arrivedCount += bytes.count
            if arrivedCount <= limits.windowBytes {
                carry(.credit(bytes.count), now)
            } else {
                creditOwed += bytes.count
            }
        case .credit(let count):
            inFlight = max(0, inFlight - count)
            pump(at: now)
        case .finish: hasPeerFinished = true
        }
        onChange?(now)
    }
}
