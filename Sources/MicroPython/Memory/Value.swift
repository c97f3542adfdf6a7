/// An address in the guest's address space. 0 stands for "no address".
public typealias GuestAddress = UInt32

/// A tagged guest word: what a variable, a list slot or a dict entry of the guest holds.
///
/// Bit 0 set: a 31-bit small int. Low nibble 0110: an interned string. Low nibble 1110: an immediate. Low two bits 00:
/// the address of an object. With floats inside the word, low two bits 10 and any of the top nine bits: a float. The patterns for strings and immediates are those of MicroPython's object
/// representation C, used for A too, so that constants are one code (py/obj.h, v1.29).
public struct Value: Equatable, Sendable {
    /// The raw word.
    public var bits: UInt32

    /// See the type's comment for the patterns.
    @inline(__always) public init(bits: UInt32) { self.bits = bits }
    /// See the type's comment for the patterns.
    @inline(__always) public init(smallInt: Int32) { bits = UInt32(bitPattern: smallInt) &<< 1 | 1 }
    /// See the type's comment for the patterns.
    @inline(__always) public init(_ name: Qstr) { bits = name.id &<< 4 | 6 }
    /// The object at an address.
    @inline(__always) public init(address: GuestAddress) { bits = address }
    /// See the type's comment for the patterns.
    @inline(__always) public init(_ truth: Bool) { bits = truth ? Value.trueBits : Value.falseBits }

    /// No value: an unbound local, an absent dict value, a pending error. Never seen by the guest.
    @inline(__always) public static var null: Value { Value(bits: 0) }
    /// A deleted dict key, "delete" in a store; never seen by the guest (MP_OBJ_SENTINEL).
    @inline(__always) public static var sentinel: Value { Value(bits: 4) }
    /// The end of an iteration, inside the host only (MP_OBJ_STOP_ITERATION).
    @inline(__always) public static var stopIteration: Value { Value(bits: 8) }
    /// None.
    @inline(__always) public static var none: Value { Value(bits: 0 << 4 | 14) }
    /// False.
    @inline(__always) public static var `false`: Value { Value(bits: falseBits) }
    /// True.
    @inline(__always) public static var `true`: Value { Value(bits: trueBits) }

    @inline(__always) static var falseBits: UInt32 { 1 << 4 | 14 }
    @inline(__always) static var trueBits: UInt32 { 3 << 4 | 14 }

    /// No value.
    @inline(__always) public var isNull: Bool { bits == 0 }
    /// A small int.
    @inline(__always) public var isSmallInt: Bool { bits & 1 != 0 }
    /// An interned string.
    @inline(__always) public var isQstr: Bool { bits & 0xFF80_000F == 6 }
    /// True or False.
    @inline(__always) public var isBool: Bool { bits | (2 << 4) == Value.trueBits }
    /// An object in flash or on the heap; false for `null`.
    @inline(__always) public var isAddress: Bool { bits & 3 == 0 && bits > 8 }

    /// The number of a small int.
    @inline(__always) public var smallInt: Int32 { Int32(bitPattern: bits) &>> 1 }
    /// The number of an interned string.
    @inline(__always) public var qstr: Qstr { Qstr(id: bits &>> 4) }
    @inline(__always) var address: GuestAddress { bits }

    static let smallIntMax = 0x3FFF_FFFF
    static let smallIntMin = -0x4000_0000

    /// Whether a number fits 31 bits.
    @inline(__always) public static func fitsSmallInt(_ value: Int) -> Bool {
        value >= smallIntMin && value <= smallIntMax
    }
}
