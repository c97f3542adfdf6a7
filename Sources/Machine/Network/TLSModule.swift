import Fabric
import Internet
import MicroPython

/// `tls` (extmod/modtls_mbedtls.c, modtls_axtls.c for the ESP8266; v1.29): streams that look encrypted and pass bytes through, since nobody
/// but Perch's own services and boards is at the other end.
///
/// Not modelled: encryption, certificates, which are kept and not looked at; what mbedTLS takes of the heap, about 30 KB on a Pico W;
/// DTLS, keys shared before.
struct TLSModule: Sendable {
    let hardware: Hardware
    private static let contextAddress = MachineTypes.address(MachineTypes.tlsContext)
    private static let socketAddress = MachineTypes.address(MachineTypes.tlsSocket)
    /// A handshake sends two flights each way (RFC 5246, 7.3).
    private static let handshakeTime = 4 * Internet.latency
    private static let cipher = "TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384"

    private var hasMbedTLS: Bool { hardware.facts.port != .esp8266 }
    private enum Verification { static let none = 0, optional = 1, required = 2 }

    // MARK: Contexts

    /// Words: protocol, verification.
    private func makeContext(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        let role = try vm.int(arguments[0])
        guard role == 0 || role == 1 else { throw vm.osError(22) }
        let context = try vm.makeFinalisedObject(Self.contextAddress, wordCount: 5)
        vm.setWord(context, 0, UInt32(role))
        let verification = hasMbedTLS && role == 0 ? Verification.required : Verification.none
        vm.setWord(context, 1, UInt32(verification))
        return context
    }

    private func attribute(
        _ vm: VM, _ context: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard vm.string(name) == "verify_mode" else { return .missing }
        if store == .sentinel { return LoadedAttribute(Value(smallInt: Int32(bitPattern: vm.word(context, 1)))) }
        if store.isNull { return .missing }
        vm.setWord(context, 1, UInt32(truncatingIfNeeded: try vm.int(store)))
        return .stored
    }

    private func wrap(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 2)
        let isServer = try reader.keyword("server_side").map { value throws(GuestException) in try vm.truth(of: value) }
        let shakes =
            try reader.keyword("do_handshake_on_connect").map { value throws(GuestException) in
                try vm.truth(of: value)
            } ?? true
        let name = try reader.keyword("server_hostname")
        if hasMbedTLS { _ = try reader.keyword("client_id") }
        try reader.finish()
        let context = arguments[0]
        if vm.word(context, 1) == Verification.required && isServer != true && (name ?? .none) == Value.none {
            throw vm.exception(.valueError, "CERT_REQUIRED requires server_hostname")
        }
        guard vm.isObject(arguments[1], of: SocketObject.address) else {
            throw hardware.notModelled("TLS around anything but a socket", vm)
        }
        // mp_obj_ssl_socket_t holds mbedTLS's own struct as well; only its pointers are ours.
        let object = try vm.makeFinalisedObject(Self.socketAddress, wordCount: 6)
        vm.setWord(object, 0, arguments[1].bits)
        vm.setWord(object, 1, context.bits)
        if shakes {
            let socket = try SocketObject(hardware: hardware).socket(vm, arguments[1])
            guard case .stream(let connection) = socket.role, connection.state == .open else {
                throw vm.osError(NetError.notConnected.number(hardware.facts.port))
            }
            try hardware.wait(vm, until: hardware.sync() + Self.handshakeTime)
        }
        return object
    }

    private var context: NativeTypeDefinition {
        let nothing: MethodTable.Member = .range(1...3) { _, _ throws(GuestException) in .none }
        var methods: MethodTable = [
            "load_cert_chain": nothing, "wrap_socket": .keywords(2, wrap),
        ]
        if hasMbedTLS {
            methods =
                methods + [
                    "__del__": .fixed(1) { _, _ throws(GuestException) in .none }, "load_verify_locations": nothing,
                    "set_ciphers": nothing,
                    "get_ciphers": .fixed(1) { vm, _ throws(GuestException) in
                        try vm.newList([vm.newStr(Self.cipher)])
                    },
                ]
        }
        return NativeTypeDefinition(
            number: MachineTypes.tlsContext,
            TypeSlots(
                name: "SSLContext", make: { vm, _, arguments throws(GuestException) in try makeContext(vm, arguments) },
                attribute: { vm, value, name, store throws(GuestException) in
                    try attribute(vm, value, name, store)
                },
                methods: methods))
    }

    // MARK: Sockets

    private func inner(_ vm: VM, _ object: Value) -> Value { vm.value(object, 0) }

    private func control(
        _ vm: VM, _ object: Value, _ request: StreamRequest, _ argument: UInt32
    ) throws(GuestException) -> StreamResult {
        let socket = inner(vm, object)
        if socket == .none {
            return request == .close ? .done(0) : request == .poll ? .done(Int(StreamPoll.invalid)) : .refused
        }
        let result = try SocketTransfer(hardware: hardware).control(vm, socket, request, argument)
        if request == .close { vm.setWord(object, 0, Value.none.bits) }
        return result
    }

    private var socket: NativeTypeDefinition {
        let transfer = SocketTransfer(hardware: hardware)
        let closed = StreamResult.failed(NetError.badFile.number(hardware.facts.port))
        var methods: MethodTable = [
            "read": StreamMethods.read, "readinto": StreamMethods.readInto, "readline": StreamMethods.readLine,
            "write": StreamMethods.write, "close": StreamMethods.close, "__del__": StreamMethods.close,
            "setblocking": .fixed(2) { vm, arguments throws(GuestException) in
                try vm.callMethod(inner(vm, arguments[0]), "setblocking", [arguments[1]])
            },
        ]
        if hasMbedTLS {
            methods =
                methods + [
                    "recv": StreamMethods.read1, "recv_into": StreamMethods.readInto, "send": StreamMethods.write1,
                    "sendall": StreamMethods.write,
                    "cipher": .fixed(1) { vm, _ throws(GuestException) in
                        try vm.newTuple([vm.newStr(Self.cipher), vm.newStr("TLSv1.2")])
                    },
                ]
        }
        return NativeTypeDefinition(
            number: MachineTypes.tlsSocket,
            TypeSlots(
                name: "SSLSocket",
                stream: StreamProtocol(
                    read: { vm, object, buffer throws(GuestException) in
                        let socket = inner(vm, object)
                        return socket == .none ? closed : try transfer.read(vm, socket, buffer)
                    },
                    write: { vm, object, bytes throws(GuestException) in
                        let socket = inner(vm, object)
                        return socket == .none ? closed : try transfer.write(vm, socket, bytes)
                    },
                    control: { vm, object, request, argument throws(GuestException) in
                        try control(vm, object, request, argument)
                    }),
                methods: methods), memberName: "")
    }

    var module: NativeModule {
        let common: MethodTable = [
            "PROTOCOL_TLS_CLIENT": .int(0), "PROTOCOL_TLS_SERVER": .int(1), "CERT_NONE": .int(Verification.none),
        ]
        let more: MethodTable = [
            "CERT_OPTIONAL": .int(Verification.optional), "CERT_REQUIRED": .int(Verification.required),
        ]
        return NativeModule(name: "tls", members: hasMbedTLS ? common + more : common, types: [context, socket])
    }
}
