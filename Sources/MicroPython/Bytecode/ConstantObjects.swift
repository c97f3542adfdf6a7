/// What kind of constant a value of a module's object table is.
enum ConstantKind {
    case none, `false`, `true`, ellipsis
    case str(UnsafeRawBufferPointer)
    case bytes(UnsafeRawBufferPointer)
    case int, float, complex
    case tuple(items: GuestAddress, count: Int)
}

/// What writing and reading of constants needs of the guest's types. They stand above, so they come in by this door.
protocol ConstantObjects {
    var ellipsis: Value { get }
    func kind(_ value: Value, _ vm: VM) -> ConstantKind
    /// The guest's `repr` of an int, float or complex.
    func numberText(_ value: Value, _ vm: VM) throws(GuestException) -> String
    /// The guest's `int(text)`, `float(text)` and `complex(text)`, allocating as they do.
    func integer(_ text: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> Value
    func float(_ text: UnsafeRawBufferPointer, isComplex: Bool, _ vm: VM) throws(GuestException) -> Value
    /// A tuple of unset items; item i lies at the object's address + 8 + 4·i.
    func tuple(itemCount: Int, _ vm: VM) throws(GuestException) -> Value
    /// A str or bytes object that takes over a buffer of the heap, with a zero behind its bytes; interned where known.
    func str(buffer: GuestAddress, count: Int, _ vm: VM) throws(GuestException) -> Value
    func bytes(buffer: GuestAddress, count: Int, _ vm: VM) throws(GuestException) -> Value
    func emptyBytes(_ vm: VM) -> Value
    func valueError(_ message: String, _ vm: VM) -> GuestException
}
