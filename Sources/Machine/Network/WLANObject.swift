import Fabric
import MicroPython

/// `network.WLAN` (network_wlan.c of ports/esp32 and ports/esp8266, extmod/network_cyw43.c for the Pico W; v1.29).
///
/// Not modelled: stations at the board's own access point; whatever `config` sets besides names: it is kept and has no effect.
struct WLANObject: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.wlan)

    var radio: Radio { hardware.radio }
    private var port: MachineFacts.Port { hardware.facts.port }
    func interface(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }

    // MARK: Making

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 1, keywords: false)
        let number = try arguments.optional(0).map { value throws(GuestException) in try vm.int(value) } ?? 0
        guard number == 0 || number == 1 else {
            throw port == .esp32
                ? vm.exception(.valueError, "invalid WLAN interface identifier") : vm.exception(.valueError)
        }
        return hardware.keptObject("WLAN", number) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(number))
            return object
        }
    }

    private func active(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let interface = interface(vm, arguments[0])
        hardware.sync()
        guard let value = arguments.optional(1) else { return radio.isActive[interface] ? .true : .false }
        let isOn = try vm.truth(of: value)
        if !isOn && interface == 0 { radio.leave() }
        radio.isActive[interface] = isOn
        // The ESP32 answers with the new state.
        return port == .esp32 ? (isOn ? .true : .false) : .none
    }

    // MARK: Joining

    private func connect(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let name = reader.next(port == .rp2 ? "ssid" : "")
        let key = reader.next(port == .rp2 ? "key" : "")
        if let address = try reader.keyword("bssid"), address != .none, try vm.bytes(of: address).count != 6 {
            throw vm.exception(.valueError)
        }
        if port == .rp2 {
            for word in ["auth", "security", "channel"] as [StaticString] { _ = try reader.keyword(word) }
        }
        try reader.finish()
        guard radio.isActive[0] else {
            if port == .esp32 { throw vm.exception(.osError, "Wifi Not Started") }
            // EPERM of the CYW43's driver; the ESP8266 does nothing.
            if port == .rp2 { throw vm.osError(1) }
            return .none
        }
        let text = try name.flatMap { $0 == .none ? nil : $0 }.map { value throws(GuestException) in
            String(decoding: try vm.bytes(of: value), as: UTF8.self)
        }
        if let text { radio.settings[0]["ssid"] = text }
        if let key, key != .none {
            radio.settings[0]["key"] = String(decoding: try vm.bytes(of: key), as: UTF8.self)
        } else if text != nil {
            radio.settings[0]["key"] = nil
        }
        radio.join(text ?? radio.settings[0]["ssid"] ?? "", password: radio.settings[0]["key"] ?? "")
        return .none
    }

    private func isConnected(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.sync()
        return interface(vm, arguments[0]) == 0 && radio.link == .up ? .true : .false
    }

    /// The port's number of a state: idle, joining, not found, up.
    static func number(_ link: Radio.Link, _ port: MachineFacts.Port) -> Int {
        switch (port, link) {
        case (.esp32, .idle): 1000
        case (.esp32, .joining): 1001
        case (.esp32, .notFound): 201
        case (.esp32, .wrongPassword): 202
        case (.esp32, .up): 1010
        case (.esp8266, .idle), (.rp2, .idle), (.stm32, .idle): 0
        case (.esp8266, .joining), (.rp2, .joining), (.stm32, .joining): 1
        case (.esp8266, .wrongPassword): 2
        case (.esp8266, .notFound): 3
        case (.esp8266, .up): 5
        case (.rp2, .wrongPassword), (.stm32, .wrongPassword): -3
        case (.rp2, .notFound), (.stm32, .notFound): -2
        case (.rp2, .up), (.stm32, .up): 3
        }
    }

    private func status(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.sync()
        let interface = interface(vm, arguments[0])
        guard let query = arguments.optional(1) else {
            if interface == 1 && port == .esp32 { return .none }
            return try vm.newInt(interface == 1 ? (port == .rp2 ? 3 : 255) : Self.number(radio.link, port))
        }
        let stationRequired: ErrorKind = port == .esp32 ? .osError : .valueError
        switch try vm.string(of: query) {
        case "rssi":
            if interface == 1 { throw vm.exception(stationRequired, "STA required") }
            if port == .esp32 && radio.link != .up { throw vm.exception(.osError, "Wifi Not Connected") }
            return try vm.newInt(radio.joined?.strength ?? (port == .esp8266 ? 31 : 0))
        case "stations" where port != .esp8266:
            if interface == 0 { throw vm.exception(stationRequired, "AP required") }
            return try vm.newList([])
        default: throw vm.exception(.valueError, "unknown status param")
        }
    }

    private func scan(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if !radio.isActive[0] {
            if port == .rp2 { throw vm.osError(1) }
            throw vm.exception(.osError, "STA must be active")
        }
        try hardware.wait(vm, until: hardware.sync() + radio.scanTime)
        var found: [Value] = []
        for point in radio.accessPoints {
            let name = try vm.newBytes(Array(point.name.utf8))
            // The last but one: none, or WPA2 with a key; the last: not hidden. The CYW43's driver puts the number of sightings there.
            let hidden: Value = port == .rp2 ? Value(smallInt: 1) : port == .esp32 ? .false : Value(smallInt: 0)
            found.append(
                try vm.newTuple([
                    name, vm.newBytes(point.address), vm.newInt(point.channel), vm.newInt(point.strength),
                    Value(smallInt: point.password == nil ? 0 : port == .rp2 ? 5 : 3), hidden,
                ]))
        }
        return try vm.newList(found)
    }

    // MARK: Addresses

    func text(_ vm: VM, _ address: [UInt8]) throws(GuestException) -> Value {
        try vm.newStr(address.map(String.init).joined(separator: "."))
    }

    func parsed(_ vm: VM, _ value: Value) throws(GuestException) -> [UInt8] {
        let parts = try vm.string(of: value).split(separator: ".").map { UInt8($0) }
        guard parts.count == 4, !parts.contains(nil) else { throw vm.exception(.valueError, "invalid arguments") }
        return parts.compactMap { $0 }
    }

    private func configureAddresses(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let interface = interface(vm, arguments[0])
        hardware.sync()
        guard let value = arguments.optional(1) else {
            let addresses = radio.addresses(interface)
            var items: [Value] = []
            for address in [addresses.own, addresses.mask, addresses.gateway, addresses.server] {
                items.append(try text(vm, address))
            }
            return try vm.newTuple(items)
        }
        if vm.isString(value) {
            guard try vm.string(of: value) == "dhcp" else { throw vm.exception(.valueError, "invalid arguments") }
            radio.fixed = nil
            return .none
        }
        let items = try vm.items(of: value)
        guard items.count == 4 else {
            throw vm.exception(
                .valueError, "requested length %d but object has length %d", .int(4), .int(items.count))
        }
        radio.fixed = Radio.Addresses(
            own: try parsed(vm, items[0]), mask: try parsed(vm, items[1]), gateway: try parsed(vm, items[2]),
            server: try parsed(vm, items[3]))
        return .none
    }

    // MARK: Configuration

    private func configure(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let interface = interface(vm, arguments[0])
        guard arguments.keywordCount == 0 else {
            if arguments.count > 1 { throw vm.exception(.typeError, "either pos or kw args are allowed") }
            for index in 0..<arguments.keywordCount {
                var name = try vm.string(of: arguments.keywordName(index))
                guard Self.parameters.contains(name), name != "mac" else {
                    throw vm.exception(.valueError, "unknown config param")
                }
                if name == "essid" { name = "ssid" }
                if name == "hostname" || name == "dhcp_hostname" {
                    radio.hostname = try vm.string(of: arguments.keywordValue(index))
                } else if vm.isString(arguments.keywordValue(index)) {
                    radio.settings[interface][name] = try vm.string(of: arguments.keywordValue(index))
                } else if vm.isInteger(arguments.keywordValue(index)) {
                    radio.settings[interface][name] = "\(try vm.int(arguments.keywordValue(index)))"
                }
            }
            return .none
        }
        guard arguments.count == 2 else { throw vm.exception(.typeError, "can query only one param") }
        let name = try vm.string(of: arguments[1])
        let kept = radio.settings[interface]
        switch name {
        case "mac": return try vm.newBytes(hardware.facts.macAddress(interface))
        case "ssid", "essid":
            return try vm.newStr(kept["ssid"] ?? (interface == 1 ? hardware.facts.accessPointName : ""))
        case "channel": return try vm.newInt(kept["channel"].flatMap { Int($0) } ?? radio.joined?.channel ?? 1)
        case "hostname", "dhcp_hostname": return try vm.newStr(radio.hostname)
        case "txpower": return port == .rp2 ? Value(smallInt: 20) : try vm.newFloat(20)
        case "hidden": return .false
        case "reconnects": return try vm.newInt(kept["reconnects"].flatMap { Int($0) } ?? -1)
        case "security", "authmode", "pm", "max_clients", "protocol":
            return try vm.newInt(kept[name].flatMap { Int($0) } ?? 0)
        default: throw vm.exception(.valueError, "unknown config param")
        }
    }

    private static let parameters: Set<String> = [
        "mac", "ssid", "essid", "channel", "hostname", "dhcp_hostname", "txpower", "hidden", "reconnects", "security",
        "authmode", "pm", "max_clients", "protocol", "key", "password",
    ]

    // MARK: The table

    private var constants: MethodTable {
        let interfaces: MethodTable = ["IF_STA": .int(0), "IF_AP": .int(1)]
        switch port {
        case .esp32:
            return interfaces + [
                "SEC_OPEN": .int(0), "SEC_WEP": .int(1), "SEC_WPA": .int(2), "SEC_WPA2": .int(3),
                "SEC_WPA_WPA2": .int(4), "SEC_WPA2_ENT": .int(5), "SEC_WPA3": .int(6), "SEC_WPA2_WPA3": .int(7),
                "PM_NONE": .int(0), "PM_PERFORMANCE": .int(1), "PM_POWERSAVE": .int(2),
            ]
        case .esp8266:
            return interfaces + [
                "SEC_OPEN": .int(0), "SEC_WEP": .int(1), "SEC_WPA": .int(2), "SEC_WPA2": .int(3),
                "SEC_WPA_WPA2": .int(4), "PM_NONE": .int(0), "PM_PERFORMANCE": .int(2), "PM_POWERSAVE": .int(1),
            ]
        case .rp2, .stm32:
            // CYW43_AUTH_* and the driver's power management words.
            return interfaces + [
                "SEC_OPEN": .int(0), "SEC_WPA_WPA2": .int(0x400006), "SEC_WPA3": .int(0x1000004),
                "SEC_WPA2_WPA3": .int(0x1400004), "PM_NONE": .int(16), "PM_PERFORMANCE": .int(10_555_714),
                "PM_POWERSAVE": .int(17),
            ]
        }
    }

    var definition: NativeTypeDefinition {
        var methods: MethodTable = [
            "active": .range(1...2, active),
            "connect": .keywords(1, connect),
            "disconnect": .fixed(1) { _, _ throws(GuestException) in
                hardware.sync()
                radio.leave()
                return .none
            },
            "status": .range(1...2, status),
            "scan": .keywords(1, scan),
            "isconnected": .fixed(1, isConnected),
            "config": .keywords(1, configure),
            "ifconfig": .range(1...2, configureAddresses),
            "ipconfig": .keywords(1, configureIP),
        ]
        if port == .rp2 {
            methods =
                methods + [
                    "deinit": .fixed(1) { _, _ throws(GuestException) in
                        radio.turnOff()
                        return .none
                    }
                ]
        }
        return NativeTypeDefinition(
            number: MachineTypes.wlan,
            TypeSlots(
                name: port == .rp2 ? "CYW43" : "WLAN",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                methods: methods + constants), memberName: "WLAN")
    }
}
