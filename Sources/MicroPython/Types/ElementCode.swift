/// One element of an array, a memoryview or packed data: its `struct` code, size, and how it is read and written
/// (py/binary.c, v1.29).
///
/// Not modelled: `O`, `P` and `S` hold guest addresses as there, but the collector does not follow an address that
/// `struct` packed, which is what the reference warns of too.
struct ElementCode {
    let code: UInt8

    /// `bytearray` has a code of its own inside its object.
    static let byteArray: UInt8 = 1

    @inline(__always) init(_ code: UInt8) { self.code = code }

    /// Codes of signed numbers, floats and pointers to text are lower case; the rule of the reference.
    var isSigned: Bool { code > UInt8(ascii: "Z") }

    /// Bytes of an element; 0 where there is no such code.
    var byteCount: Int {
        switch code {
        case ElementCode.byteArray, UInt8(ascii: "b"), UInt8(ascii: "B"): 1
        case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "e"): 2
        case UInt8(ascii: "i"), UInt8(ascii: "I"), UInt8(ascii: "l"), UInt8(ascii: "L"), UInt8(ascii: "f"): 4
        case UInt8(ascii: "P"), UInt8(ascii: "O"), UInt8(ascii: "S"): 4
        case UInt8(ascii: "q"), UInt8(ascii: "Q"), UInt8(ascii: "d"): 8
        default: 0
        }
    }

    /// Bytes of an element, or ValueError.
    func size(_ vm: VM) throws(GuestException) -> Int {
        let size = byteCount
        if size == 0 { throw vm.error(.valueError, "bad typecode") }
        return size
    }

    /// What native alignment asks of an element's address. Eight-byte numbers are aligned to 4 on 32-bit Linux, to 8
    /// on the boards.
    func alignment(_ vm: VM) -> Int {
        let size = byteCount
        return size == 8 && vm.firmware.platform == "linux" ? 4 : size
    }

    /// An element in an array, in the guest's byte order.
    @inline(__always) func load(_ vm: VM, _ address: GuestAddress) throws(GuestException) -> Value {
        switch code {
        case ElementCode.byteArray, UInt8(ascii: "B"): Value(smallInt: Int32(vm.ram[byte: address]))
        case UInt8(ascii: "b"): Value(smallInt: Int32(Int8(bitPattern: vm.ram[byte: address])))
        case UInt8(ascii: "h"): Value(smallInt: Int32(Int16(bitPattern: vm.ram[half: address])))
        case UInt8(ascii: "H"): Value(smallInt: Int32(vm.ram[half: address]))
        default: try loadWide(vm, address)
        }
    }

    private func loadWide(_ vm: VM, _ address: GuestAddress) throws(GuestException) -> Value {
        switch code {
        case UInt8(ascii: "i"), UInt8(ascii: "l"), UInt8(ascii: "P"):
            return try vm.newInt(Int(Int32(bitPattern: vm.ram[address])))
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return try vm.newInt(Int(vm.ram[address]))
        case UInt8(ascii: "q"): return try vm.newLong(Int64(bitPattern: vm.ram[wide: address]))
        case UInt8(ascii: "Q"): return try vm.newLong(unsigned: vm.ram[wide: address])
        case UInt8(ascii: "f"): return try vm.newFloat(Double(Float(bitPattern: vm.ram[address])))
        case UInt8(ascii: "d"): return try vm.newFloat(Double(bitPattern: vm.ram[wide: address]))
        case UInt8(ascii: "O"): return vm.ram.value(address)
        default: return Value(smallInt: 0)
        }
    }

    /// Stores an element in an array. Numbers that do not fit lose their upper bits, as before version 2.
    func store(_ vm: VM, _ address: GuestAddress, _ value: Value) throws(GuestException) {
        switch code {
        case UInt8(ascii: "f"): vm.ram[address] = Float(try vm.double(value)).bitPattern
        case UInt8(ascii: "d"): vm.ram[wide: address] = try vm.double(value).bitPattern
        case UInt8(ascii: "O"): vm.ram[address] = value.bits
        case UInt8(ascii: "e"), UInt8(ascii: "S"): _ = try vm.truncatedInt(value)
        default:
            let number = try vm.truncatedInt(value)
            switch byteCount {
            case 1: vm.ram[byte: address] = UInt8(truncatingIfNeeded: number)
            case 2: vm.ram[half: address] = UInt16(truncatingIfNeeded: number)
            case 4: vm.ram[address] = UInt32(truncatingIfNeeded: number)
            default: vm.ram[wide: address] = number
            }
        }
    }

    /// An element of packed data. `bits` are its bytes as one number.
    func unpack(_ vm: VM, _ bits: UInt64) throws(GuestException) -> Value {
        switch code {
        case UInt8(ascii: "O"): return Value(bits: UInt32(truncatingIfNeeded: bits))
        case UInt8(ascii: "S"): return try vm.newStr(vm.terminatedBytes(UInt32(truncatingIfNeeded: bits)))
        case UInt8(ascii: "e"): return try vm.newFloat(Double(HalfFloat.decode(UInt16(bits))))
        case UInt8(ascii: "f"):
            return try vm.newFloat(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
        case UInt8(ascii: "d"): return try vm.newFloat(Double(bitPattern: bits))
        default: break
        }
        if isSigned {
            let shift = UInt64(64 - byteCount * 8)
            let number = Int64(bitPattern: bits &<< shift) &>> Int64(shift)
            return Value.fitsSmallInt(Int(number)) ? Value(smallInt: Int32(number)) : try vm.newLong(number)
        }
        return bits <= UInt64(Value.smallIntMax) ? Value(smallInt: Int32(bits)) : try vm.newLong(unsigned: bits)
    }

    /// The bytes of packed data as one number.
    func pack(_ vm: VM, _ value: Value) throws(GuestException) -> UInt64 {
        switch code {
        case UInt8(ascii: "O"): UInt64(value.bits)
        case UInt8(ascii: "e"): UInt64(HalfFloat.encode(Float(try vm.double(value))))
        case UInt8(ascii: "f"): UInt64(Float(try vm.double(value)).bitPattern)
        case UInt8(ascii: "d"): try vm.double(value).bitPattern
        default: try vm.truncatedInt(value)
        }
    }
}

