/// `struct`: packed data (py/modstruct.c, v1.29).
enum StructModule {
    static let members: MethodTable = [
        "calcsize": .fixed(1) { vm, arguments throws(GuestException) in
            let layout = try PackedLayout(vm, arguments[0])
            return try vm.newInt(layout.byteCount)
        },
        "pack": .variable(1, pack),
        "pack_into": .variable(3, packInto),
        "unpack": .range(2...3, unpack),
        "unpack_from": .range(2...3, unpack),
    ]

    private static func pack(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let layout = try PackedLayout(vm, arguments[0])
        let data = try StrObject.allocateText(vm, count: layout.byteCount)
        try layout.pack(vm, arguments.dropFirst(), at: data)
        return try StrObject.adopt(vm, .bytes, data, count: layout.byteCount)
    }

    private static func packInto(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let buffer = try vm.requiredBuffer(arguments[1], forWriting: true)
        let start = try offset(vm, arguments[2], in: buffer)
        let layout = try PackedLayout(vm, arguments[0])
        if start + layout.byteCount > buffer.count { throw tooSmall(vm) }
        try layout.pack(vm, arguments.dropFirst(3), at: buffer.address &+ vm.word(start))
        return .none
    }

    /// `unpack` asks for no more than `unpack_from`: the buffer may be longer.
    private static func unpack(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let layout = try PackedLayout(vm, arguments[0])
        let tuple = try TupleObject.make(vm, count: layout.itemCount)
        let buffer = try vm.requiredBuffer(arguments[1])
        let start = arguments.count > 2 ? try offset(vm, arguments[2], in: buffer) : 0
        if start + layout.byteCount > buffer.count { throw tooSmall(vm) }
        try layout.unpack(vm, at: buffer.address &+ vm.word(start), into: tuple.address)
        return tuple
    }

    /// Negative offsets count from the end of the buffer.
    private static func offset(
        _ vm: VM, _ argument: Value, in buffer: GuestBuffer
    ) throws(GuestException) -> Int {
        let offset = try vm.int(argument)
        if offset >= 0 { return offset }
        if buffer.count + offset < 0 { throw tooSmall(vm) }
        return buffer.count + offset
    }

    private static func tooSmall(_ vm: VM) -> GuestException { vm.error(.valueError, "buffer too small") }
}

/// A format such as `<2Hx4s`: byte order, then codes with counts in front.
private struct PackedLayout {
    private let text: UnsafeRawBufferPointer
    private let isBigEndian: Bool
    /// `@`, or nothing: native order, elements aligned.
    private let isAligned: Bool
    /// `=`: no code has a size in it, as there.
    private let isUnknownOrder: Bool
    private let start: Int
    private(set) var byteCount = 0
    private(set) var itemCount = 0

    init(_ vm: VM, _ format: Value) throws(GuestException) {
        let all = try vm.text(of: format)
        text = UnsafeRawBufferPointer(rebasing: all[..<(ByteSearch.position(of: 0, all) ?? all.count)])
        let order = text.first ?? 0
        isBigEndian = order == UInt8(ascii: ">") || order == UInt8(ascii: "!")
        isUnknownOrder = order == UInt8(ascii: "=")
        isAligned = !isBigEndian && !isUnknownOrder && order != UInt8(ascii: "<")
        start = isAligned && order != UInt8(ascii: "@") ? 0 : 1
        try measure(vm)
    }

    private mutating func measure(_ vm: VM) throws(GuestException) {
        var place = start
        while place < text.count {
            let (count, code) = try next(vm, &place)
            switch code {
            case UInt8(ascii: "x"): byteCount += count
            case UInt8(ascii: "s"):
                itemCount += 1
                byteCount += count
            default:
                itemCount += count
                let size = try size(vm, code)
                if count > 0 { byteCount = aligned(vm, byteCount, code) + count * size }
            }
        }
    }

    /// A count, 1 where there is none, and the code behind it.
    private func next(_ vm: VM, _ place: inout Int) throws(GuestException) -> (count: Int, code: UInt8) {
        var count = 1
        if text[place].isDigit {
            count = 0
            while place < text.count, text[place].isDigit {
                count = min(count * 10 + Int(text[place] &- 0x30), Value.smallIntMax)
                place += 1
            }
        }
        let code = place < text.count ? text[place] : 0
        place += 1
        return (count, code)
    }

    private func size(_ vm: VM, _ code: UInt8) throws(GuestException) -> Int {
        if isUnknownOrder || !isAligned && code == ElementCode.byteArray {
            throw vm.error(.valueError, "bad typecode")
        }
        return try ElementCode(code).size(vm)
    }

    private func aligned(_ vm: VM, _ offset: Int, _ code: UInt8) -> Int {
        guard isAligned else { return offset }
        let alignment = ElementCode(code).alignment(vm)
        return (offset + alignment - 1) & ~(alignment - 1)
    }

    /// Writes values until they or the format end.
    func pack(_ vm: VM, _ values: Arguments, at base: GuestAddress) throws(GuestException) {
        var place = start
        var offset = 0
        var used = 0
        while used < values.count && place < text.count {
            let (count, code) = try next(vm, &place)
            switch code {
            case UInt8(ascii: "x"):
                vm.ram.clear(base &+ vm.word(offset), count: count)
                offset += count
            case UInt8(ascii: "s"):
                let bytes = try vm.bytes(of: values[used])
                used += 1
                let copied = min(count, bytes.count)
                vm.ram.copy(UnsafeRawBufferPointer(rebasing: bytes[..<copied]), to: base &+ vm.word(offset))
                vm.ram.clear(base &+ vm.word(offset + copied), count: count - copied)
                offset += count
            default:
                let size = try size(vm, code)
                for _ in 0..<count where used < values.count {
                    offset = aligned(vm, offset, code)
                    let bits = try ElementCode(code).pack(vm, values[used])
                    used += 1
                    vm.ram.store(bits, byteCount: size, at: base &+ vm.word(offset), isBigEndian: isBigEndian)
                    offset += size
                }
            }
        }
    }

    /// Reads all values into a tuple.
    func unpack(_ vm: VM, at base: GuestAddress, into tuple: GuestAddress) throws(GuestException) {
        var place = start
        var offset = 0
        var done = 0
        while done < itemCount {
            let (count, code) = try next(vm, &place)
            switch code {
            case UInt8(ascii: "x"): offset += count
            case UInt8(ascii: "s"):
                let bytes = try vm.newBytes(vm.ram.bytes(base &+ vm.word(offset), count: count))
                TupleObject.setItem(tuple, done, bytes, vm.ram)
                done += 1
                offset += count
            default:
                let size = try size(vm, code)
                for _ in 0..<count {
                    offset = aligned(vm, offset, code)
                    let bits = vm.ram.load(byteCount: size, at: base &+ vm.word(offset), isBigEndian: isBigEndian)
                    let value = try ElementCode(code).unpack(vm, bits)
                    TupleObject.setItem(tuple, done, value, vm.ram)
                    done += 1
                    offset += size
                }
            }
        }
    }
}
