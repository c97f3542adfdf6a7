/// The methods that streams have in common; each type lists those that it offers (py/stream.c, v1.29).
public enum StreamMethods {
    /// `read()`, `read(count)`.
    public static let read: MethodTable.Member = .range(1...2) { vm, arguments throws(GuestException) in
        try StreamReading.read(vm, arguments, once: false)
    }
    /// What one read of the stream below gives.
    public static let read1: MethodTable.Member = .range(1...2) { vm, arguments throws(GuestException) in
        try StreamReading.read(vm, arguments, once: true)
    }
    /// `readinto(buffer)`, `readinto(buffer, count)`.
    public static let readInto: MethodTable.Member = .range(2...3) { vm, arguments throws(GuestException) in
        try StreamReading.readInto(vm, arguments)
    }
    /// `readline()`, `readline(count)`.
    public static let readLine: MethodTable.Member = .range(1...2) { vm, arguments throws(GuestException) in
        try StreamReading.readLine(vm, arguments)
    }
    /// `readlines()`.
    public static let readLines: MethodTable.Member = .fixed(1) { vm, arguments throws(GuestException) in
        let lines = try ListObject.make(vm)
        while true {
            let mark = vm.openScope()
            let line = try StreamReading.readLine(vm, arguments)
            if try !vm.isTrue(line) { return lines }
            try ListObject.append(vm, lines, line)
            vm.closeScope(mark)
        }
    }
    /// The next line, as an iterator.
    public static let next: TypeSlots.Next = { vm, stream throws(GuestException) in
        var words = stream.bits
        let line = try StreamReading.readLine(vm, Arguments(&words, count: 1))
        return try vm.isTrue(line) ? line : .stopIteration
    }

    /// `write(data)`, `write(data, count)`, `write(data, offset, count)`.
    public static let write: MethodTable.Member = .range(2...4) { vm, arguments throws(GuestException) in
        try write(vm, arguments, once: false)
    }
    /// What one write of the stream below takes.
    public static let write1: MethodTable.Member = .range(2...4) { vm, arguments throws(GuestException) in
        try write(vm, arguments, once: true)
    }

    /// `seek(offset)`, `seek(offset, origin)`.
    public static let seek: MethodTable.Member = .range(2...3) { vm, arguments throws(GuestException) in
        try seek(vm, arguments[0], vm.int(arguments[1]), arguments.count > 2 ? vm.int(arguments[2]) : 0)
    }
    /// `tell()`.
    public static let tell: MethodTable.Member = .fixed(1) { vm, arguments throws(GuestException) in
        try seek(vm, arguments[0], 0, 1)
    }
    /// `flush()`.
    public static let flush: MethodTable.Member = .fixed(1) { vm, arguments throws(GuestException) in
        _ = try vm.stream(arguments[0], for: .control).ask(.flush)
        return .none
    }
    /// `close()`.
    public static let close: MethodTable.Member = .fixed(1) { vm, arguments throws(GuestException) in
        _ = try vm.stream(arguments[0], for: .control).ask(.close)
        return .none
    }
    /// `__enter__()`: the stream itself.
    public static let enter: MethodTable.Member = .fixed(1) { _, arguments throws(GuestException) in arguments[0] }
    /// `__exit__(...)`: closes.
    public static let exit: MethodTable.Member = .range(4...4) { vm, arguments throws(GuestException) in
        _ = try vm.stream(arguments[0], for: .control).ask(.close)
        return .none
    }
    /// `ioctl(request)`, `ioctl(request, argument)`.
    public static let ioctl: MethodTable.Member = .range(2...3) { vm, arguments throws(GuestException) in
        var argument: UInt32 = 0
        if let given = arguments.optional(2) {
            if let buffer = try vm.buffer(of: given, forWriting: true) {
                argument = buffer.address
            } else {
                argument = UInt32(truncatingIfNeeded: try vm.int(truncating: given))
            }
        }
        let request = StreamRequest(rawValue: UInt32(truncatingIfNeeded: try vm.int(arguments[1])))
        return try vm.newInt(vm.stream(arguments[0], for: .control).ask(request, argument))
    }

    private static func seek(_ vm: VM, _ value: Value, _ offset: Int, _ origin: Int) throws(GuestException) -> Value {
        // POSIX refuses a place before the start.
        if origin == 0 && offset < 0 { throw vm.osError(FileError.invalid.number) }
        let place = try vm.stream(value, for: .control).seek(offset, from: origin)
        return try vm.newInt(Int(UInt32(truncatingIfNeeded: place)))
    }

    /// `write(data)`, `write(data, count)`, `write(data, offset, count)`.
    private static func write(_ vm: VM, _ arguments: Arguments, once: Bool) throws(GuestException) -> Value {
        let buffer = try vm.requiredBuffer(arguments[1])
        let part = try range(vm, arguments, buffer.count)
        let stream = try vm.stream(arguments[0], for: .write)
        let bytes = vm.ram.bytes(buffer.address &+ vm.word(part.offset), count: part.count)
        let (count, number) = try stream.write(bytes, once: once)
        return try answer(stream, count, number)
    }

    /// How many bytes were moved; None where the stream would have to wait.
    static func answer(_ stream: Stream, _ count: Int, _ number: Int) throws(GuestException) -> Value {
        if number == Stream.wouldWait { return .none }
        if number != 0 { throw stream.error(number) }
        return Value(smallInt: Int32(truncatingIfNeeded: count))
    }

    /// The part of a buffer that the arguments behind it say: `count`, or `offset, count`. Negative counts are huge ones.
    static func range(
        _ vm: VM, _ arguments: Arguments, _ total: Int
    ) throws(GuestException) -> (offset: Int, count: Int) {
        func size(_ index: Int) throws(GuestException) -> Int {
            Int(UInt32(truncatingIfNeeded: try vm.int(truncating: arguments[index])))
        }
        switch arguments.count {
        case 3: return (0, min(total, try size(2)))
        case 4:
            let offset = min(total, try size(2))
            return (offset, min(total - offset, try size(3)))
        default: return (0, total)
        }
    }
}
