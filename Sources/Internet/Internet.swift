import Fabric

/// The air that stations share, and the world behind it.
///
/// One thread at a time, like the boards.
public final class Internet {
    /// What a packet takes one way, to a board as to a service. Boards of a group run no further apart than that.
    public static let latency: Picoseconds = .milliseconds(10)
    /// What a byte takes: 10 Mbit/s.
    static let byteTime: Picoseconds = .nanoseconds(800)
    /// 10.10.0.0/24 is Wokwi's network; its gateway answers as DNS server.
    public static let subnet = IPAddress([10, 10, 0, 0])
    /// Router and DNS server.
    public static let gateway = IPAddress([10, 10, 0, 1])

    /// An access point that a scan finds.
    public struct AccessPoint: Sendable {
        /// SSID.
        public var name: String
        /// Nil: open.
        public var password: String?
        /// BSSID.
        public var address: [UInt8]
        /// Of the 2.4 GHz band.
        public var channel: Int
        /// In dBm.
        public var strength: Int

        /// An access point.
        public init(name: String, password: String? = nil, address: [UInt8], channel: Int = 6, strength: Int = -60) {
            self.name = name
            self.password = password
            self.address = address
            self.channel = channel
            self.strength = strength
        }
    }

    /// https://docs.wokwi.com/guides/esp32-wifi: open, on channel 6. Then what a project declares.
    public var accessPoints = [
        AccessPoint(name: "Wokwi-GUEST", address: [0x42, 0x13, 0x37, 0x55, 0xAA, 0x01], strength: -87)
    ]
    /// The boards' interfaces, in order.
    public private(set) var stations: [Station] = []
    /// What there is to say, one line each.
    public private(set) var notes: [String] = []
    /// What answers.
    public private(set) lazy var services = ServiceHost(self)

    /// In a group: a station sent something that services will answer, or an alarm of theirs is due; `settle` is the group's to call.
    /// Nil: this happens at once.
    public var onTraffic: ((_ station: Int, _ instant: Instant) -> Void)?
    /// In a group: something will reach a station then.
    public var onDelivery: ((_ station: Int, _ arrival: Instant) -> Void)?

    private struct Work {
        var instant: Instant
        /// Who asked for it; alarms of services come last.
        var station: Int
        var sequence: Int
        var action: (Instant) -> Void

        func isBefore(_ other: Work) -> Bool {
            (instant, station, sequence) < (other.instant, other.station, other.sequence)
        }
    }

    private var work: [Work] = []
    private var sequence = 0
    private var names: [IPAddress: String] = [:]

    /// An air without stations.
    public init() {}

    func add(_ station: Station) {
        station.index = stations.count
        stations.append(station)
    }

    func note(_ line: String) {
        if !notes.contains(line) { notes.append(line) }
    }

    // MARK: Packets

    func send(_ packet: Packet, from station: Station, at now: Instant) {
        let to = packet.to.address
        if to == .broadcast || to.number == Internet.subnet.number | 0xFF {
            for other in stations where other !== station && other.address != nil {
                deliver(packet, to: other, sent: now)
            }
        } else if let other = stations.first(where: { $0.address == to && $0 !== station }) {
            deliver(packet, to: other, sent: now)
        } else if to == Internet.gateway || to.number >> 8 != Internet.subnet.number >> 8 {
            station.outboundUntil = max(station.outboundUntil, now) + Internet.byteTime * UInt64(packet.byteCount)
            let arrival = station.outboundUntil + Internet.latency
            plan(at: now, station.index) { [unowned self] _ in
                services.receive(packet, from: station, at: arrival)
            }
            traffic(station, now)
        }
        // Else nobody is there, and nothing comes back.
    }

    /// Brings a packet to a board.
    func deliver(_ packet: Packet, to station: Station, sent: Instant) {
        arrive(at: station, byteCount: packet.byteCount, sent: sent) { station.receive(packet, at: $0) }
    }

    /// Brings something to a board: what was sent first arrives first.
    func arrive(at station: Station, byteCount: Int, sent: Instant, _ action: @escaping (Instant) -> Void) {
        station.inboundUntil =
            max(station.inboundUntil, sent + Internet.latency) + Internet.byteTime * UInt64(byteCount)
        station.events.schedule(at: station.inboundUntil, action)
        onDelivery?(station.index, station.inboundUntil)
        station.onPlan?()
    }

    // MARK: What services do, and when

    private func plan(at instant: Instant, _ station: Int, _ action: @escaping (Instant) -> Void) {
        sequence += 1
        let new = Work(instant: instant, station: station, sequence: sequence, action: action)
        let place = work.lastIndex { $0.isBefore(new) }.map { $0 + 1 } ?? 0
        work.insert(new, at: place)
    }

    private func traffic(_ station: Station, _ now: Instant) {
        if let onTraffic { onTraffic(station.index, now) } else { settle(through: now) }
    }

    /// Does what is due at the services: all that boards sent until then. No board sends anything before that any more.
    public func settle(through bound: Instant) {
        while let first = work.first, first.instant <= bound {
            work.removeFirst()
            first.action(first.instant)
        }
    }

    /// Wakes a service. Boards do not run past it unawares.
    @discardableResult
    func alarm(at instant: Instant, _ action: @escaping (Instant) -> Void) -> Alarm {
        let alarm = Alarm()
        plan(at: instant, .max) { if !alarm.isCancelled { action($0) } }
        for station in stations {
            alarm.tokens.append(
                (
                    station.events,
                    station.events.schedule(at: instant) { [unowned self, unowned station] in traffic(station, $0) }
                ))
            onDelivery?(station.index, instant)
            station.onPlan?()
        }
        return alarm
    }

    final class Alarm {
        fileprivate(set) var isCancelled = false
        fileprivate var tokens: [(EventQueue, EventQueue.Token)] = []

        func cancel() {
            isCancelled = true
            for (events, token) in tokens { events.cancel(token) }
        }
    }

    // MARK: Names

    /// Any name has an address: of a board, or of the block for tests of networks (RFC 2544), by the name alone.
    func address(of name: String, for station: Station) -> IPAddress? {
        let name = name.lowercased()
        let isName = name.utf8.allSatisfy {
            $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                || ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z")
                || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
        }
        // RFC 6761: `invalid` never exists.
        guard isName, !name.hasPrefix("."), !name.hasSuffix(".invalid") else { return nil }
        if name == "localhost" { return IPAddress([127, 0, 0, 1]) }
        let bare = name.hasSuffix(".local") ? String(name.dropLast(6)) : name
        if let board = stations.first(where: { $0.hostname.lowercased() == bare && $0.address != nil }) {
            return board.address
        }
        if name.hasSuffix(".local") { return nil }
        // FNV-1a.
        var hash: UInt32 = 0x811C_9DC5
        for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        var address = IPAddress(number: 198 << 24 | 18 << 16 | (hash ^ hash >> 15) & 0x1_FFFF)
        while let other = names[address], other != name { address.number = address.number &+ 1 }
        names[address] = name
        return address
    }

    /// The name that led to an address, or the address.
    func name(of address: IPAddress) -> String { names[address] ?? address.description }
}
