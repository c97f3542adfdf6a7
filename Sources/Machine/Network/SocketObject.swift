import Fabric
import Internet
import MicroPython

/// `socket.socket` (extmod/modlwip.c for ports/rp2 and ports/esp8266, modsocket.c of ports/esp32; v1.29). What it moves stands in
/// `SocketTransfer`. The guest's object holds the number of its `NetSocket`, in as many bytes as the port's has.
struct SocketObject: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.socket)
    static let noDelay = 1
    private static let reuseAddress = 4
    private static let broadcast = 32
    /// MICROPY_PY_SOCKET_LISTEN_BACKLOG_DEFAULT.
    private static let backlogDefault = 2
    /// MEMP_NUM_TCP_PCB, CONFIG_LWIP_MAX_SOCKETS.
    private static let lwipStreamsMax = 5
    private static let espSocketsMax = 10

    private var port: MachineFacts.Port { hardware.facts.port }
    private var transfer: SocketTransfer { SocketTransfer(hardware: hardware) }
    private var addresses: SocketAddresses { SocketAddresses(hardware: hardware) }

    func error(_ error: NetError, _ vm: VM) -> GuestException { vm.osError(error.number(port)) }

    // MARK: Making

    /// Words behind the type: socket_obj_t has 24 bytes with the callbacks of WebREPL; lwip_socket_obj_t 60 with IPv6, 40 without.
    private var wordCount: Int { port == .esp32 ? 5 : port == .esp8266 ? 9 : 14 }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, port == .esp32 ? 3 : 4, keywords: false)
        // First the object, as there: its number is -1 until it has a socket.
        let object = try vm.makeFinalisedObject(Self.address, wordCount: wordCount)
        vm.setWord(object, 0, .max)
        var numbers = [2, NetSocket.stream, 0]
        for index in 0..<min(3, arguments.count) { numbers[index] = try vm.int(arguments[index]) }
        guard let station = hardware.station else { throw error(.noMemory, vm) }
        let role: NetSocket.Role
        switch numbers[1] {
        case NetSocket.stream: role = .new
        case NetSocket.datagram:
            // The ring for packets that arrive: four of 32 bytes, or 12 without IPv6.
            if port != .esp32 {
                vm.setWord(object, 1, try block(vm, byteCount: port == .esp8266 ? 48 : 128))
            }
            role = .datagrams(station.makeDatagramSocket())
        default:
            if numbers[1] == 3 { throw hardware.notModelled("a raw socket", vm) }
            throw error(.invalid, vm)
        }
        // Sockets that nobody holds any more are closed by the collector.
        if isFull && port == .esp32 {
            let collector = try vm.call(vm.builtin("__import__"), [vm.newStr("gc")])
            _ = try vm.callMethod(collector, "collect", [])
        }
        if isFull { throw error(port == .esp32 ? .tooManyFiles : .noMemory, vm) }
        let socket = NetSocket(family: numbers[0], type: numbers[1], proto: numbers[2], role: role)
        vm.setWord(object, 0, UInt32(hardware.state.sockets.add(socket)))
        return object
    }

    /// A block of the heap that the object holds.
    private func block(_ vm: VM, byteCount: Int) throws(GuestException) -> UInt32 {
        try vm.makeObject(Self.address, wordCount: byteCount / 4 - 1).bits
    }

    private var isFull: Bool {
        let table = hardware.state.sockets
        return port == .esp32
            ? table.sockets.count >= Self.espSocketsMax : table.streamCount >= Self.lwipStreamsMax
    }

    func socketMaybe(_ vm: VM, _ value: Value) -> NetSocket? {
        hardware.state.sockets[Int(Int32(bitPattern: vm.word(value, 0)))]
    }

    func socket(_ vm: VM, _ value: Value) throws(GuestException) -> NetSocket {
        guard let socket = socketMaybe(vm, value) else { throw error(.badFile, vm) }
        return socket
    }

    // MARK: Servers

    private func bind(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let socket = try socket(vm, arguments[0])
        let endpoint = try addresses.target(vm, arguments[1])
        guard let station = hardware.station else { throw error(.invalid, vm) }
        hardware.sync()
        if case .datagrams(let datagrams) = socket.role {
            guard station.bind(datagrams, port: endpoint.port) else { throw error(.addressInUse, vm) }
        }
        socket.boundPort = endpoint.port
        return .none
    }

    private func listen(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let socket = try socket(vm, arguments[0])
        let backlog =
            try arguments.optional(1).map { value throws(GuestException) in try vm.int(value) } ?? Self.backlogDefault
        guard case .new = socket.role, let station = hardware.station else {
            if case .listener = socket.role, port == .esp32 { return .none }
            throw error(socket.isDatagram ? .notSupported : .invalid, vm)
        }
        hardware.sync()
        guard let listener = station.listen(port: socket.boundPort, backlog: backlog) else {
            throw error(.addressInUse, vm)
        }
        if port != .esp32 && backlog > 1 {
            vm.setWord(arguments[0], 1, try block(vm, byteCount: 4 * min(backlog, 255)))
        }
        socket.role = .listener(listener)
        return .none
    }

    private func accept(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let socket = try socket(vm, arguments[0])
        guard case .listener(let listener) = socket.role else {
            throw error(socket.isDatagram ? .notSupported : .invalid, vm)
        }
        let isThere = try transfer.wait(vm, socket, for: "a connection to port \(listener.port)") {
            !listener.waiting.isEmpty
        }
        guard isThere, let connection = listener.accept() else { throw error(transfer.lateness(socket), vm) }
        let object = try vm.makeFinalisedObject(Self.address, wordCount: wordCount)
        let new = NetSocket(family: socket.family, type: socket.type, proto: socket.proto, role: .stream(connection))
        // The ESP32's are blocking.
        new.timeoutMilliseconds = port == .esp32 ? nil : socket.timeoutMilliseconds
        vm.setWord(object, 0, UInt32(hardware.state.sockets.add(new)))
        return try vm.newTuple([object, addresses.tuple(vm, connection.remote)])
    }

    // MARK: Clients

    private func connect(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let socket = try socket(vm, arguments[0])
        let endpoint = try addresses.target(vm, arguments[1])
        guard let station = hardware.station else { throw error(.unreachable, vm) }
        switch socket.role {
        case .datagrams(let datagrams):
            datagrams.remote = endpoint
            return .none
        case .stream(let connection):
            throw error(connection.state == .open ? .isConnected : .connecting, vm)
        case .listener: throw error(.connecting, vm)
        case .new: break
        }
        let now = hardware.sync()
        guard station.canReach(endpoint.address) else { throw error(.unreachable, vm) }
        let connection = station.open(endpoint, fromPort: socket.boundPort, at: now)
        socket.role = .stream(connection)
        if socket.timeoutMilliseconds == 0 {
            // modlwip looks once.
            if port != .esp32 { try hardware.wait(vm, until: now + .milliseconds(1)) }
            if connection.state == .opening { throw error(.inProgress, vm) }
        }
        let isAnswered = try transfer.wait(vm, socket, for: "an answer from \(endpoint)") {
            connection.state != .opening
        }
        guard isAnswered else { throw error(.timedOut, vm) }
        switch connection.state {
        case .reset, .closed: throw error(.reset, vm)
        case .timedOut: throw error(.aborted, vm)
        case .opening, .open: return .none
        }
    }

    // MARK: Options

    private func setTimeout(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let socket = try socket(vm, arguments[0])
        guard arguments[1] != .none else {
            socket.timeoutMilliseconds = nil
            return .none
        }
        let milliseconds = try vm.double(arguments[1]) * 1000
        // Negative ones wrap to very long ones.
        socket.timeoutMilliseconds = milliseconds >= 0 ? UInt64(min(milliseconds, 4e9)) : nil
        return .none
    }

    private func setBlocking(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try socket(vm, arguments[0]).timeoutMilliseconds = try vm.truth(of: arguments[1]) ? nil : 0
        return .none
    }

    private func setOption(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        _ = try socket(vm, arguments[0])
        switch try vm.int(arguments[2]) {
        case Self.noDelay, Self.reuseAddress, Self.broadcast: _ = try vm.int(arguments[3])
        case 20: if arguments[3] != .none { throw hardware.notModelled("a callback of a socket", vm) }
        case 0x400, 0x401, 3: throw hardware.notModelled("a multicast group", vm)
        default:
            try vm.print("Warning: lwip.setsockopt() \(port == .esp32 ? "option " : "")not implemented\n")
        }
        return .none
    }

    // MARK: The table

    private func print(_ vm: VM, _ value: Value, _ printer: Printer) throws(GuestException) {
        guard let socket = socketMaybe(vm, value) else {
            return try printer.write(text: "<socket state=-17 timeout=-1 incoming=0 off=0>")
        }
        let timeout = socket.timeoutMilliseconds.map { "\($0)" } ?? "4294967295"
        switch socket.role {
        case .datagrams(let datagrams):
            try printer.write(text: "<socket state=4 timeout=\(timeout) incoming=\(datagrams.arrivals.count)>")
        case .new: try printer.write(text: "<socket state=0 timeout=\(timeout) incoming=0 off=0>")
        case .listener: try printer.write(text: "<socket state=1 timeout=\(timeout) incoming=0 off=0>")
        case .stream(let connection):
            let state = connection.state == .opening ? 2 : connection.hasPeerFinished ? 5 : 3
            try printer.write(text: "<socket state=\(state) timeout=\(timeout) incoming=0 off=0>")
        }
    }

    private var methods: MethodTable {
        let methods: MethodTable = [
            "__del__": StreamMethods.close, "close": StreamMethods.close, "bind": .fixed(2, bind),
            "listen": .range(1...2, listen), "accept": .fixed(1, accept), "connect": .fixed(2, connect),
            "send": .fixed(2, transfer.send), "sendall": .fixed(2, transfer.sendAll),
            "sendto": .fixed(3, transfer.sendTo), "recv": .range(2...3, transfer.receive),
            "recvfrom": .range(2...3, transfer.receiveFrom), "setsockopt": .fixed(4, setOption),
            "settimeout": .fixed(2, setTimeout), "setblocking": .fixed(2, setBlocking),
            "makefile": .range(1...3) { _, arguments throws(GuestException) in arguments[0] },
            "read": StreamMethods.read, "readinto": StreamMethods.readInto, "readline": StreamMethods.readLine,
            "write": StreamMethods.write,
        ]
        return port == .esp32
            ? methods + [
                "fileno": .fixed(1) { vm, arguments throws(GuestException) in
                    try vm.newInt(Int(Int32(bitPattern: vm.word(arguments[0], 0))))
                }
            ] : methods
    }

    var definition: NativeTypeDefinition {
        let transfer = transfer
        let print: TypeSlots.Print = { vm, value, printer, _ throws(GuestException) in
            try self.print(vm, value, printer)
        }
        return NativeTypeDefinition(
            number: MachineTypes.socket,
            TypeSlots(
                name: "socket",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: port == .esp32 ? nil : print,
                stream: StreamProtocol(
                    read: { vm, object, buffer throws(GuestException) in try transfer.read(vm, object, buffer) },
                    write: { vm, object, bytes throws(GuestException) in try transfer.write(vm, object, bytes) },
                    control: { vm, object, request, argument throws(GuestException) in
                        try transfer.control(vm, object, request, argument)
                    }),
                methods: methods))
    }
}
