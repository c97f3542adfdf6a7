/// How a type is read and written, as streams call it where it lies: see `InstalledType`.
struct InstalledStream: ~Copyable {
    let isText: Bool
    let isForSubclasses: Bool
    let canRead: Bool
    let canWrite: Bool
    let canControl: Bool
    private let read: StreamProtocol.Read
    private let write: StreamProtocol.Write
    private let control: StreamProtocol.Control

    /// What the type cannot do is never called. An `if` for each: `??` would wrap the closures in others.
    init(_ actions: StreamProtocol) {
        isText = actions.isText
        isForSubclasses = actions.isForSubclasses
        canRead = actions.read != nil
        canWrite = actions.write != nil
        canControl = actions.control != nil
        if let own = actions.read { read = own } else { read = { _, _, _ in .refused } }
        if let own = actions.write { write = own } else { write = { _, _, _ in .refused } }
        if let own = actions.control { control = own } else { control = { _, _, _, _ in .refused } }
    }

    @inline(__always) borrowing func callRead(
        _ vm: VM, _ value: Value, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(GuestException) -> StreamResult { try read(vm, value, buffer) }

    @inline(__always) borrowing func callWrite(
        _ vm: VM, _ value: Value, _ bytes: UnsafeRawBufferPointer
    ) throws(GuestException) -> StreamResult { try write(vm, value, bytes) }

    @inline(__always) borrowing func callControl(
        _ vm: VM, _ value: Value, _ request: StreamRequest, _ argument: UInt32
    ) throws(GuestException) -> StreamResult { try control(vm, value, request, argument) }
}
