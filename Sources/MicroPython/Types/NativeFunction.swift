/// The arguments of a call: guest words in a frame or in scratch memory, positional ones first, then keyword arguments
/// as name and value in turn.
public struct Arguments {
    let slots: UnsafeMutablePointer<UInt32>
    /// How many positional arguments there are.
    public let count: Int
    /// How many keyword arguments there are.
    public let keywordCount: Int

    @inline(__always) init(_ slots: UnsafeMutablePointer<UInt32>, count: Int, keywordCount: Int = 0) {
        self.slots = slots
        self.count = count
        self.keywordCount = keywordCount
    }

    /// A positional argument. The caller knows the count: it was checked against the function's.
    @inline(__always) public subscript(index: Int) -> Value {
        get { Value(bits: slots[index]) }
        nonmutating set { slots[index] = newValue.bits }
    }

    /// The positional arguments, as they lie in the frame.
    @inline(__always) func withValues<R>(_ body: (UnsafeBufferPointer<Value>) -> R) -> R {
        slots.withMemoryRebound(to: Value.self, capacity: count) {
            body(UnsafeBufferPointer(start: $0, count: count))
        }
    }

    /// A positional argument, or nil.
    @inline(__always) public func optional(_ index: Int) -> Value? { index < count ? self[index] : nil }

    /// The arguments without the first `n` positional ones.
    @inline(__always) public func dropFirst(_ n: Int = 1) -> Arguments {
        Arguments(slots + n, count: count - n, keywordCount: keywordCount)
    }

    /// The name of a keyword argument, by its place.
    public func keywordName(_ index: Int) -> Value { Value(bits: slots[count + index * 2]) }
    /// The value of a keyword argument, by its place.
    public func keywordValue(_ index: Int) -> Value { Value(bits: slots[count + index * 2 + 1]) }

    /// The value of a keyword argument, or nil.
    func keyword(_ name: CoreName) -> Value? { keyword(Qstr(name)) }

    /// The value of a keyword argument, or nil.
    public func keyword(_ name: Qstr) -> Value? {
        for index in 0..<keywordCount where keywordName(index) == Value(name) { return keywordValue(index) }
        return nil
    }
}

/// A function of the firmware, written in Swift.
public struct NativeFunction: Sendable {
    /// What it does. What it allocates stays alive until it returns.
    public typealias Body = @Sendable (VM, Arguments) throws(GuestException) -> Value

    var minimum: Int
    /// -1: no limit.
    var maximum: Int
    var takesKeywords: Bool
    var body: Body
    /// What the engine does by itself.
    var quick = QuickFunction.none

    /// Exactly `count` positional arguments, the receiver of a method included.
    public static func fixed(_ count: Int, _ body: @escaping Body) -> NativeFunction {
        NativeFunction(minimum: count, maximum: count, takesKeywords: false, body: body)
    }

    /// Between two numbers of positional arguments.
    public static func range(_ counts: ClosedRange<Int>, _ body: @escaping Body) -> NativeFunction {
        NativeFunction(minimum: counts.lowerBound, maximum: counts.upperBound, takesKeywords: false, body: body)
    }

    /// At least `minimum` positional arguments.
    public static func variable(_ minimum: Int, _ body: @escaping Body) -> NativeFunction {
        NativeFunction(minimum: minimum, maximum: -1, takesKeywords: false, body: body)
    }

    /// At least `minimum` positional arguments, and keyword arguments.
    public static func keywords(_ minimum: Int, _ body: @escaping Body) -> NativeFunction {
        NativeFunction(minimum: minimum, maximum: -1, takesKeywords: true, body: body)
    }
}

/// What a type or module offers by name, in the order of `dir()`.
public struct MethodTable: ExpressibleByDictionaryLiteral, Sendable {
    /// One entry.
    public enum Member: Sendable {
        /// A method, or a function of a module.
        case function(NativeFunction)
        /// A function that gets no receiver.
        case staticMethod(NativeFunction)
        /// A function whose receiver is the type.
        case classMethod(NativeFunction)
        /// A constant that is made when the firmware's image is built, in flash.
        case constant(@Sendable (VM) -> MicroPython.Value)
        /// What only a firmware with a feature has.
        indirect case only(FirmwareFeatures, Member)
        /// Exactly `count` positional arguments, the receiver of a method included.
        public static func fixed(_ count: Int, _ body: @escaping NativeFunction.Body) -> Member {
            .function(.fixed(count, body))
        }
        /// Between two numbers of positional arguments.
        public static func range(_ counts: ClosedRange<Int>, _ body: @escaping NativeFunction.Body) -> Member {
            .function(.range(counts, body))
        }
        /// At least `minimum` positional arguments.
        public static func variable(_ minimum: Int, _ body: @escaping NativeFunction.Body) -> Member {
            .function(.variable(minimum, body))
        }
        /// At least `minimum` positional arguments, and keyword arguments.
        public static func keywords(_ minimum: Int, _ body: @escaping NativeFunction.Body) -> Member {
            .function(.keywords(minimum, body))
        }
        /// The same, with a usual case that the engine does by itself.
        func quickly(_ quick: QuickFunction) -> Member {
            guard case .function(var function) = self else { return self }
            function.quick = quick
            return .function(function)
        }

        /// A small int.
        public static func int(_ value: Int) -> Member { .constant { _ in MicroPython.Value(smallInt: Int32(value)) } }
        /// An interned string.
        public static func string(_ text: String) -> Member { .constant { MicroPython.Value($0.internInFlash(text)) } }
        /// A type of the firmware.
        static func type(_ type: NativeType) -> Member { .constant { _ in type.value } }
    }

    /// Names and entries, in order.
    public var members: [(name: String, member: Member)]

    /// From a literal `["name": .fixed(1, body), ...]`.
    public init(dictionaryLiteral elements: (String, Member)...) { members = elements }

    /// From a list.
    public init(_ members: [(name: String, member: Member)]) { self.members = members }

    /// What a firmware with these features has of it.
    func offered(by features: FirmwareFeatures) -> MethodTable {
        MethodTable(
            members.compactMap { entry in
                guard case .only(let needed, let member) = entry.member else { return entry }
                return features.isSuperset(of: needed) ? (name: entry.name, member: member) : nil
            })
    }

    /// Both tables, one after the other.
    public static func + (a: MethodTable, b: MethodTable) -> MethodTable { MethodTable(a.members + b.members) }
}
