import Fabric
import Internet
import MicroPython

/// What a socket sends and receives, and when it is ready to.
struct SocketTransfer: Sendable {
    let hardware: Hardware

    private var port: MachineFacts.Port { hardware.facts.port }
    private var isESP32: Bool { port == .esp32 }
    private static let peek = 1
    private static let dontWait = 8

    private func socket(_ vm: VM, _ value: Value) throws(GuestException) -> NetSocket {
        try SocketObject(hardware: hardware).socket(vm, value)
    }

    private func failed(_ error: NetError) -> StreamResult { .failed(error.number(port)) }

    // MARK: Waiting

    /// Waits as long as the socket's timeout; false: in vain. The ESP32 waits in steps of 100 ms, one more than fit
    /// (SOCKET_POLL_US).
    func wait(
        _ vm: VM, _ socket: NetSocket, for what: String, _ isDone: @escaping () -> Bool
    ) throws(GuestException) -> Bool {
        let now = hardware.sync()
        if isDone() { return true }
        guard let timeout = socket.timeoutMilliseconds else {
            try hardware.wait(vm, until: .distantFuture, for: what, isDone: isDone)
            return true
        }
        if timeout == 0 { return false }
        let milliseconds = isESP32 ? (timeout / 100 + 1) * 100 : timeout
        try hardware.wait(vm, until: now + .milliseconds(milliseconds), for: what, isDone: isDone)
        return isDone()
    }

    /// What a wait in vain raises: the ESP32 tells by its count of steps.
    func lateness(_ socket: NetSocket) -> NetError {
        (socket.timeoutMilliseconds ?? 1) < (isESP32 ? 100 : 1) ? .again : .timedOut
    }

    // MARK: Receiving

    /// What one read gives.
    private func take(
        _ vm: VM, _ socket: NetSocket, upTo count: Int, flags: Int, sender: inout Endpoint?
    ) throws(GuestException) -> (bytes: [UInt8], error: NetError?) {
        let waits = flags & Self.dontWait == 0
        switch socket.role {
        case .new, .listener: return ([], .notConnected)
        case .datagrams(let datagrams):
            if waits {
                _ = try wait(vm, socket, for: "a packet at port \(datagrams.port)") { !datagrams.arrivals.isEmpty }
            }
            hardware.sync()
            guard let next = datagrams.next(keeps: flags & Self.peek != 0) else {
                return ([], waits ? lateness(socket) : .again)
            }
            sender = next.from
            return (Array(next.bytes.prefix(count)), nil)
        case .stream(let connection):
            sender = connection.remote
            func isReady() -> Bool {
                connection.availableBytes > 0 || connection.hasPeerFinished
                    || connection.state != .open && connection.state != .opening
            }
            if waits { _ = try wait(vm, socket, for: "bytes from \(connection.remote)", isReady) }
            let now = hardware.sync()
            let bytes = connection.receive(
                upTo: count, merges: isESP32, keeps: flags & Self.peek != 0, at: now)
            if !bytes.isEmpty || count == 0 && connection.availableBytes > 0 { return (bytes, nil) }
            if connection.state == .reset || connection.state == .timedOut {
                // Told once; then the stream is at its end on lwIP's own sockets, and closed on ESP-IDF's.
                if socket.hasToldReset { return isESP32 ? ([], .notConnected) : ([], nil) }
                socket.hasToldReset = true
                return ([], connection.state == .reset ? .reset : .aborted)
            }
            if connection.hasPeerFinished { return ([], nil) }
            return ([], waits ? lateness(socket) : .again)
        }
    }

