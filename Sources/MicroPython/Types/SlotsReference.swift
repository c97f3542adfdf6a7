/// The slots of a type, read and called where they lie: see `InstalledType`.
struct SlotsReference {
    let pointer: UnsafeMutablePointer<InstalledType>

    @inline(__always) var name: String { pointer.pointee.slots.name }
    @inline(__always) var flags: TypeFlags { pointer.pointee.slots.flags }
    @inline(__always) var parent: NativeType? { pointer.pointee.slots.parent }
    @inline(__always) var make: TypeSlots.Make? { pointer.pointee.slots.make }
    @inline(__always) var buffer: TypeSlots.Buffer? { pointer.pointee.slots.buffer }
    @inline(__always) var stream: UnsafePointer<InstalledStream>? { pointer.pointee.stream }

    @inline(__always) func has(_ slot: InstalledType.Present) -> Bool { pointer.pointee.present.contains(slot) }

    // MARK: Calls of slots that the type has

    @inline(__always) func unary(
        _ vm: VM, _ operation: UnaryOperator, _ value: Value
    ) throws(GuestException) -> Value { try pointer.pointee.callUnary(vm, operation, value) }

    @inline(__always) func binary(
        _ vm: VM, _ operation: BinaryOperator, _ a: Value, _ b: Value
    ) throws(GuestException) -> Value { try pointer.pointee.callBinary(vm, operation, a, b) }

    @inline(__always) func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute { try pointer.pointee.callAttribute(vm, value, name, store) }

    @inline(__always) func subscripted(
        _ vm: VM, _ value: Value, _ index: Value, _ store: Value
    ) throws(GuestException) -> Value { try pointer.pointee.callSubscripted(vm, value, index, store) }

    @inline(__always) func iterate(
        _ vm: VM, _ value: Value, _ buffer: GuestAddress
    ) throws(GuestException) -> Value { try pointer.pointee.callIterate(vm, value, buffer) }

    @inline(__always) func next(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        try pointer.pointee.callNext(vm, iterator)
    }

    @inline(__always) func print(
        _ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) { try pointer.pointee.callPrint(vm, value, printer, kind) }

    /// Makes an instance of a type, or of what inherits from it.
    @inline(__always) func makeInstance(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value { try pointer.pointee.callMake(vm, type, arguments) }

    @inline(__always) func call(_ vm: VM, _ value: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        try pointer.pointee.callCall(vm, value, arguments)
    }
}