extension GuestRAM {
    @inline(__always) subscript(wide address: GuestAddress) -> UInt64 {
        get { base.loadUnaligned(fromByteOffset: Int(address), as: UInt64.self) }
        nonmutating set { base.storeBytes(of: newValue, toByteOffset: Int(address), as: UInt64.self) }
    }

    /// So many bytes, 8 at most, as one number.
    func load(byteCount: Int, at address: GuestAddress, isBigEndian: Bool) -> UInt64 {
        var bits: UInt64 = 0
        let bytes = bytes(address, count: byteCount)
        for index in 0..<bytes.count {
            bits = bits << 8 | UInt64(bytes[isBigEndian ? index : bytes.count - 1 - index])
        }
        return bits
    }

    /// The low bytes of a number.
    func store(_ bits: UInt64, byteCount: Int, at address: GuestAddress, isBigEndian: Bool) {
        let ordered = isBigEndian ? bits.byteSwapped >> UInt64(64 - byteCount * 8) : bits
        withUnsafeBytes(of: ordered.littleEndian) {
            copy(UnsafeRawBufferPointer(rebasing: $0[..<byteCount]), to: address)
        }
    }
}

extension VM {
    /// An int's low 64 bits; other values are converted first and must fit a machine word.
    func truncatedInt(_ value: Value) throws(GuestException) -> UInt64 {
        if value.isSmallInt { return UInt64(bitPattern: Int64(value.smallInt)) }
        if isExactly(value, .int) {
            let number = IntObject.operand(value, self)
            let magnitude = number.low64(ram)
            return number.isNegative ? 0 &- magnitude : magnitude
        }
        return UInt64(bitPattern: Int64(try int(value)))
    }

    /// A 64-bit number, always an object of its own, however small.
    func newLong(_ number: Int64) throws(GuestException) -> Value {
        try IntObject.makeObject(self, number.magnitude, isNegative: number < 0)
    }

    /// As `newLong(_:)`.
    func newLong(unsigned number: UInt64) throws(GuestException) -> Value {
        try IntObject.makeObject(self, number, isNegative: false)
    }

    /// The bytes at an address up to the first zero; 64 KB at most.
    func terminatedBytes(_ address: GuestAddress) -> UnsafeRawBufferPointer {
        let bytes = ram.bytes(address, count: 65536)
        return UnsafeRawBufferPointer(rebasing: bytes[0..<(ByteSearch.position(of: 0, bytes) ?? bytes.count)])
    }
}
