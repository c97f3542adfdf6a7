/// A type's slots as the guest's operations call them. It is never copied, each closure lies in it as it is, not as an
/// optional, and only its own borrowing methods call them: such a call counts no references, which would cost as much as
/// many an operation.
struct InstalledType: ~Copyable {
    let slots: TypeSlots
    /// Which of the following the type has. The others do nothing and are never called.
    let present: Present
    private let unary: TypeSlots.Unary
    private let binary: TypeSlots.Binary
    private let attribute: TypeSlots.Attribute
    private let subscripted: TypeSlots.Subscript
    private let iterate: TypeSlots.Iterate
    private let next: TypeSlots.Next
    private let print: TypeSlots.Print
    private let call: TypeSlots.Call
    private let make: TypeSlots.Make
    /// Nil: it is no stream.
    let stream: UnsafePointer<InstalledStream>?

    struct Present: OptionSet {
        let rawValue: UInt16
        static let unary = Present(rawValue: 1)
        static let binary = Present(rawValue: 2)
        static let attribute = Present(rawValue: 4)
        static let subscripted = Present(rawValue: 8)
        static let iterate = Present(rawValue: 16)
        static let next = Present(rawValue: 32)
        static let print = Present(rawValue: 64)
        static let call = Present(rawValue: 128)
        static let make = Present(rawValue: 256)
    }

    /// An `if` for each: `??` would wrap the closures in others.
    init(_ slots: TypeSlots) {
        self.slots = slots
        var present: Present = []
        if let own = slots.unary {
            unary = own
            present.insert(.unary)
        } else {
            unary = { _, _, _ in .null }
        }
        if let own = slots.binary {
            binary = own
            present.insert(.binary)
        } else {
            binary = { _, _, _, _ in .null }
        }
        if let own = slots.attribute {
            attribute = own
            present.insert(.attribute)
        } else {
            attribute = { _, _, _, _ in .missing }
        }
        if let own = slots.subscript {
            subscripted = own
            present.insert(.subscripted)
        } else {
            subscripted = { _, _, _, _ in .null }
        }
        if let own = slots.iterate {
            iterate = own
            present.insert(.iterate)
        } else {
            iterate = { _, _, _ in .null }
        }
        if let own = slots.next {
            next = own
            present.insert(.next)
        } else {
            next = { _, _ in .null }
        }
        if let own = slots.print {
            print = own
            present.insert(.print)
        } else {
            print = { _, _, _, _ in }
        }
        if let own = slots.call {
            call = own
            present.insert(.call)
        } else {
            call = { _, _, _ in .null }
        }
        if let own = slots.make {
            make = own
            present.insert(.make)
        } else {
            make = { _, _, _ in .null }
        }
        self.present = present
        stream = slots.stream.map { actions in
            let place = UnsafeMutablePointer<InstalledStream>.allocate(capacity: 1)
            place.initialize(to: InstalledStream(actions))
            return UnsafePointer(place)
        }
    }

    deinit {
        guard let stream else { return }
        let place = UnsafeMutablePointer(mutating: stream)
        place.deinitialize(count: 1)
        place.deallocate()
    }

    // MARK: Calls of slots that the type has

    @inline(__always) borrowing func callUnary(
        _ vm: VM, _ operation: UnaryOperator, _ value: Value
    ) throws(GuestException) -> Value { try unary(vm, operation, value) }

    @inline(__always) borrowing func callBinary(
        _ vm: VM, _ operation: BinaryOperator, _ a: Value, _ b: Value
    ) throws(GuestException) -> Value { try binary(vm, operation, a, b) }

    @inline(__always) borrowing func callAttribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute { try attribute(vm, value, name, store) }

    @inline(__always) borrowing func callSubscripted(
        _ vm: VM, _ value: Value, _ index: Value, _ store: Value
    ) throws(GuestException) -> Value { try subscripted(vm, value, index, store) }

    @inline(__always) borrowing func callIterate(
        _ vm: VM, _ value: Value, _ buffer: GuestAddress
    ) throws(GuestException) -> Value { try iterate(vm, value, buffer) }

    @inline(__always) borrowing func callNext(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        try next(vm, iterator)
    }

    @inline(__always) borrowing func callPrint(
        _ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) { try print(vm, value, printer, kind) }

    @inline(__always) borrowing func callMake(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value { try make(vm, type, arguments) }

    @inline(__always) borrowing func callCall(
        _ vm: VM, _ value: Value, _ arguments: Arguments
    ) throws(GuestException) -> Value { try call(vm, value, arguments) }
}

/// A function of the firmware as calls find it: never copied either.
struct InstalledFunction: ~Copyable {
    let minimum: Int
    /// How many arguments may follow those.
    let optionalCount: UInt
    /// -1: no limit.
    let maximum: Int
    let takesKeywords: Bool
    let body: NativeFunction.Body

    init(_ function: NativeFunction) {
        minimum = function.minimum
        maximum = function.maximum
        optionalCount = maximum < 0 ? UInt(Int.max) : UInt(maximum - minimum)
        takesKeywords = function.takesKeywords
        body = function.body
    }

    @inline(__always) borrowing func call(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        // Fewer than the minimum wrap to more than any number.
        if arguments.keywordCount != 0 || UInt(bitPattern: arguments.count &- minimum) > optionalCount {
            try vm.checkArguments(arguments, minimum, maximum, keywords: takesKeywords)
        }
        return try body(vm, arguments)
    }
}
