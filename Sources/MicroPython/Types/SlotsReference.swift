/// The slots of a type, read one at a time where they lie: copying a `TypeSlots` would count references of a dozen
/// closures.
struct SlotsReference {
    let pointer: UnsafeMutablePointer<TypeSlots>

    @inline(__always) var name: String { pointer.pointee.name }
    @inline(__always) var flags: TypeFlags { pointer.pointee.flags }
    @inline(__always) var parent: NativeType? { pointer.pointee.parent }
    @inline(__always) var make: TypeSlots.Make? { pointer.pointee.make }
    @inline(__always) var print: TypeSlots.Print? { pointer.pointee.print }
    @inline(__always) var call: TypeSlots.Call? { pointer.pointee.call }
    @inline(__always) var unary: TypeSlots.Unary? { pointer.pointee.unary }
    @inline(__always) var binary: TypeSlots.Binary? { pointer.pointee.binary }
    @inline(__always) var attribute: TypeSlots.Attribute? { pointer.pointee.attribute }
    @inline(__always) var `subscript`: TypeSlots.Subscript? { pointer.pointee.subscript }
    @inline(__always) var iterate: TypeSlots.Iterate? { pointer.pointee.iterate }
    @inline(__always) var next: TypeSlots.Next? { pointer.pointee.next }
    @inline(__always) var buffer: TypeSlots.Buffer? { pointer.pointee.buffer }
    @inline(__always) var stream: StreamProtocol? { pointer.pointee.stream }
}
