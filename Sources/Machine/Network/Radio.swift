import Fabric

/// The Wi-Fi of a board and the one access point in reach: Wokwi's.
///
/// Not modelled: traffic. What joins gets an address and can reach nobody.
final class Radio {
    /// An access point that a scan finds.
    struct AccessPoint {
        var name: String
        var address: [UInt8]
        var channel: Int
        var strength: Int
    }

    /// How far joining has come.
    enum Link: Equatable { case idle, joining, notFound, up }

    /// Of four bytes each.
    struct Addresses: Equatable {
        var own: [UInt8]
        var mask: [UInt8]
        var gateway: [UInt8]
        var server: [UInt8]
        static let none = Addresses(
            own: [0, 0, 0, 0], mask: [0, 0, 0, 0], gateway: [0, 0, 0, 0], server: [0, 0, 0, 0])
    }

    /// https://docs.wokwi.com/guides/esp32-wifi: open, on channel 6.
    static let accessPoints = [
        AccessPoint(name: "Wokwi-GUEST", address: [0x42, 0x13, 0x37, 0x55, 0xAA, 0x01], channel: 6, strength: -87)
    ]
    private static let leased = Addresses(
        own: [10, 10, 0, 2], mask: [255, 255, 255, 0], gateway: [10, 10, 0, 1], server: [10, 10, 0, 1])

    /// Station and access point.
    var isActive = [false, false]
    private(set) var link = Link.idle
    /// What the guest set by hand; nil: DHCP.
    var fixed: Addresses?
    var hostname: String
    var country = "XX"
    /// What `config` was told of each interface, by name.
    var settings: [[String: String]] = [[:], [:]]
    private(set) var joined: AccessPoint?
    private unowned let hardware: Hardware
    private var alarm: EventQueue.Token?

    init(_ hardware: Hardware, hostname: String) {
        self.hardware = hardware
        self.hostname = hostname
    }

    /// From `connect` to an address with DHCP and without, measured by others on each kind of board (see the port profiles' sources); a scan that finds nothing.
    private var joinTime: Picoseconds {
        switch hardware.facts.port {
        case .esp32: .milliseconds(fixed == nil ? 1600 : 660)
        case .esp8266: .milliseconds(2500)
        case .rp2, .stm32: .milliseconds(3500)
        }
    }

    var scanTime: Picoseconds { .milliseconds(hardware.facts.port == .rp2 ? 2600 : 2100) }

    func join(_ name: String) {
        leave()
        link = .joining
        let found = Self.accessPoints.first { $0.name == name }
        let deadline = hardware.sync() + (found == nil ? scanTime : joinTime)
        alarm = hardware.circuit.events.schedule(at: deadline) { [unowned self] _ in
            alarm = nil
            joined = found
            link = found == nil ? .notFound : .up
        }
        hardware.didPlan()
    }

    func leave() {
        if let alarm { hardware.circuit.events.cancel(alarm) }
        alarm = nil
        joined = nil
        link = .idle
    }

    /// A reset.
    func turnOff() {
        leave()
        isActive = [false, false]
        fixed = nil
        settings = [[:], [:]]
    }

    /// Of the station (0) or the access point (1), whose default is that of ESP-IDF and the CYW43's driver.
    func addresses(_ interface: Int) -> Addresses {
        if interface == 1 {
            return isActive[1]
                ? Addresses(
                    own: [192, 168, 4, 1], mask: [255, 255, 255, 0], gateway: [192, 168, 4, 1], server: [0, 0, 0, 0])
                : .none
        }
        return fixed ?? (link == .up ? Self.leased : .none)
    }
}
