/// `io.StringIO` and `io.BytesIO`: `type, buffer, place, origin` (16 bytes), the buffer being a block of `bytes allocated,
/// bytes used, address, 1 if the bytes belong to someone else` (py/objstringio.c, v1.29).
///
/// What is made from a str or bytes reads its characters where they are, and copies them when it is first written to.
enum StringIOObject {
    private enum Offset {
        /// 0: closed.
        static let buffer: UInt32 = 4
        static let place: UInt32 = 8
        /// Keeps the str alive whose characters are read.
        static let origin: UInt32 = 12
    }

    /// The buffer's words.
    private struct Buffer {
        let address: GuestAddress
        let vm: VM

        private func word(_ index: UInt32) -> Int { Int(vm.ram[address &+ index &* 4]) }
        private func setWord(_ index: UInt32, _ value: Int) { vm.ram[address &+ index &* 4] = vm.word(value) }

        var capacity: Int {
            get { word(0) }
            nonmutating set { setWord(0, newValue) }
        }
        var count: Int {
            get { word(1) }
            nonmutating set { setWord(1, newValue) }
        }
        var data: GuestAddress {
            get { vm.ram[address &+ 8] }
            nonmutating set { vm.ram[address &+ 8] = newValue }
        }
        var isShared: Bool {
            get { vm.ram[byte: address &+ 12] != 0 }
            nonmutating set { vm.ram[address &+ 12] = newValue ? 1 : 0 }
        }

        /// Room for `newCount` bytes in all: what there is, and more in the steps of `TextBuffer`.
        func reserve(_ newCount: Int) throws(GuestException) {
            guard newCount > capacity else { return }
            let newCapacity = ((newCount + 16) & ~7) + 8
            data = try vm.reallocate(data, newCapacity)
            capacity = newCapacity
        }
    }

    private static func open(_ vm: VM, _ value: Value) throws(GuestException) -> Buffer {
        let buffer = vm.ram[value.address &+ Offset.buffer]
        if buffer == 0 { throw vm.error(.valueError, "I/O operation on closed file") }
        return Buffer(address: buffer, vm: vm)
    }

    private static func place(_ vm: VM, _ value: Value) -> Int { Int(vm.ram[value.address &+ Offset.place]) }
    private static func setPlace(_ vm: VM, _ value: Value, _ place: Int) {
        vm.ram[value.address &+ Offset.place] = vm.word(place)
    }

    // MARK: Making

