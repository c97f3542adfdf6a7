import Fabric

/// A board's network interface: its address, and what is open at its ports.
///
/// Not modelled: IPv6, multicast groups, raw packets, several interfaces with addresses of their own.
public final class Station {
    /// What it is in the air of.
    public internal(set) var internet: Internet
    /// Its place among the stations.
    public internal(set) var index = 0
    /// Six bytes.
    public let macAddress: [UInt8]
    /// Under this name others find it.
    public var hostname: String
    /// Nil: it has not joined.
    public private(set) var address: IPAddress?
    /// The board's own access point's address, while that is on.
    public var accessPointAddress: IPAddress?
    /// Something was planned for this board by its own doing.
    public var onPlan: (() -> Void)?
    /// ESP-NOW; nil: off.
    public internal(set) var frames: RadioFrames?

    let events: EventQueue
    let limits: TCPLimits
    /// When all that is on its way to the board has arrived; and what it sent has left.
    var inboundUntil = Instant.zero
    var outboundUntil = Instant.zero
    private let queueMax: Int
    private var connections: [Route: TCPConnection] = [:]
    private var listeners: [UInt16: Listener] = [:]
    private var sockets: [UInt16: DatagramSocket] = [:]
    private var nextPort: UInt16 = 49153

    private struct Route: Hashable {
        let port: UInt16
        let remote: Endpoint
    }

    /// A station in an air of its own. `queueMax`: how many UDP packets wait at a port.
    public init(macAddress: [UInt8], hostname: String, events: EventQueue, limits: TCPLimits, queueMax: Int) {
        self.macAddress = macAddress
        self.hostname = hostname
        self.events = events
        self.limits = limits
        self.queueMax = queueMax
        internet = Internet()
        internet.add(self)
    }

    /// Moves into another air, before anything happens.
    public func join(_ other: Internet) {
        internet = other
        other.add(self)
    }

    // MARK: Addresses

    /// The board got an address by DHCP, or set one.
    public func setAddress(_ address: IPAddress?) {
        self.address = address
        if address == nil { for (_, connection) in connections { connection.state = .reset } }
    }

    /// What DHCP gives it.
    public var leasedAddress: IPAddress { IPAddress(number: Internet.subnet.number | UInt32(2 + index)) }

    /// A name or an address in text, asked of the DNS server; `answer` is called when that has answered, with nil where there is no such name.
    public func resolve(_ name: String, at now: Instant, _ answer: @escaping (IPAddress?) -> Void) {
        if let known = IPAddress(name) ?? (name.isEmpty ? .any : nil) { return answer(known) }
        let found = internet.address(of: name, for: self)
        // A name that was asked for before is remembered, and names in the LAN are asked for there.
        let isKnown = !resolved.insert(name).inserted
        if isKnown { return answer(found) }
        events.schedule(at: now + 2 * Internet.latency) { _ in answer(found) }
        onPlan?()
    }

    private var resolved: Set<String> = []

    // MARK: Streams

    private func freePort() -> UInt16 {
        defer { nextPort = nextPort == .max ? 49153 : nextPort + 1 }
        return nextPort
    }

    private func source(for remote: IPAddress) -> IPAddress {
        remote.isLoopback ? remote : address ?? accessPointAddress ?? .any
    }

    /// Whether packets have a way to go.
    public func canReach(_ remote: IPAddress) -> Bool {
        address != nil || remote.isLoopback || accessPointAddress != nil
    }

    /// Begins a connection.
    public func open(_ remote: Endpoint, fromPort: UInt16 = 0, at now: Instant) -> TCPConnection {
        let local = Endpoint(source(for: remote.address), fromPort == 0 ? freePort() : fromPort)
        let connection = makeConnection(local, remote)
        send(Packet(from: local, to: remote, content: .open), at: now)
        connection.openingAlarm = events.schedule(at: now + limits.openingTimeout) { [weak connection] instant in
            guard let connection, connection.state == .opening else { return }
            connection.state = .timedOut
            connection.onChange?(instant)
        }
        onPlan?()
        return connection
    }

