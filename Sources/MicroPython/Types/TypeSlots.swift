/// What a type can do: the shape that every file in `Types` fills, last screen of the file.
///
/// The slots are those of the reference's `mp_obj_type_t` (py/obj.h, v1.29); an absent slot means that the type does
/// not support the operation.
public struct TypeSlots: Sendable {
    /// Makes an instance: `type(arguments)`. Gets the address of the type object asked for (a subclass may ask).
    public typealias Make = @Sendable (VM, GuestAddress, Arguments) throws(GuestException) -> Value
    /// Prints a value in one of the ways of `PrintKind`.
    public typealias Print = @Sendable (VM, Value, Printer, PrintKind) throws(GuestException) -> Void
    /// Calls a value.
    public typealias Call = @Sendable (VM, Value, Arguments) throws(GuestException) -> Value
    /// A unary operation; `.null` where it is not supported.
    public typealias Unary = @Sendable (VM, UnaryOperator, Value) throws(GuestException) -> Value
    /// A binary operation; `.null` where it is not supported for these operands.
    public typealias Binary = @Sendable (VM, BinaryOperator, Value, Value) throws(GuestException) -> Value
    /// Loads (`store` is `.sentinel`), deletes (`.null`) or stores an attribute. A result with a null value means that
    /// there is no such attribute, or that it cannot be stored; a store that worked answers with any other value.
    public typealias Attribute = @Sendable (VM, Value, Qstr, Value) throws(GuestException) -> LoadedAttribute
    /// Loads (`store` is `.sentinel`), deletes (`.null`) or stores an item; `.null` where it is not supported.
    public typealias Subscript = @Sendable (VM, Value, Value, Value) throws(GuestException) -> Value
    /// An iterator over a value. Four guest words at the address may hold it (0: it takes heap); then the result is
    /// that address.
    public typealias Iterate = @Sendable (VM, Value, GuestAddress) throws(GuestException) -> Value
    /// The next value of an iterator, or `.stopIteration`.
    public typealias Next = @Sendable (VM, Value) throws(GuestException) -> Value
    /// The bytes behind a value, or nil. The element code is that of the `struct` module, `B` for bytes.
    public typealias Buffer = @Sendable (VM, Value, _ forWriting: Bool) throws(GuestException) -> GuestBuffer?

    /// What `type(x).__name__` says.
    public var name: String
    /// Properties that lookups and comparisons need.
    public var flags: TypeFlags
    var parent: NativeType?
    /// `type(...)`.
    public var make: Make?
    /// `print(x)`, `repr(x)`.
    public var print: Print?
    /// `x(...)`.
    public var call: Call?
    /// `-x`, `len(x)`, `hash(x)`, `bool(x)`.
    public var unary: Unary?
    /// `x + y`, `x < y`, `y in x`.
    public var binary: Binary?
    /// `x.name` beyond the methods.
    public var attribute: Attribute?
    /// `x[i]`.
    public var `subscript`: Subscript?
    /// `iter(x)`.
    public var iterate: Iterate?
    /// `next(x)`.
    public var next: Next?
    /// `memoryview(x)`.
    public var buffer: Buffer?
    /// `print(file=x)`, `json.dump(..., x)`.
    public var stream: StreamProtocol?
    /// Methods and constants.
    public var methods: MethodTable

    /// A type; what is not given is not supported.
    public init(
        name: String, flags: TypeFlags = [], make: Make? = nil, print: Print? = nil, call: Call? = nil,
        unary: Unary? = nil, binary: Binary? = nil, attribute: Attribute? = nil, subscript: Subscript? = nil,
        iterate: Iterate? = nil, next: Next? = nil, buffer: Buffer? = nil, stream: StreamProtocol? = nil,
        methods: MethodTable = [:]
    ) {
        self.name = name
        self.flags = flags
        self.make = make
        self.print = print
        self.call = call
        self.unary = unary
        self.binary = binary
        self.attribute = attribute
        self.subscript = `subscript`
        self.iterate = iterate
        self.next = next
        self.buffer = buffer
        self.stream = stream
        self.methods = methods
    }

    init(
        name: String, flags: TypeFlags = [], parent: NativeType, make: Make? = nil, print: Print? = nil,
        unary: Unary? = nil, binary: Binary? = nil, attribute: Attribute? = nil, methods: MethodTable = [:]
    ) {
        self.init(
            name: name, flags: flags, make: make, print: print, unary: unary, binary: binary, attribute: attribute,
            methods: methods)
        self.parent = parent
    }
}

/// Properties of a type (py/obj.h MP_TYPE_FLAG_*, v1.29).
public struct TypeFlags: OptionSet, Sendable {
    /// The raw bits; they stand in the guest's type object.
    public let rawValue: UInt16
    /// From raw bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A class that has subclasses or instances: special accessors added later are not seen.
    public static let isSubclassed = TypeFlags(rawValue: 0x0001)
    /// A class whose instances have `__get__`, `__setattr__`, properties or the like.
    public static let hasSpecialAccessors = TypeFlags(rawValue: 0x0002)
    /// A value need not equal itself (float).
    public static let equalityNotReflexive = TypeFlags(rawValue: 0x0004)
    /// `==` with a value of another type may be true.
    public static let equalityChecksOtherType = TypeFlags(rawValue: 0x0008)
    /// `!=` is an operation of its own.
    public static let hasInequalityTest = TypeFlags(rawValue: 0x0010)
    /// A function: becomes a method when it is found through an instance.
    public static let bindsSelf = TypeFlags(rawValue: 0x0020)
    /// A function in flash.
    public static let builtinFunction = TypeFlags(rawValue: 0x0040)
    /// A class of the guest.
    public static let isInstanceType = TypeFlags(rawValue: 0x0200)
    /// `x[i:j]` looks at the slice and forgets it: it need not lie on the heap.
    public static let allowsStackSlice = TypeFlags(rawValue: 0x0400)
}

/// An attribute that was found: a plain value, or a function to call with a receiver.
public struct LoadedAttribute: Sendable {
    /// `.null`: no such attribute.
    public var value: Value
    /// `.null`: a plain value.
    public var receiver: Value
    /// A plain value, or a method with its receiver.
    @inline(__always) public init(_ value: Value, receiver: Value = .null) {
        self.value = value
        self.receiver = receiver
    }

    /// No such attribute.
    public static var missing: LoadedAttribute { LoadedAttribute(.null) }
    /// The answer of a slot that stored or deleted.
    public static var stored: LoadedAttribute { LoadedAttribute(.none) }
    /// Whether there is such an attribute.
    public var isMissing: Bool { value.isNull }
}

/// The bytes of a bytes-like object.
public struct GuestBuffer: Sendable {
    /// The first byte.
    public var address: UInt32
    /// How many bytes.
    public var count: Int
    /// The element's `struct` code: `B` for bytes and bytearray.
    public var elementCode: UInt8
    /// A buffer of `count` bytes at `address`.
    public init(address: UInt32, count: Int, elementCode: UInt8 = UInt8(ascii: "B")) {
        self.address = address
        self.count = count
        self.elementCode = elementCode
    }
}

/// How a value is printed.
public enum PrintKind: Sendable {
    /// `str(x)`.
    case str
    /// `repr(x)`.
    case repr
    /// An exception with its type's name, as in a traceback.
    case exception
    /// For JSON.
    case json
    /// As `str`, without the quotes that `repr` would add inside containers, for raw bytes.
    case raw
    /// `repr` of an exception whose type's name was printed by a subclass.
    case exceptionSubclass
    /// The text of an exception whose type's name was printed by a subclass.
    case exceptionText
}