    /// `StringIO()`, `StringIO(room)`, `StringIO(text)`, `BytesIO(data)`.
    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        let address = try vm.allocate(16)
        vm.ram[address] = type
        let stream = Value(address: address)
        guard let source = arguments.optional(0) else {
            _ = try makeBuffer(vm, address, room: 16)
            return stream
        }
        if vm.isInt(source) {
            _ = try makeBuffer(vm, address, room: Int(UInt32(truncatingIfNeeded: try vm.int(source))))
            return stream
        }
        let bytes = try vm.requiredBuffer(source)
        if vm.isStrOrBytes(source) {
            let buffer = Buffer(address: try vm.allocate(16), vm: vm)
            vm.ram[address &+ Offset.buffer] = buffer.address
            (buffer.capacity, buffer.count, buffer.data, buffer.isShared) = (
                bytes.count, bytes.count, bytes.address, true
            )
            vm.ram[address &+ Offset.origin] = source.bits
            return stream
        }
        let buffer = try makeBuffer(vm, address, room: bytes.count)
        vm.ram.copy(from: bytes.address, to: buffer.data, count: bytes.count)
        buffer.count = bytes.count
        return stream
    }

    private static func makeBuffer(
        _ vm: VM, _ address: GuestAddress, room: Int
    ) throws(GuestException) -> Buffer {
        let buffer = Buffer(address: try vm.allocate(16), vm: vm)
        vm.ram[address &+ Offset.buffer] = buffer.address
        buffer.capacity = max(1, room)
        buffer.data = try vm.allocate(buffer.capacity, .buffer)
        return buffer
    }

    // MARK: The stream

    private static let read: StreamProtocol.Read = { vm, value, target throws(GuestException) in
        let buffer = try open(vm, value)
        let start = place(vm, value)
        guard start < buffer.count else { return .done(0) }
        let count = min(target.count, buffer.count - start)
        target.copyMemory(from: vm.ram.bytes(buffer.data &+ vm.word(start), count: count))
        setPlace(vm, value, start + count)
        return .done(count)
    }

    private static let write: StreamProtocol.Write = { vm, value, source throws(GuestException) in
        let buffer = try open(vm, value)
        if buffer.isShared { try copyShared(vm, value, buffer) }
        let start = place(vm, value)
        let end = start + source.count
        guard end <= Int(UInt32.max) else { return .failed(27) }  // EFBIG.
        let oldCount = buffer.count
        try buffer.reserve(end)
        // What a seek beyond the end skipped is zeros.
        if start > oldCount { vm.ram.clear(buffer.data &+ vm.word(oldCount), count: start - oldCount) }
        vm.ram.copy(source, to: buffer.data &+ vm.word(start))
        setPlace(vm, value, end)
        buffer.count = max(end, oldCount)
        return .done(source.count)
    }

    private static func copyShared(_ vm: VM, _ value: Value, _ buffer: Buffer) throws(GuestException) {
        let original = buffer.data
        buffer.data = try vm.allocate(buffer.count, .buffer)
        buffer.isShared = false
        vm.ram[value.address &+ Offset.origin] = 0
        vm.ram.copy(from: original, to: buffer.data, count: buffer.count)
    }

    private static let control: StreamProtocol.Control = { vm, value, request, argument throws(GuestException) in
        switch request {
        case .seek: return try seek(vm, value, SeekArgument(address: argument, vm: vm))
        case .flush: return .done(0)
        case .close:
            if let buffer = try? open(vm, value) {
                if !buffer.isShared { vm.free(buffer.data) }
                vm.free(buffer.address)
            }
            vm.ram[value.address &+ Offset.buffer] = 0
            return .done(0)
        default: return .refused
        }
    }

    /// A place before the start becomes the start, except from the start itself; places have 32 bits.
    /// A closed stream has a place too, but no end.
    private static func seek(
        _ vm: VM, _ value: Value, _ argument: SeekArgument
    ) throws(GuestException) -> StreamResult {
        let reference =
            argument.origin == 1 ? place(vm, value) : argument.origin == 2 ? try open(vm, value).count : 0
        var target = reference + argument.offset
        if argument.origin != 0 && argument.offset < 0 {
            target = max(0, target)
        } else if target > Int(UInt32.max) {
            return .refused
        }
        setPlace(vm, value, target)
        argument.offset = target
        return .done(0)
    }

    private static func value(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let buffer = try open(vm, arguments[0])
        let bytes = vm.ram.bytes(buffer.data, count: buffer.count)
        return vm.isExactly(arguments[0], .stringIO) ? try vm.newStr(bytes) : try vm.newBytes(bytes)
    }

    private static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write("<io.")
        try printer.write(vm.typeName(value))
        try printer.write(text: " 0x\(String(value.address, radix: 16))>")
    }

    private static func slots(_ name: String, isText: Bool) -> TypeSlots {
        TypeSlots(
            name: name, make: make, print: print, next: StreamMethods.next,
            stream: StreamProtocol(isText: isText, read: read, write: write, control: control), methods: methods)
    }

    static let type = slots("StringIO", isText: true)
    static let bytesType = slots("BytesIO", isText: false)

    private static let methods: MethodTable = [
        "read": StreamMethods.read, "readinto": StreamMethods.readInto, "readline": StreamMethods.readLine,
        "write": StreamMethods.write, "seek": StreamMethods.seek, "tell": StreamMethods.tell,
        "flush": StreamMethods.flush, "close": StreamMethods.close, "getvalue": .fixed(1, value),
        "__enter__": StreamMethods.enter, "__exit__": StreamMethods.exit,
    ]
}
