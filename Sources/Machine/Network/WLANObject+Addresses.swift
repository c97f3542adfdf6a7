import Fabric
import MicroPython

/// `ipconfig` of an interface and of `network` (network_common.c of ports/esp32, extmod/network_lwip.c; v1.29). Of IPv6 there is nothing.
extension WLANObject {
    /// `ipconfig(name)`, `ipconfig(dhcp4=, addr4=, gw4=)`.
    func configureIP(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let interface = interface(vm, arguments[0])
        hardware.sync()
        if arguments.keywordCount > 0 {
            if arguments.count > 1 { throw vm.exception(.typeError, "can't specify pos and kw args") }
            for index in 0..<arguments.keywordCount {
                try set(vm, interface, vm.string(of: arguments.keywordName(index)), arguments.keywordValue(index))
            }
            return .none
        }
        guard let query = arguments.optional(1) else { throw vm.exception(.typeError, "must query one param") }
        let addresses = radio.addresses(interface)
        switch try vm.string(of: query) {
        case "addr4": return try vm.newTuple([text(vm, addresses.own), text(vm, addresses.mask)])
        case "gw4": return try text(vm, addresses.gateway)
        case "dhcp4": return radio.fixed == nil ? .true : .false
        case "has_dhcp4" where hardware.facts.port != .esp32:
            return radio.fixed == nil && radio.link == .up ? .true : .false
        default: throw vm.exception(.valueError, "unexpected key")
        }
    }

    private func set(_ vm: VM, _ interface: Int, _ key: String, _ value: Value) throws(GuestException) {
        var addresses = radio.addresses(interface)
        switch key {
        case "dhcp4":
            radio.fixed = try vm.truth(of: value) ? nil : addresses
            return
        case "addr4" where vm.isString(value):
            let parts = try vm.string(of: value).split(separator: "/", omittingEmptySubsequences: false)
            if parts.count == 2 {
                guard let bits = Int(parts[1]), (0...32).contains(bits) else {
                    throw vm.exception(.valueError, "invalid arguments")
                }
                let mask: UInt32 = bits == 0 ? 0 : .max << UInt32(32 - bits)
                addresses.mask = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: mask >> $0) }
            }
            addresses.own = try parsed(vm, vm.newStr(String(parts[0])))
        case "addr4":
            let items = try vm.items(of: value)
            guard items.count == 2 else {
                throw vm.exception(
                    .valueError, "requested length %d but object has length %d", .int(2), .int(items.count))
            }
            (addresses.own, addresses.mask) = (try parsed(vm, items[0]), try parsed(vm, items[1]))
        case "gw4": addresses.gateway = try parsed(vm, value)
        default: throw vm.exception(.valueError, "unexpected key")
        }
        // The access point's address stays what it is.
        if interface == 0 { radio.fixed = addresses }
    }

    /// `network.ipconfig(name)`, `network.ipconfig(dns=)`: what all interfaces have in common.
    func configureNetwork(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.sync()
        let hasVersions = hardware.facts.port != .esp32
        if arguments.keywordCount == 0 {
            guard arguments.count == 1 else { throw vm.exception(.typeError, "must query one param") }
            switch try vm.string(of: arguments[0]) {
            case "dns": return try text(vm, radio.addresses(0).server)
            case "prefer" where hasVersions: return Value(smallInt: 4)
            default: throw vm.exception(.valueError, "unexpected key")
            }
        }
        if arguments.count > 0 { throw vm.exception(.typeError, "can't specify pos and kw args") }
        for index in 0..<arguments.keywordCount {
            let value = arguments.keywordValue(index)
            switch try vm.string(of: arguments.keywordName(index)) {
            case "dns": radio.nameServer = try parsed(vm, value)
            case "prefer" where hasVersions:
                guard [4, 6].contains(try vm.int(value)) else {
                    throw vm.exception(.valueError, "invalid prefer argument")
                }
            default: throw vm.exception(.valueError, "unexpected key")
            }
        }
        return .none
    }
}
