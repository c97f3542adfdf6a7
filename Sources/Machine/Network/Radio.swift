import Fabric
import Internet

/// The Wi-Fi of a board: how it joins one of the access points in reach. What it then sends and hears is its `Station`'s.
final class Radio {
    /// How far joining has come.
    enum Link: Equatable { case idle, joining, notFound, wrongPassword, up }

    /// Of four bytes each.
    struct Addresses: Equatable {
        var own: [UInt8]
        var mask: [UInt8]
        var gateway: [UInt8]
        var server: [UInt8]
        static let none = Addresses(
            own: [0, 0, 0, 0], mask: [0, 0, 0, 0], gateway: [0, 0, 0, 0], server: [0, 0, 0, 0])
    }

    private static let mask: [UInt8] = [255, 255, 255, 0]
    private static let accessPointAddress: [UInt8] = [192, 168, 4, 1]

    /// Station and access point.
    var isActive = [false, false] {
        didSet {
            hardware.station?.accessPointAddress = isActive[1] ? IPAddress(Self.accessPointAddress) : nil
        }
    }
    private(set) var link = Link.idle
    /// What the guest set by hand; nil: DHCP.
    var fixed: Addresses? {
        didSet { if link == .up { takeAddress() } }
    }
    /// The name server that the guest set for all interfaces, in place of DHCP's.
    var nameServer: [UInt8]?
    var country = "XX"
    /// What `config` was told of each interface, by name.
    var settings: [[String: String]] = [[:], [:]]
    private(set) var joined: Internet.AccessPoint?
    private unowned let hardware: Hardware
    private var alarm: EventQueue.Token?

    init(_ hardware: Hardware) { self.hardware = hardware }

    /// Under this name DHCP and mDNS know it.
    var hostname: String {
        get { hardware.station?.hostname ?? "" }
        set { hardware.station?.hostname = newValue }
    }

    var accessPoints: [Internet.AccessPoint] { hardware.station?.internet.accessPoints ?? [] }

    /// From `connect` to an address with DHCP and without, measured by others on each kind of board (see the port profiles' sources); a scan that finds nothing.
    private var joinTime: Picoseconds {
        switch hardware.facts.port {
        case .esp32: .milliseconds(fixed == nil ? 1600 : 660)
        case .esp8266: .milliseconds(2500)
        case .rp2, .stm32: .milliseconds(3500)
        }
    }

    var scanTime: Picoseconds { .milliseconds(hardware.facts.port == .rp2 ? 2600 : 2100) }

    func join(_ name: String, password: String) {
        leave()
        link = .joining
        let found = accessPoints.first { $0.name == name }
        let isWelcome = found.map { $0.password == nil || $0.password == password } ?? false
        let deadline = hardware.sync() + (found == nil ? scanTime : joinTime)
        alarm = hardware.circuit.events.schedule(at: deadline) { [unowned self] _ in
            alarm = nil
            guard isWelcome else {
                link = found == nil ? .notFound : .wrongPassword
                return
            }
            joined = found
            link = .up
            takeAddress()
        }
        hardware.didPlan()
    }

    private func takeAddress() {
        guard let station = hardware.station else { return }
        station.setAddress(fixed.map { IPAddress($0.own) } ?? station.leasedAddress)
    }

    func leave() {
        if let alarm { hardware.circuit.events.cancel(alarm) }
        alarm = nil
        joined = nil
        link = .idle
        hardware.station?.setAddress(nil)
    }

    /// A reset.
    func turnOff() {
        leave()
        isActive = [false, false]
        fixed = nil
        nameServer = nil
        settings = [[:], [:]]
        hardware.state.sockets.removeAll()
        hardware.state.frames = nil
        hardware.station?.reset()
    }

    /// Of the station (0) or the access point (1), whose default is that of ESP-IDF and the CYW43's driver.
    func addresses(_ interface: Int) -> Addresses {
        if interface == 1 {
            let own = Self.accessPointAddress
            return isActive[1] ? Addresses(own: own, mask: Self.mask, gateway: own, server: [0, 0, 0, 0]) : .none
        }
        var addresses = fixed ?? leased
        if let nameServer { addresses.server = nameServer }
        return addresses
    }

    private var leased: Addresses {
        guard link == .up, let own = hardware.station?.leasedAddress else { return .none }
        let gateway = Internet.gateway.bytes
        return Addresses(own: own.bytes, mask: Self.mask, gateway: gateway, server: gateway)
    }
}
