import Fabric
import Internet
import MicroPython

/// `network` of boards with Wi-Fi (extmod/modnetwork.c, modnetwork_globals.h of ports/esp32, modnetwork_globals.h of ports/esp8266; v1.29).
///
/// Not modelled: `LAN`, `PPP`, routes.
struct NetworkModule: Sendable {
    let hardware: Hardware

    private var radio: Radio { hardware.radio }

    private func country(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        guard let code = arguments.optional(0) else { return try vm.newStr(radio.country) }
        let text = try vm.string(of: code)
        guard text.utf8.count == 2 else { throw vm.exception(.valueError) }
        radio.country = text.uppercased()
        return .none
    }

    private func hostname(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        guard let name = arguments.optional(0) else { return try vm.newStr(radio.hostname) }
        let text = try vm.string(of: name)
        guard text.utf8.count <= 32 else { throw vm.exception(.valueError) }
        radio.hostname = text
        return .none
    }

    private var functions: MethodTable {
        let common: MethodTable = [
            "country": .range(0...1, country), "hostname": .range(0...1, hostname),
            "STA_IF": .int(0), "AP_IF": .int(1),
        ]
        let physical: MethodTable = [
            "phy_mode": .range(0...1) { vm, arguments throws(GuestException) in
                guard let mode = arguments.optional(0) else { return Value(smallInt: 3) }
                _ = try vm.int(mode)
                return .none
            }
        ]
        return hardware.facts.port == .rp2 ? common : common + physical
    }

    private var constants: MethodTable {
        func states(_ names: [(String, Int)]) -> MethodTable {
            MethodTable(names.map { (name: "STAT_" + $0.0, member: .int($0.1)) })
        }
        func modes(_ names: [(String, Int)]) -> MethodTable {
            MethodTable(names.map { (name: $0.0, member: .int($0.1)) })
        }
        let ciphers = [
            ("AUTH_OPEN", 0), ("AUTH_WEP", 1), ("AUTH_WPA_PSK", 2), ("AUTH_WPA2_PSK", 3), ("AUTH_WPA_WPA2_PSK", 4),
        ]
        switch hardware.facts.port {
        case .esp32:
            return modes([("MODE_11B", 1), ("MODE_11G", 2), ("MODE_11N", 4), ("MODE_LR", 8)] + ciphers)
                + modes([
                    ("AUTH_WPA2_ENTERPRISE", 5), ("AUTH_WPA3_PSK", 6), ("AUTH_WPA2_WPA3_PSK", 7), ("AUTH_WAPI_PSK", 8),
                    ("AUTH_OWE", 9),
                ])
                + states([
                    ("IDLE", 1000), ("CONNECTING", 1001), ("GOT_IP", 1010), ("NO_AP_FOUND", 201),
                    ("WRONG_PASSWORD", 202), ("BEACON_TIMEOUT", 200), ("ASSOC_FAIL", 203), ("CONNECT_FAIL", 203),
                    ("HANDSHAKE_TIMEOUT", 204),
                ])
        case .esp8266:
            return states([
                ("IDLE", 0), ("CONNECTING", 1), ("WRONG_PASSWORD", 2), ("NO_AP_FOUND", 3), ("CONNECT_FAIL", 4),
                ("GOT_IP", 5),
            ]) + modes([("MODE_11B", 1), ("MODE_11G", 2), ("MODE_11N", 3)] + ciphers)
        case .rp2, .stm32:
            return states([
                ("IDLE", 0), ("CONNECTING", 1), ("WRONG_PASSWORD", -3), ("NO_AP_FOUND", -2), ("CONNECT_FAIL", -1),
                ("GOT_IP", 3),
            ])
        }
    }

    var module: NativeModule {
        NativeModule(
            name: "network", members: functions + constants, types: [WLANObject(hardware: hardware).definition])
    }
}

extension MachineFacts {
    /// Of the station (0) or the access point (1): made of the chip's number, with ESP-IDF's step of one between them. Made up where that is short.
    func macAddress(_ interface: Int) -> [UInt8] {
        var address = Array(uniqueID.suffix(6))
        while address.count < 6 { address.insert(0x28, at: 0) }
        // An individual address, globally administered.
        address[0] &= 0xFC
        address[5] &+= UInt8(interface)
        return address
    }

    /// How the ports build lwIP: lwipopts_common.h with 1460 bytes a segment and a window of 8 on the Pico W; ESP-IDF's defaults; the ESP8266's
    /// SDK. Nobody answers: TCP_SYNMAXRTX tries.
    var tcpLimits: TCPLimits {
        switch port {
        case .esp32:
            TCPLimits(
                segmentBytes: 1440, sendBytesMax: 5760, windowBytes: 5760, openingTimeout: .seconds(18),
                hasLoopback: true)
        case .esp8266:
            TCPLimits(segmentBytes: 536, sendBytesMax: 1072, windowBytes: 2144, openingTimeout: .seconds(18))
        case .rp2, .stm32:
            TCPLimits(
                segmentBytes: 1460, sendBytesMax: 11680, windowBytes: 11680, openingTimeout: .milliseconds(18_500))
        }
    }

    /// MICROPY_PY_NETWORK_HOSTNAME_DEFAULT.
    var hostname: String {
        switch port {
        case .esp32: chip == "esp32" ? "mpy-esp32" : "mpy-" + chip
        case .esp8266: "mpy-esp8266"
        case .rp2: chip == "rp2040" ? "PicoW" : "Pico2W"
        case .stm32: "mpy-stm32"
        }
    }

    /// The access point's name when nobody has named it.
    var accessPointName: String {
        func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        switch port {
        case .esp32: return "ESP_" + hexadecimal(macAddress(1)[3...]).uppercased()
        case .esp8266: return "MicroPython-" + hexadecimal(macAddress(1)[3...])
        case .rp2, .stm32: return "PICO" + hexadecimal(macAddress(1)[4...]).uppercased()
        }
    }
}
