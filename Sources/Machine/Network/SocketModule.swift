import Internet
import MicroPython

/// `socket` (extmod/modlwip.c for ports/rp2 and ports/esp8266, modsocket.c of ports/esp32; v1.29).
///
/// Not modelled: raw sockets, IPv6, multicast, callbacks of sockets (option 20).
struct SocketModule: Sendable {
    let hardware: Hardware

    private var isESP32: Bool { hardware.facts.port == .esp32 }

    private func findAddresses(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let name = try vm.string(of: arguments[0])
        let addresses = SocketAddresses(hardware: hardware)
        let port = try addresses.port(vm, arguments[1])
        var numbers: [Int] = []
        for index in 2..<max(2, arguments.count) { numbers.append(try vm.int(arguments[index])) }
        func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }
        if !isESP32 && !([0, 2, 10].contains(number(0)) && number(1) < 2 && number(2) == 0 && number(3) == 0) {
            try vm.print("Warning: unsupported getaddrinfo constraints\n")
        }
        let found = try addresses.lookUp(vm, name)
        let type = isESP32 && number(1) != 0 ? number(1) : NetSocket.stream
        let canonical = isESP32 ? (name.isEmpty ? "0.0.0.0" : name) : ""
        let items = try [
            Value(smallInt: 2), vm.newInt(type), vm.newInt(isESP32 ? number(2) : 0), vm.newStr(canonical),
            addresses.tuple(vm, Endpoint(found, port)),
        ]
        return try vm.newList([vm.newTuple(items)])
    }

    /// Numbers are lwIP's.
    private var constants: MethodTable {
        let common: MethodTable = [
            "AF_INET": .int(2), "AF_INET6": .int(10), "SOCK_STREAM": .int(1), "SOCK_DGRAM": .int(2),
            "SO_REUSEADDR": .int(4), "SO_BROADCAST": .int(32), "IPPROTO_IP": .int(0), "IPPROTO_TCP": .int(6),
            "TCP_NODELAY": .int(SocketObject.noDelay),
        ]
        return isESP32
            ? common + [
                "SOCK_RAW": .int(3), "IPPROTO_UDP": .int(17), "SOL_SOCKET": .int(0xFFF),
                "SO_BINDTODEVICE": .int(0x100B),
                "IP_ADD_MEMBERSHIP": .int(3), "MSG_PEEK": .int(1), "MSG_DONTWAIT": .int(8),
            ]
            : common + [
                "SOCK_RAW": .int(3), "SOL_SOCKET": .int(1), "IP_ADD_MEMBERSHIP": .int(0x400),
                "IP_DROP_MEMBERSHIP": .int(0x401), "MSG_PEEK": .int(1), "MSG_DONTWAIT": .int(8),
            ]
    }

    var module: NativeModule {
        NativeModule(
            name: "socket", members: ["getaddrinfo": .range(2...6, findAddresses)] + constants,
            types: [SocketObject(hardware: hardware).definition], isExtensible: true)
    }
}
