/// Which exception an error of the lexer or parser becomes.
enum SyntaxErrorKind: Sendable { case syntaxError, indentationError, valueError, notImplementedError }

/// Unary operators that the parser folds.
enum FoldedUnary: Sendable { case positive, negative, invert }

/// Binary operators that the parser folds, in the order of their tokens from `|` on, which is also the bytecode's.
enum FoldedBinary: UInt8, Sendable {
    case or, xor, and, shiftLeft, shiftRight, add, subtract, multiply, matrixMultiply, floorDivide, trueDivide
    case modulo, power
}

/// What the parser needs of the guest's numbers. The types stand above the syntax, so they come in by this door.
protocol ConstantArithmetic {
    /// An int too large for a small int, from its digits: the object, and how many bytes were digits of that base. See
    /// `LargeIntegerLiteral`.
    func largeInteger(
        _ digits: UnsafeRawBufferPointer, isNegative: Bool, base: Int, _ vm: VM
    ) throws(GuestException) -> (value: Value, digitCount: Int)

    /// A float object; rounds to the guest's width.
    func float(_ value: Double, _ vm: VM) throws(GuestException) -> Value

    /// A complex object without a real part.
    func imaginary(_ value: Double, _ vm: VM) throws(GuestException) -> Value

    func isInteger(_ value: Value, _ vm: VM) -> Bool
    func isFloat(_ value: Value, _ vm: VM) -> Bool

    /// What the guest's operators give; an exception stands for "cannot be folded".
    func unary(_ operation: FoldedUnary, _ value: Value, _ vm: VM) throws(GuestException) -> Value
    func binary(
        _ operation: FoldedBinary, _ left: Value, _ right: Value, _ vm: VM
    ) throws(GuestException) -> Value
}

/// What lexer and parser need of the guest's objects.
protocol SyntaxObjects: ConstantArithmetic {
    /// A str on the heap, whether or not an equal one is interned.
    func string(_ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value
    func bytes(_ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value
    /// A tuple of unset items; item i lies at the object's address + 8 + 4·i.
    func tuple(itemCount: Int, _ vm: VM) throws(GuestException) -> Value
    var emptyTuple: Value { get }
    var ellipsis: Value { get }

    /// The guest's `bool(value)` of a constant.
    func isTrue(_ value: Value, _ vm: VM) -> Bool

    /// The attribute of a module in flash whose constants the firmware folds (`errno`, `uctypes`, `math`).
    func moduleConstant(_ module: Qstr, _ attribute: Qstr, _ vm: VM) -> Value?

    /// An exception with a message from flash.
    func error(_ kind: SyntaxErrorKind, _ message: String, _ vm: VM) -> GuestException
    /// An exception with a message that was put together on the heap.
    func formattedError(_ kind: SyntaxErrorKind, _ message: String, _ vm: VM) -> GuestException
    /// Adds a traceback entry without a function to an exception.
    func addTraceback(_ exception: GuestException, file: Qstr, line: Int, _ vm: VM)
}
