/// How streams are read: buffers start and grow as the reference's do, so that a read takes the heap that it takes there
/// (py/stream.c, v1.29).
enum StreamReading {
    /// How much `read()` asks for at a time.
    private static let pieceBytes = 256

    /// `read()`, `read(-1)`, `read(count)`: of text, so many characters.
    static func read(_ vm: VM, _ arguments: Arguments, once: Bool) throws(GuestException) -> Value {
        let stream = try vm.stream(arguments[0], for: .read)
        guard let argument = arguments.optional(1) else { return try readAll(stream) }
        let count = try vm.int(argument)
        if count == -1 { return try readAll(stream) }
        // Other negative counts are huge ones, for which there is no memory.
        let size = Int(UInt32(truncatingIfNeeded: count))
        return stream.actions.pointee.isText ? try readText(stream, size) : try readBytes(stream, size, once)
    }

    private static func readBytes(_ stream: Stream, _ size: Int, _ once: Bool) throws(GuestException) -> Value {
        var buffer = try TextBuffer(capacity: size + 1, stream.vm)
        let start = try buffer.add(size, stream.vm)
        let (count, number) = try stream.read(into: stream.vm.ram.mutableBytes(start, count: size), once: once)
        if number != 0 {
            buffer.free(stream.vm)
            if number == Stream.wouldWait { return .none }
            throw stream.error(number)
        }
        buffer.truncate(to: count)
        return try finish(stream, &buffer)
    }

    /// So many characters: a stream cannot give bytes back, so it is asked for as many bytes as characters are missing,
    /// and then for more.
    private static func readText(_ stream: Stream, _ size: Int) throws(GuestException) -> Value {
        let vm = stream.vm
        var buffer = try TextBuffer(capacity: size, vm)
        var missing = size
        var wanted = size
        /// Where the first character begins that is not complete.
        var place = 0
        while wanted > 0 {
            let start = try buffer.add(wanted, vm)
            let (count, number) = try stream.read(into: vm.ram.mutableBytes(start, count: wanted))
            if number != 0 {
                buffer.truncate(to: buffer.count - wanted)
                guard number == Stream.wouldWait else { throw stream.error(number) }
                if buffer.count == 0 {
                    buffer.free(vm)
                    return .none
                }
                break
            }
            if count < wanted {
                buffer.truncate(to: buffer.count - (wanted - count))
                if count == 0 { break }
            }
            wanted = bytesMissing(buffer, &place, &missing, vm)
        }
        return try finish(stream, &buffer)
    }

    /// Counts the characters that came, from `place` on, off `missing`; returns for how many bytes to ask next.
    private static func bytesMissing(
        _ buffer: TextBuffer, _ place: inout Int, _ missing: inout Int, _ vm: VM
    ) -> Int {
        while place < buffer.count {
            let end = place + characterBytes(buffer.byte(place, vm))
            if end > buffer.count { return end - buffer.count + missing - 1 }
            place = end
            missing -= 1
        }
        return missing
    }

    private static func characterBytes(_ first: UInt8) -> Int {
        switch first {
        case 0xC0..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF8: 4
        // What begins no character counts as five bytes there.
        case 0x80...: 5
        default: 1
        }
    }

    private static func readAll(_ stream: Stream) throws(GuestException) -> Value {
        let vm = stream.vm
        var buffer = try TextBuffer(capacity: pieceBytes, vm)
        while true {
            if buffer.count == buffer.capacity { try buffer.extend(by: pieceBytes, vm) }
            let room = buffer.capacity - buffer.count
            let place = vm.ram.mutableBytes(buffer.address &+ vm.word(buffer.count), count: room)
            switch try stream.readOnce(into: place) {
            case .done(0): return try finish(stream, &buffer)
            case .done(let count): _ = try buffer.add(min(count, room), vm)
            case .failed(Stream.wouldWait):
                // What came so far; the buffer is left to the collector where that is nothing, as there.
                return buffer.count == 0 ? .none : try finish(stream, &buffer)
            case .failed(let number): throw stream.error(number)
            }
        }
    }

    /// `readline()`, `readline(count)`: byte by byte.
    static func readLine(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let stream = try vm.stream(arguments[0], for: .read)
        // The reference reads the word as it is; here what is no int counts as one that is too large.
        let limit = arguments.optional(1).map { $0.isSmallInt ? Int($0.smallInt) : Int(Int32.max) } ?? -1
        var left = limit
        var buffer = try TextBuffer(capacity: limit == -1 ? 16 : Int(UInt32(truncatingIfNeeded: limit)), vm)
        while left != 0 {
            if limit != -1 { left -= 1 }
            let place = try buffer.add(1, vm)
            switch try stream.readOnce(into: vm.ram.mutableBytes(place, count: 1)) {
            case .done(0):
                buffer.truncate(to: buffer.count - 1)
                return try finish(stream, &buffer)
            case .failed(Stream.wouldWait):
                buffer.truncate(to: buffer.count - 1)
                if buffer.count > 0 { return try finish(stream, &buffer) }
                buffer.free(vm)
                return .none
            case .failed(let number): throw stream.error(number)
            case .done: if vm.ram[byte: place] == UInt8(ascii: "\n") { left = 0 }
            }
        }
        return try finish(stream, &buffer)
    }

    /// `readinto(buffer)`, `readinto(buffer, count)`.
    static func readInto(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let buffer = try vm.requiredBuffer(arguments[1], forWriting: true)
        let part = try StreamMethods.range(vm, arguments, buffer.count)
        let stream = try vm.stream(arguments[0], for: .read)
        let (count, number) = try stream.read(into: vm.ram.mutableBytes(buffer.address, count: part.count))
        return try StreamMethods.answer(stream, count, number)
    }

    private static func finish(_ stream: Stream, _ buffer: inout TextBuffer) throws(GuestException) -> Value {
        if stream.actions.pointee.isText { return try stream.vm.newStr(adoptingUnchecked: &buffer) }
        return try stream.vm.newStr(adopting: &buffer, .bytes)
    }
}