    func read(
        _ vm: VM, _ object: Value, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(GuestException) -> StreamResult {
        guard let socket = SocketObject(hardware: hardware).socketMaybe(vm, object) else { return failed(.badFile) }
        var sender: Endpoint?
        let (bytes, error) = try take(vm, socket, upTo: buffer.count, flags: 0, sender: &sender)
        if let error { return failed(error) }
        buffer.copyBytes(from: bytes)
        return .done(bytes.count)
    }

    private func receive(
        _ vm: VM, _ arguments: Arguments, sender: inout Endpoint?
    ) throws(GuestException) -> Value {
        let socket = try socket(vm, arguments[0])
        let count = try vm.int(arguments[1])
        let flags = try arguments.optional(2).map { value throws(GuestException) in try vm.int(value) } ?? 0
        var from: Endpoint?
        let result = try vm.newBytes(upTo: count) { buffer throws(GuestException) in
            let (bytes, error) = try take(vm, socket, upTo: buffer.count, flags: flags, sender: &from)
            if let error { throw vm.osError(error.number(port)) }
            buffer.copyBytes(from: bytes)
            return bytes.count
        }
        sender = from
        return result
    }

    func receive(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var sender: Endpoint?
        return try receive(vm, arguments, sender: &sender)
    }

    func receiveFrom(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var sender: Endpoint?
        let bytes = try receive(vm, arguments, sender: &sender)
        let address = try SocketAddresses(hardware: hardware).tuple(vm, sender ?? Endpoint(.any, 0))
        return try vm.newTuple([bytes, address])
    }

    // MARK: Sending

    /// What one write takes: a port of lwIP's own takes what there is room for, the ESP32 goes on until all is taken or time is over.
    func write(
        _ vm: VM, _ object: Value, _ bytes: UnsafeRawBufferPointer
    ) throws(GuestException) -> StreamResult {
        guard let socket = SocketObject(hardware: hardware).socketMaybe(vm, object) else { return failed(.badFile) }
        switch socket.role {
        case .new, .listener: return failed(.notConnected)
        case .datagrams(let datagrams):
            guard let remote = datagrams.remote else { return failed(.notConnected) }
            return send(bytes, datagrams, to: remote)
        case .stream(let connection):
            return try send(vm, bytes, socket, connection)
        }
    }

    private func send(_ bytes: UnsafeRawBufferPointer, _ datagrams: DatagramSocket, to remote: Endpoint) -> StreamResult
    {
        guard let station = hardware.station, station.canReach(remote.address) else { return failed(.unreachable) }
        station.send(Array(bytes.prefix(0xFFFF)), from: datagrams, to: remote, at: hardware.sync())
        hardware.didPlan()
        return .done(bytes.count)
    }

    private func send(
        _ vm: VM, _ bytes: UnsafeRawBufferPointer, _ socket: NetSocket, _ connection: TCPConnection
    ) throws(GuestException) -> StreamResult {
        var sent = 0
        if bytes.isEmpty { return .done(0) }
        while sent < bytes.count {
            let isReady = try wait(vm, socket, for: "room to send to \(connection.remote)") {
                connection.room > 0 || (connection.state != .open && connection.state != .opening)
            }
            guard connection.state == .open || connection.state == .opening else {
                if sent > 0 { break }
                return failed(connection.state == .closed ? .notConnected : .reset)
            }
            guard isReady else {
                if sent > 0 { break }
                return failed(lateness(socket))
            }
            sent += connection.send(bytes[sent...], at: hardware.sync())
            hardware.didPlan()
            if !isESP32 { break }
        }
        return .done(sent)
    }

    func send(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        _ = try socket(vm, arguments[0])
        switch try write(vm, arguments[0], vm.bytes(of: arguments[1])) {
        case .done(let count): return try vm.newInt(count)
        case .failed(let number): throw vm.osError(number)
        }
    }

    func sendAll(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let socket = try socket(vm, arguments[0])
        if socket.isDatagram && !isESP32 { throw vm.exception(.notImplementedError) }
        let bytes = try vm.bytes(of: arguments[1])
        if !isESP32, socket.timeoutMilliseconds == 0, case .stream(let connection) = socket.role {
            hardware.sync()
            // All or nothing.
            if bytes.count > connection.room && connection.state == .open {
                throw vm.osError(NetError.again.number(port))
            }
        }
        var sent = 0
        while sent < bytes.count {
            switch try write(vm, arguments[0], UnsafeRawBufferPointer(rebasing: bytes[sent...])) {
            case .done(0): throw vm.osError(NetError.timedOut.number(port))
            case .done(let count): sent += count
            case .failed(let number): throw vm.osError(number)
            }
        }
        return .none
    }

    func sendTo(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let socket = try socket(vm, arguments[0])
        let bytes = try vm.bytes(of: arguments[1])
        let remote = try SocketAddresses(hardware: hardware).plain(vm, arguments[2])
        guard case .datagrams(let datagrams) = socket.role else { return try send(vm, arguments) }
        switch send(bytes, datagrams, to: remote) {
        case .done(let count): return try vm.newInt(count)
        case .failed(let number): throw vm.osError(number)
        }
    }

    // MARK: Being ready

    func control(
        _ vm: VM, _ object: Value, _ request: StreamRequest, _ argument: UInt32
    ) throws(GuestException) -> StreamResult {
        switch request {
        case .poll:
            guard let socket = SocketObject(hardware: hardware).socketMaybe(vm, object) else {
                return .done(Int(StreamPoll.invalid))
            }
            hardware.sync()
            return .done(Int(readiness(socket, argument)))
        case .close:
            hardware.closeSocket(Int(Int32(bitPattern: vm.word(object, 0))))
            vm.setWord(object, 0, .max)
            return .done(0)
        default: return .refused
        }
    }

    private func readiness(_ socket: NetSocket, _ asked: UInt32) -> UInt32 {
        func flags(_ canRead: Bool, _ canWrite: Bool) -> UInt32 {
            asked & ((canRead ? StreamPoll.read : 0) | (canWrite ? StreamPoll.write : 0))
        }
        switch socket.role {
        case .new: return flags(false, true) | StreamPoll.hungUp
        case .listener(let listener): return flags(!listener.waiting.isEmpty, false)
        case .datagrams(let datagrams): return flags(!datagrams.arrivals.isEmpty, true)
        case .stream(let connection):
            switch connection.state {
            case .opening: return 0
            case .open:
                let isOver = connection.hasPeerFinished
                return flags(connection.availableBytes > 0 || isOver, connection.room > 0)
            case .reset, .timedOut, .closed:
                return flags(true, !socket.hasToldReset) | StreamPoll.hungUp
                    | (socket.hasToldReset ? 0 : StreamPoll.failed)
            }
        }
    }
}

extension Hardware {
    /// Ends a socket; what it has not sent yet is still sent.
    func closeSocket(_ number: Int) {
        guard let socket = state.sockets.remove(number), let station else { return }
        let now = sync()
        switch socket.role {
        case .new: break
        case .stream(let connection): connection.close(at: now)
        case .listener(let listener): station.close(listener, at: now)
        case .datagrams(let datagrams): station.close(datagrams)
        }
        didPlan()
    }
}
