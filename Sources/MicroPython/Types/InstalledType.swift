/// A type's slots as the guest's operations call them. It is never copied, and each closure lies in it as it is, not as an
/// optional: such a call counts no references, which would cost as much as many an operation.
struct InstalledType: ~Copyable {
    let slots: TypeSlots
    /// Which of the following the type has. The others do nothing and are never called.
    let present: Present
    let unary: TypeSlots.Unary
    let binary: TypeSlots.Binary
    let attribute: TypeSlots.Attribute
    let subscripted: TypeSlots.Subscript
    let iterate: TypeSlots.Iterate
    let next: TypeSlots.Next
    let print: TypeSlots.Print
    let call: TypeSlots.Call

    struct Present: OptionSet {
        let rawValue: UInt8
        static let unary = Present(rawValue: 1)
        static let binary = Present(rawValue: 2)
        static let attribute = Present(rawValue: 4)
        static let subscripted = Present(rawValue: 8)
        static let iterate = Present(rawValue: 16)
        static let next = Present(rawValue: 32)
        static let print = Present(rawValue: 64)
        static let call = Present(rawValue: 128)
    }

    init(_ slots: TypeSlots) {
        var present: Present = []
        if slots.unary != nil { present.insert(.unary) }
        if slots.binary != nil { present.insert(.binary) }
        if slots.attribute != nil { present.insert(.attribute) }
        if slots.subscript != nil { present.insert(.subscripted) }
        if slots.iterate != nil { present.insert(.iterate) }
        if slots.next != nil { present.insert(.next) }
        if slots.print != nil { present.insert(.print) }
        if slots.call != nil { present.insert(.call) }
        self.present = present
        self.slots = slots
        unary = slots.unary ?? { _, _, _ in .null }
        binary = slots.binary ?? { _, _, _, _ in .null }
        attribute = slots.attribute ?? { _, _, _, _ in .missing }
        subscripted = slots.subscript ?? { _, _, _, _ in .null }
        iterate = slots.iterate ?? { _, _, _ in .null }
        next = slots.next ?? { _, _ in .null }
        print = slots.print ?? { _, _, _, _ in }
        call = slots.call ?? { _, _, _ in .null }
    }
}

/// A function of the firmware as calls find it: never copied either.
struct InstalledFunction: ~Copyable {
    let minimum: Int
    /// -1: no limit.
    let maximum: Int
    let takesKeywords: Bool
    let body: NativeFunction.Body

    init(_ function: NativeFunction) {
        minimum = function.minimum
        maximum = function.maximum
        takesKeywords = function.takesKeywords
        body = function.body
    }

    @inline(__always) borrowing func call(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if arguments.keywordCount != 0 || arguments.count < minimum || maximum >= 0 && arguments.count > maximum {
            try vm.checkArguments(arguments, minimum, maximum, keywords: takesKeywords)
        }
        return try body(vm, arguments)
    }
}