    private func makeConnection(_ local: Endpoint, _ remote: Endpoint) -> TCPConnection {
        let connection = TCPConnection(local: local, remote: remote, limits: limits) { [unowned self] content, now in
            send(Packet(from: local, to: remote, content: content), at: now)
        }
        connections[Route(port: local.port, remote: remote)] = connection
        return connection
    }

    /// Nil: the port is taken.
    public func listen(port: UInt16, backlog: Int) -> Listener? {
        let port = port == 0 ? freePort() : port
        guard listeners[port] == nil else { return nil }
        let listener = Listener(port: port, backlogMax: max(1, backlog))
        listeners[port] = listener
        return listener
    }

    /// Ends it; what waits there is refused.
    public func close(_ listener: Listener, at now: Instant) {
        listeners[listener.port] = nil
        for connection in listener.waiting { connection.close(at: now) }
        listener.waiting = []
    }

    // MARK: Datagrams

    /// A socket without a port.
    public func makeDatagramSocket() -> DatagramSocket { DatagramSocket(queueMax: queueMax) }

    /// False: the port is taken.
    public func bind(_ socket: DatagramSocket, port: UInt16) -> Bool {
        let port = port == 0 ? freePort() : port
        guard sockets[port] == nil else { return false }
        close(socket)
        socket.port = port
        sockets[port] = socket
        return true
    }

    /// Sends one packet.
    public func send(_ bytes: [UInt8], from socket: DatagramSocket, to remote: Endpoint, at now: Instant) {
        if socket.port == 0 { _ = bind(socket, port: 0) }
        let local = Endpoint(source(for: remote.address), socket.port)
        send(Packet(from: local, to: remote, content: .datagram(bytes)), at: now)
    }

    /// Gives the port free.
    public func close(_ socket: DatagramSocket) {
        if sockets[socket.port] === socket { sockets[socket.port] = nil }
        socket.port = 0
    }

    // MARK: The air

    private func send(_ packet: Packet, at now: Instant) {
        if packet.to.address.isLoopback || packet.to.address == address
            || packet.to.address == accessPointAddress && accessPointAddress != nil
        {
            // Without it they go out and come back to nobody.
            guard limits.hasLoopback else { return }
            events.schedule(at: now + .microseconds(100)) { [unowned self] in receive(packet, at: $0) }
            onPlan?()
            return
        }
        guard address != nil else { return }
        internet.send(packet, from: self, at: now)
    }

    func receive(_ packet: Packet, at now: Instant) {
        if case .datagram(let bytes) = packet.content {
            sockets[packet.to.port]?.take(DatagramSocket.Arrival(from: packet.from, bytes: bytes))
            return
        }
        let route = Route(port: packet.to.port, remote: packet.from)
        if let connection = connections[route] {
            connection.take(packet.content, at: now)
            if connection.isOver { connections[route] = nil }
            if connection.state != .opening, let alarm = connection.openingAlarm {
                events.cancel(alarm)
                connection.openingAlarm = nil
            }
            return
        }
        guard case .open = packet.content else {
            if case .reset = packet.content { return }
            return send(Packet(from: packet.to, to: packet.from, content: .reset), at: now)
        }
        guard let listener = listeners[packet.to.port], listener.waiting.count < listener.backlogMax else {
            return send(Packet(from: packet.to, to: packet.from, content: .reset), at: now)
        }
        let connection = makeConnection(packet.to, packet.from)
        connection.state = .open
        listener.waiting.append(connection)
        send(Packet(from: packet.to, to: packet.from, content: .accept), at: now)
    }

    /// A reset of the board: all that was open is gone, and the others are told when they ask.
    public func reset() {
        address = nil
        accessPointAddress = nil
        for (_, connection) in connections {
            if let alarm = connection.openingAlarm { events.cancel(alarm) }
        }
        connections = [:]
        listeners = [:]
        sockets = [:]
        frames = nil
    }
}
