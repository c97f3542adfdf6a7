#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `complex`: `type, real, imaginary`, in the guest's float width (py/objcomplex.c, v1.29). Always on the heap.
enum ComplexObject {
    static func make(_ vm: VM, _ real: Double, _ imaginary: Double) throws(GuestException) -> Value {
        let address = try vm.allocate(byteCount(vm))
        fill(vm, address, real, imaginary)
        return Value(address: address)
    }

    @inline(__always) static func byteCount(_ vm: VM) -> Int {
        vm.state.pointee.firmware.floatWidth == .single ? 12 : 20
    }

    @inline(__always) static func fill(_ vm: VM, _ address: GuestAddress, _ real: Double, _ imaginary: Double) {
        vm.ram[address] = NativeType.complex.address
        let place = vm.ram.pointer(address &+ 4)
        if vm.state.pointee.firmware.floatWidth == .single {
            place.storeBytes(of: Float(real), as: Float.self)
            place.storeBytes(of: Float(imaginary), toByteOffset: 4, as: Float.self)
        } else {
            place.storeBytes(of: real, as: Double.self)
            place.storeBytes(of: imaginary, toByteOffset: 8, as: Double.self)
        }
    }

    @inline(__always) static func parts(_ value: Value, _ vm: VM) -> (real: Double, imaginary: Double) {
        let place = vm.ram.pointer(value.address &+ 4)
        if vm.state.pointee.firmware.floatWidth == .single {
            return (
                Double(place.loadUnaligned(as: Float.self)),
                Double(place.loadUnaligned(fromByteOffset: 4, as: Float.self))
            )
        }
        return (
            place.loadUnaligned(as: Double.self), place.loadUnaligned(fromByteOffset: 8, as: Double.self)
        )
    }

    private static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        let (real, imaginary) = parts(value, vm)
        var style = FieldStyle(precision: FloatFormatter.reprPrecision)
        if real == 0 {
            try printer.writeFloat(imaginary, "g", style)
            return try printer.write("j")
        }
        try printer.write("(")
        try printer.writeFloat(real, "g", style)
        style.flags = .showSign
        try printer.writeFloat(imaginary, "g", style)
        try printer.write("j)")
    }

    private static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 2, keywords: false)
        if arguments.count == 0 { return try make(vm, 0, 0) }
        let first = arguments[0]
        if arguments.count == 1 {
            if first.isQstr || vm.isExactly(first, .str) {
                return try NumberParsing.decimal(vm, try vm.text(of: first), isComplex: true)
            }
            if vm.isExactly(first, .complex) { return first }
            let (real, imaginary) = try vm.complex(first)
            return try make(vm, real, imaginary)
        }
        var (real, imaginary) = try component(first, vm)
        let second = try component(arguments[1], vm)
        real -= second.imaginary
        imaginary += second.real
        return try make(vm, real, imaginary)
    }

    private static func component(
        _ value: Value, _ vm: VM
    ) throws(GuestException) -> (real: Double, imaginary: Double) {
        vm.isExactly(value, .complex) ? parts(value, vm) : (try vm.double(value), 0)
    }

    private static func unary(_ vm: VM, _ operation: UnaryOperator, _ value: Value) throws(GuestException) -> Value {
        let (real, imaginary) = parts(value, vm)
        switch operation {
        case .bool: return Value(real != 0 || imaginary != 0)
        case .not: return Value(real == 0 && imaginary == 0)
        case .hash: return Value(smallInt: FloatObject.hash(real, vm) ^ FloatObject.hash(imaginary, vm))
        case .positive: return value
        case .negative: return try make(vm, -real, -imaginary)
        case .abs: return try vm.newFloat(modulus(real, imaginary, vm))
        case .invert, .len, .int, .float, .complex, .sizeOf: return .null
        }
    }

    /// Each step rounds to the guest's precision.
    @inline(__always) static func modulus(_ real: Double, _ imaginary: Double, _ vm: VM) -> Double {
        if vm.state.pointee.firmware.floatWidth != .single {
            return (real * real + imaginary * imaginary).squareRoot()
        }
        return FloatObject.rounded(squareSum(real, imaginary, vm).squareRoot(), vm)
    }

    @inline(__always) static func squareSum(_ real: Double, _ imaginary: Double, _ vm: VM) -> Double {
        let a = FloatObject.rounded(real * real, vm)
        return FloatObject.rounded(a + FloatObject.rounded(imaginary * imaginary, vm), vm)
    }

    private static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard store == .sentinel else { return .missing }
        if name == Qstr(.real) { return LoadedAttribute(try vm.newFloat(parts(value, vm).real)) }
        if name == Qstr(.imag) { return LoadedAttribute(try vm.newFloat(parts(value, vm).imaginary)) }
        return .missing
    }

    static let type = TypeSlots(
        name: "complex", flags: [.equalityNotReflexive, .equalityChecksOtherType], make: make, print: print,
        unary: unary,
        binary: { vm, operation, a, b throws(GuestException) in
            let (real, imaginary) = parts(a, vm)
            return try binary(vm, operation, real, imaginary, b)
        }, attribute: attribute)
}

extension VM {
    /// A number as a complex one; nil for what is no number (mp_obj_get_complex_maybe).
    func complexMaybe(_ value: Value) throws(GuestException) -> (real: Double, imaginary: Double)? {
        if value.isAddress && ram[value.address] == NativeType.complex.address {
            return ComplexObject.parts(value, self)
        }
        if let real = try doubleMaybe(value) { return (real, 0) }
        guard let number = try converted(value, .complex), isExactly(number, .complex) else { return nil }
        return ComplexObject.parts(number, self)
    }

    /// A number as a complex one, or TypeError.
    func complex(_ value: Value) throws(GuestException) -> (real: Double, imaginary: Double) {
        if let number = try complexMaybe(value) { return number }
        throw cannotConvert(value, to: "complex")
    }
}
