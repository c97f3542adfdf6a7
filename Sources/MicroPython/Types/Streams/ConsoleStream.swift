/// A board's `sys.stdin`, `sys.stdout` and `sys.stderr`: `type, number`; and their `buffer`, which reads what is typed as it
/// is (shared/runtime/sys_stdio_mphal.c, v1.29).
enum ConsoleStream {
    private static func number(_ vm: VM, _ value: Value) -> UInt32 { vm.ram[value.address &+ 4] }

    /// As many bytes as were asked for: a board has no end of input. Where Perch's input ends the stream ends, too.
    private static func fill(
        _ vm: VM, _ buffer: UnsafeMutableRawBufferPointer, isText: Bool
    ) throws(GuestException) -> StreamResult {
        guard let input = vm.state.pointee.input else { return .done(0) }
        for index in 0..<buffer.count {
            guard let byte = try input.next(vm) else { return .done(index) }
            buffer[index] = isText && byte == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : byte
        }
        return .done(buffer.count)
    }

    private static let control: StreamProtocol.Control = { vm, value, request, argument throws(GuestException) in
        switch request {
        case .poll:
            return StreamPoll.answer(argument, canRead: vm.state.pointee.input?.isReady ?? false, canWrite: true)
        case .close: return .done(0)
        default: return .refused
        }
    }

    private static let text = StreamProtocol(
        isText: true,
        read: { vm, value, buffer throws(GuestException) in
            guard number(vm, value) == 0 else { return .failed(FileError.notPermitted.number) }
            return try fill(vm, buffer, isText: true)
        },
        write: { vm, value, bytes throws(GuestException) in
            guard number(vm, value) != 0 else { return .failed(FileError.notPermitted.number) }
            vm.writeConsole(bytes, isError: number(vm, value) == 2)
            return .done(bytes.count)
        }, control: control)

    private static let bytes = StreamProtocol(
        read: { vm, _, buffer throws(GuestException) in try fill(vm, buffer, isText: false) },
        write: { vm, _, bytes throws(GuestException) in
            vm.writeConsole(bytes, isError: false)
            return .done(bytes.count)
        }, control: control)

    private static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write("<io.")
        try printer.write(vm.typeName(value))
        try printer.write(text: " \(number(vm, value))>")
    }

    static let type = TypeSlots(
        name: "TextIOWrapper", print: print, next: StreamMethods.next, stream: text, methods: methods)
    static let bytesType = TypeSlots(
        name: "FileIO", print: print, next: StreamMethods.next, stream: bytes, methods: methods)

    private static let methods: MethodTable = [
        "buffer": .constant { _ in Value(address: StandardStreams.bufferAddresses[0]) },
        "read": StreamMethods.read, "readinto": StreamMethods.readInto, "readline": StreamMethods.readLine,
        "readlines": StreamMethods.readLines, "write": StreamMethods.write, "close": StreamMethods.enter,
        "__enter__": StreamMethods.enter, "__exit__": StreamMethods.exit,
    ]
}
