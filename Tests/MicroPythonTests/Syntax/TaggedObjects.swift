@testable import MicroPython

/// Guest objects for tests of the syntax: the first word tells the kind, sizes are those of the 32-bit reference.
final class TaggedObjects: SyntaxObjects {
    enum Tag: UInt32 { case string = 1, bytes, float, imaginary, integer, tuple }

    let lastError = Box()
    final class Box { var text = "" }

    let emptyTuple = Value(address: MemoryMap.flash + 0x10)
    let ellipsis = Value(address: MemoryMap.flash + 0x20)

    func tag(_ value: Value, _ vm: VM) -> Tag? {
        value.isAddress && value.address >= MemoryMap.ram ? Tag(rawValue: vm.ram[value.address]) : nil
    }

    private func make(_ tag: Tag, _ byteCount: Int, _ vm: VM) throws(GuestException) -> GuestAddress {
        let address = try vm.allocate(byteCount)
        vm.ram[address] = tag.rawValue
        return address
    }

    // MARK: Literals

    func largeInteger(
        _ digits: UnsafeRawBufferPointer, isNegative: Bool, base: Int, _ vm: VM
    ) throws(GuestException) -> (value: Value, digitCount: Int) {
        try LargeIntegerLiteral.make(type: Tag.integer.rawValue, digits, isNegative: isNegative, base: base, vm)
    }

    func float(_ value: Double, _ vm: VM) throws(GuestException) -> Value {
        let address = try make(.float, 12, vm)
        vm.ram[address + 4] = UInt32(truncatingIfNeeded: value.bitPattern)
        vm.ram[address + 8] = UInt32(truncatingIfNeeded: value.bitPattern >> 32)
        return Value(address: address)
    }

    func imaginary(_ value: Double, _ vm: VM) throws(GuestException) -> Value {
        let address = try make(.imaginary, 20, vm)
        vm.ram[address + 4] = UInt32(truncatingIfNeeded: value.bitPattern)
        vm.ram[address + 8] = UInt32(truncatingIfNeeded: value.bitPattern >> 32)
        return Value(address: address)
    }

    func double(_ value: Value, _ vm: VM) -> Double {
        if value.isSmallInt { return Double(value.smallInt) }
        return Double(
            bitPattern: UInt64(vm.ram[value.address + 4]) | UInt64(vm.ram[value.address + 8]) << 32)
    }

    func string(_ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value {
        try text(.string, bytes, vm)
    }

    func bytes(_ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value {
        try text(.bytes, bytes, vm)
    }

    private func text(_ tag: Tag, _ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value {
        let address = try make(tag, 16, vm)
        let data = try vm.allocate(bytes.count + 1)
        vm.ram.copy(bytes, to: data)
        vm.ram[address + 8] = UInt32(bytes.count)
        vm.ram[address + 12] = data
        return Value(address: address)
    }

    func tuple(itemCount: Int, _ vm: VM) throws(GuestException) -> Value {
        let address = try make(.tuple, 8 + 4 * itemCount, vm)
        vm.ram[address + 4] = UInt32(itemCount)
        return Value(address: address)
    }

    // MARK: Judging

    func isInteger(_ value: Value, _ vm: VM) -> Bool { value.isSmallInt || tag(value, vm) == .integer }
    func isFloat(_ value: Value, _ vm: VM) -> Bool { tag(value, vm) == .float }

    func isTrue(_ value: Value, _ vm: VM) -> Bool {
        switch tag(value, vm) {
        case .string, .bytes: return vm.ram[value.address + 8] != 0
        case .float: return double(value, vm) != 0
        case nil: return ![.none, .false, emptyTuple, Value(smallInt: 0), Value(Qstr(.empty))].contains(value)
        default: return true
        }
    }

    /// As if `errno.EIO` and `math.pi` were the only constants of modules.
    func moduleConstant(_ module: Qstr, _ attribute: Qstr, _ vm: VM) -> Value? {
        vm.string(module) == "errno" && vm.string(attribute) == "EIO" ? Value(smallInt: 5) : nil
    }

    // MARK: Arithmetic: small ints as far as they go, sums and products of floats

    func unary(_ operation: FoldedUnary, _ value: Value, _ vm: VM) throws(GuestException) -> Value {
        guard value.isSmallInt else {
            return try float(operation == .negative ? -double(value, vm) : double(value, vm), vm)
        }
        switch operation {
        case .positive: return value
        case .negative: return Value(smallInt: -value.smallInt)
        case .invert: return Value(smallInt: ~value.smallInt)
        }
    }

    func binary(
        _ operation: FoldedBinary, _ left: Value, _ right: Value, _ vm: VM
    ) throws(GuestException) -> Value {
        guard left.isSmallInt && right.isSmallInt else {
            switch operation {
            case .add: return try float(double(left, vm) + double(right, vm), vm)
            case .multiply: return try float(double(left, vm) * double(right, vm), vm)
            default: throw error(.valueError, "not in this test", vm)
            }
        }
        let a = Int(left.smallInt)
        let b = Int(right.smallInt)
        let result: Int
        switch operation {
        case .or: result = a | b
        case .xor: result = a ^ b
        case .and: result = a & b
        case .shiftLeft: result = a << min(max(b, 0), 31)
        case .shiftRight: result = a >> b
        case .add: result = a + b
        case .subtract: result = a - b
        case .multiply: result = a * b
        case .floorDivide where b != 0: result = (a - ((a % b) + b) % b) / b
        case .modulo where b != 0: result = ((a % b) + b) % b
        case .power where b >= 0: result = (0..<b).reduce(1) { power, _ in power * a }
        default: throw error(.valueError, "not in this test", vm)
        }
        guard Value.fitsSmallInt(result) else { throw error(.valueError, "not in this test", vm) }
        return Value(smallInt: Int32(result))
    }

    // MARK: Errors

    func error(_ kind: SyntaxErrorKind, _ message: String, _ vm: VM) -> GuestException {
        let name =
            switch kind {
            case .syntaxError: "SyntaxError"
            case .indentationError: "IndentationError"
            case .valueError: "ValueError"
            case .notImplementedError: "NotImplementedError"
            }
        lastError.text = "\(name): \(message)"
        return GuestException(value: .none)
    }

    func formattedError(_ kind: SyntaxErrorKind, _ message: String, _ vm: VM) -> GuestException {
        error(kind, message, vm)
    }

    func addTraceback(_ exception: GuestException, file: Qstr, line: Int, _ vm: VM) {
        lastError.text += ", line \(line)"
    }
}
