import Fabric
import Internet
import MicroPython

/// Addresses as guests write them: `('10.10.0.2', 80)`; on the ESP32 also names (socket addresses in modsocket.c of ports/esp32,
/// netutils.c, modlwip.c; v1.29).
struct SocketAddresses: Sendable {
    let hardware: Hardware

    private var isESP32: Bool { hardware.facts.port == .esp32 }

    /// `('10.10.0.2', 80)`.
    func tuple(_ vm: VM, _ endpoint: Endpoint) throws(GuestException) -> Value {
        let address = try vm.newStr(endpoint.address.description)
        return try vm.newTuple([address, vm.newInt(Int(endpoint.port))])
    }

    /// Two items, the first one numbers only.
    func plain(_ vm: VM, _ value: Value) throws(GuestException) -> Endpoint {
        let items = try pair(vm, value)
        let text = try vm.string(of: items[0])
        guard let address = IPAddress(text) ?? (text.isEmpty ? .any : nil) else {
            throw vm.exception(.valueError, "invalid arguments")
        }
        return Endpoint(address, UInt16(truncatingIfNeeded: try vm.int(items[1])))
    }

    /// For `connect` and `bind`: the ESP32 looks names up there.
    func target(_ vm: VM, _ value: Value) throws(GuestException) -> Endpoint {
        guard isESP32 else { return try plain(vm, value) }
        let items = try pair(vm, value)
        return try Endpoint(lookUp(vm, vm.string(of: items[0])), port(vm, items[1]))
    }

    /// The ESP32 makes text of a number, and reads text.
    func port(_ vm: VM, _ value: Value) throws(GuestException) -> UInt16 {
        guard isESP32, vm.isString(value) else { return UInt16(truncatingIfNeeded: try vm.int(value)) }
        return UInt16(try vm.string(of: value)) ?? 0
    }

    private func pair(_ vm: VM, _ value: Value) throws(GuestException) -> [Value] {
        let items = try vm.items(of: value)
        guard items.count == 2 else {
            throw vm.exception(
                .valueError, "requested length %d but object has length %d", .int(2), .int(items.count))
        }
        return items
    }

    /// How long an ESP8266 asks servers that it cannot reach (dns.c of lwIP 1.4: four tries, after 1, 2, 4 and 7 s).
    private static let lookUpTimeout: Picoseconds = .seconds(7)

    /// Waits for the DNS server's answer. Errors are the negative numbers of each lwIP: ESP-IDF's EAI_FAIL; ERR_VAL where lwIP 2 has no
    /// server to ask; -2 for a name that does not exist.
    func lookUp(_ vm: VM, _ name: String) throws(GuestException) -> IPAddress {
        guard let station = hardware.station else { throw vm.osError(-2) }
        let isNumber = name.isEmpty || IPAddress(name) != nil
        let now = hardware.sync()
        if !isNumber && name != "localhost" && station.address == nil {
            if hardware.facts.port == .esp8266 {
                try hardware.wait(vm, until: now + SocketAddresses.lookUpTimeout)
                throw vm.osError(-2)
            }
            throw vm.osError(isESP32 ? -202 : -6)
        }
        let answer = Answer()
        station.resolve(name, at: now) { answer.found = .some($0) }
        try hardware.wait(vm, until: .distantFuture, for: "the DNS server") { answer.found != nil }
        guard let found = answer.found ?? nil else { throw vm.osError(isESP32 ? -202 : -2) }
        return found
    }

    private final class Answer {
        var found: IPAddress??
    }
}
