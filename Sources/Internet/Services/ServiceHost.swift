import Fabric

/// What stands behind every address that is no board's: who is called there is told by the port, and for streams by the first byte.
public final class ServiceHost {
    /// Time.
    public let time = NTPServer()
    /// Answers to URLs.
    public private(set) lazy var web = HTTPServer { [unowned self] in internet.note($0) }
    /// Messages.
    public private(set) lazy var broker = MQTTBroker(internet)

    private unowned let internet: Internet
    private var calls: [Route: Call] = [:]

    private struct Route: Hashable {
        let station: Int
        let from: Endpoint
        let to: Endpoint
    }

    init(_ internet: Internet) { self.internet = internet }

    func receive(_ packet: Packet, from station: Station, at now: Instant) {
        if case .datagram(let bytes) = packet.content { return answer(bytes, packet, station, now) }
        let route = Route(station: station.index, from: packet.from, to: packet.to)
        if case .open = packet.content {
            guard packet.to.address != Internet.gateway else { return reply(.reset, to: packet, station, now) }
            let connection = TCPConnection(local: packet.to, remote: packet.from, limits: .server) {
                [unowned self, unowned station] content, instant in
                internet.deliver(
                    Packet(from: packet.to, to: packet.from, content: content), to: station, sent: instant)
            }
            connection.state = .open
            calls[route] = Call(connection, host: internet.name(of: packet.to.address), self)
            return reply(.accept, to: packet, station, now)
        }
        guard let call = calls[route] else {
            if case .reset = packet.content { return }
            return reply(.reset, to: packet, station, now)
        }
        call.connection.take(packet.content, at: now)
        if call.connection.isOver { calls[route] = nil }
    }

    private func reply(_ content: Packet.Content, to packet: Packet, _ station: Station, _ now: Instant) {
        internet.deliver(Packet(from: packet.to, to: packet.from, content: content), to: station, sent: now)
    }

    private func answer(_ bytes: [UInt8], _ packet: Packet, _ station: Station, _ now: Instant) {
        let answer: [UInt8]? =
            switch packet.to.port {
            case 53: DNSServer.answer(bytes) { internet.address(of: $0, for: station) }
            case 123: time.answer(bytes, at: now)
            default: nil
            }
        if let answer { return reply(.datagram(answer), to: packet, station, now) }
        if packet.to.port != 53 && packet.to.port != 123 {
            internet.note("nobody answers at \(internet.name(of: packet.to.address)), UDP port \(packet.to.port)")
        }
    }

    /// Who speaks on a stream that begins with this byte: nil, nobody.
    fileprivate func conversation(for call: Call, first: UInt8) -> (any Conversation)? {
        // CONNECT is a broker's only first byte; a method of HTTP begins with a capital.
        if first == MQTTPacket.connect << 4 { return broker.conversation(call) }
        if first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z") { return web.conversation(call, internet) }
        internet.note("nobody at \(call.host), port \(call.connection.local.port), understands what was sent there")
        return nil
    }
}

/// One side of a talk, a service's.
protocol Conversation: AnyObject {
    /// More bytes came.
    func receive(_ bytes: [UInt8], at now: Instant)
    /// The other side is gone: it has closed, or broken off.
    func end(at now: Instant)
}

/// A stream that a board opened to a service.
final class Call {
    let connection: TCPConnection
    /// The name under which it was called.
    let host: String
    private unowned let services: ServiceHost
    private var conversation: (any Conversation)?
    private var hasEnded = false

    init(_ connection: TCPConnection, host: String, _ services: ServiceHost) {
        self.connection = connection
        self.host = host
        self.services = services
        connection.onChange = { [unowned self] in change(at: $0) }
    }

    func send(_ bytes: [UInt8], at now: Instant) { _ = connection.send(bytes, at: now) }

    func close(at now: Instant) { connection.close(at: now) }

    private func change(at now: Instant) {
        if connection.availableBytes > 0 {
            let bytes = connection.receive(upTo: .max, merges: true, keeps: false, at: now)
            if conversation == nil { conversation = services.conversation(for: self, first: bytes[0]) }
            guard let conversation else { return close(at: now) }
            conversation.receive(bytes, at: now)
        }
        if !hasEnded && (connection.hasPeerFinished || connection.state == .reset) {
            hasEnded = true
            conversation?.end(at: now)
            close(at: now)
        }
    }
}
