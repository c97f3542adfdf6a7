/// What operators do with str and bytes.
extension StrObject {
    static func unary(_ vm: VM, _ operation: UnaryOperator, _ value: Value) throws(GuestException) -> Value {
        switch operation {
        case .bool: Value(!bytes(vm, value).isEmpty)
        case .len: Value(smallInt: Int32(truncatingIfNeeded: try length(vm, value)))
        case .hash: Value(smallInt: Int32(bitPattern: hash(vm, value)))
        default: .null
        }
    }

    static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ left: Value, _ right: Value
    ) throws(GuestException) -> Value {
        if operation == .modulo { return try formatted(vm, left, right) }
        let type: NativeType = vm.isStr(left) ? .str : .bytes
        if operation == .multiply { return try multiply(vm, type, left, right) }
        let a = bytes(vm, left)
        let b: UnsafeRawBufferPointer
        if vm.isExactly(right, type) {
            b = bytes(vm, right)
        } else if type == .bytes {
            // Bytes work together with everything that has a buffer, in comparisons too.
            guard let buffer = try vm.buffer(of: right) else { return .null }
            b = vm.ram.bytes(buffer.address, count: buffer.count)
        } else {
            // Otherwise iteration would look for the value among the characters.
            if operation == .contains { throw vm.badConversion(right) }
            return .null
        }
        switch operation {
        case .add, .inplaceAdd:
            if a.isEmpty && vm.isExactly(right, type) { return right }
            return b.isEmpty ? left : try concatenated(vm, type, a, b)
        case .contains: return Value(ByteSearch.first(b, in: a) != nil)
        default: return ByteSearch.compare(operation, a, b).map { Value($0) } ?? .null
        }
    }

    private static func concatenated(
        _ vm: VM, _ type: NativeType, _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer
    ) throws(GuestException) -> Value {
        let data = try allocateText(vm, count: a.count + b.count)
        vm.ram.copy(a, to: data)
        vm.ram.copy(b, to: data &+ UInt32(a.count))
        return try adopt(vm, type, data, count: a.count + b.count)
    }

    private static func multiply(
        _ vm: VM, _ type: NativeType, _ left: Value, _ right: Value
    ) throws(GuestException) -> Value {
        guard let times = try vm.intMaybe(right) else { return .null }
        if times <= 0 { return empty(vm, type) }
        let piece = bytes(vm, left)
        let count = piece.count * times
        let data = try allocateText(vm, count: count)
        // Doubles what is there until it fills the block.
        vm.ram.copy(piece, to: data)
        var done = piece.count
        while done < count {
            let step = min(done, count - done)
            vm.ram.copy(from: data, to: data &+ UInt32(done), count: step)
            done += step
        }
        return try adopt(vm, type, data, count: count)
    }

    /// The bytes are read-only.
    static func buffer(_ vm: VM, _ value: Value, _ forWriting: Bool) throws(GuestException) -> GuestBuffer? {
        forWriting ? nil : GuestBuffer(address: data(vm, value), count: bytes(vm, value).count)
    }

    /// `s[i]`, `s[i:j]`.
    static func item(_ vm: VM, _ value: Value, _ index: Value, _ store: Value) throws(GuestException) -> Value {
        guard store == .sentinel else { return .null }
        let text = bytes(vm, value)
        guard vm.isExactly(index, .slice) else {
            let start = try position(vm, .str, text, index, isSlice: false)
            let end = CodePoints.next(start, text)
            return Value(try vm.intern(UnsafeRawBufferPointer(rebasing: text[start..<end])))
        }
        let (first, last, step) = SliceObject.parts(vm, index)
        if step != .none && step != Value(smallInt: 1) {
            throw vm.error(.notImplementedError, "only slices with step=1 (aka None) are supported")
        }
        let start = first == .none ? 0 : try position(vm, .str, text, first, isSlice: true)
        let end = last == .none ? text.count : try position(vm, .str, text, last, isSlice: true)
        return start > end ? Value(.empty) : try vm.newStr(UnsafeRawBufferPointer(rebasing: text[start..<end]))
    }

    /// The byte that an index stands for: of characters in a str, else of bytes. Slices stop at the ends, others raise
    /// IndexError.
    static func position(
        _ vm: VM, _ kind: NativeType, _ text: UnsafeRawBufferPointer, _ index: Value, isSlice: Bool
    ) throws(GuestException) -> Int {
        if kind != .str { return try vm.index(index, count: text.count, type: kind.address, isSlice: isSlice) }
        let number: Int
        if index.isSmallInt {
            number = Int(index.smallInt)
        } else if let converted = try vm.intMaybe(index) {
            number = converted
        } else {
            throw vm.error(.typeError, "string indices must be integers, not %s", .typeName(index, vm))
        }
        if let offset = CodePoints.offset(ofCharacter: number, text) { return offset }
        if isSlice { return number < 0 ? 0 : text.count }
        throw vm.error(.indexError, "string index out of range")
    }
}
