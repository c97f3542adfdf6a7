extension VM {
    /// An exception with a constant message: the message stays in flash, the exception takes 48 bytes of heap
    /// (mp_obj_new_exception_msg, py/objexcept.c v1.29). With no heap left it has no arguments.
    public func exception(_ type: ErrorKind, _ message: String) -> GuestException { error(type.type, message) }

    func error(_ type: NativeType, _ message: String) -> GuestException {
        var text = allocateMaybe(StrObject.byteCount)
        if text == 0 { text = EmergencyBuffer.text(self) }
        guard text != 0 else { return ExceptionObject.make(self, type.address, []) }
        let packed = PackedMessage.place(message, self)
        StrObject.initialize(text, .str, data: packed.address, count: packed.count, self)
        return ExceptionObject.make(self, type.address, [Value(address: text)])
    }

    /// An exception whose message is put together on the heap: `%q` is a name, `%s` text, `%d` a number, `%c` a
    /// character, `%x` hexadecimal. The buffer grows as the reference's printer for exceptions does.
    func error(_ type: NativeType, _ format: String, _ parts: MessagePart...) -> GuestException {
        error(type, format, parts)
    }

    /// See `error(_:_:_:)`, for other targets.
    public func exception(_ type: ErrorKind, _ format: String, _ parts: MessagePart...) -> GuestException {
        error(type.type, format, parts)
    }

    private func error(_ type: NativeType, _ format: String, _ parts: [MessagePart]) -> GuestException {
        var text = allocateMaybe(StrObject.byteCount)
        let packed = PackedMessage.place(format, self)
        var message = MessageBuffer(capacity: packed.count + 1, self)
        if text == 0 || message.address == 0, let room = EmergencyBuffer.characters(self) {
            text = EmergencyBuffer.text(self)
            message = MessageBuffer(address: room.address, capacity: room.count, mayGrow: false)
        }
        guard text != 0 else { return ExceptionObject.make(self, type.address, []) }
        guard message.address != 0 else {
            StrObject.initialize(text, .str, data: packed.address, count: packed.count, self)
            return ExceptionObject.make(self, type.address, [Value(address: text)])
        }
        message.append(format, parts, self)
        ram[byte: message.address + UInt32(message.count)] = 0
        StrObject.initialize(text, .str, data: message.address, count: message.count, self)
        return ExceptionObject.make(self, type.address, [Value(address: text)])
    }

    /// An exception with the given arguments.
    func error(_ type: NativeType, arguments: [Value]) -> GuestException {
        ExceptionObject.make(self, type.address, arguments)
    }

    /// `OSError(errno)`.
    public func osError(_ errno: Int) -> GuestException {
        error(.osError, arguments: [Value(smallInt: Int32(errno))])
    }

    /// Constant text in flash, placed there at its first use and ended by a zero byte.
    func constantText(_ text: String) -> GuestAddress {
        if let known = registry.pointee.constantText[text] { return known }
        let address = state.pointee.flash.allocateText(text.utf8.count + 1)
        var copy = text
        copy.withUTF8 { ram.copy(UnsafeRawBufferPointer($0), to: address) }
        registry.pointee.constantText[text] = address
        return address
    }
}

/// Exceptions that natives of other targets raise.
public enum ErrorKind: Sendable {
    /// The guest's exception of the same name.
    case typeError, valueError, runtimeError, osError, notImplementedError, attributeError, indexError, keyError
    /// The guest's exception of the same name.
    case overflowError, memoryError, importError, stopIteration, keyboardInterrupt, systemExit, exception

    var type: NativeType {
        switch self {
        case .typeError: .typeError
        case .valueError: .valueError
        case .runtimeError: .runtimeError
        case .osError: .osError
        case .notImplementedError: .notImplementedError
        case .attributeError: .attributeError
        case .indexError: .indexError
        case .keyError: .keyError
        case .overflowError: .overflowError
        case .memoryError: .memoryError
        case .importError: .importError
        case .stopIteration: .stopIteration
        case .keyboardInterrupt: .keyboardInterrupt
        case .systemExit: .systemExit
        case .exception: .exception
        }
    }
}

/// What a `%` in a message stands for.
public enum MessagePart: @unchecked Sendable {
    /// An interned string.
    case name(Qstr)
    /// A number.
    case int(Int)
    /// Text.
    case text(String)
    /// Bytes of the guest.
    case bytes(UnsafeRawBufferPointer)

    /// The type's name of a value.
    static func typeName(_ value: Value, _ vm: VM) -> MessagePart { .name(vm.typeName(value)) }
}

/// The reference's printer for exception messages: starts with the length of the packed format, grows by what is added and
/// 16 bytes more, and cuts the message where memory ends (exc_add_strn, py/objexcept.c v1.29).
private struct MessageBuffer {
    var address: GuestAddress
    var capacity: Int
    var count = 0
    var mayGrow = true

    init(address: GuestAddress, capacity: Int, mayGrow: Bool) {
        self.address = address
        self.capacity = capacity
        self.mayGrow = mayGrow
    }

    init(capacity: Int, _ vm: VM) {
        self.capacity = capacity
        address = vm.allocateMaybe(capacity, .string)
    }

    mutating func append(_ format: String, _ parts: [MessagePart], _ vm: VM) {
        var parts = parts[...]
        let bytes = Array(format.utf8)
        var start = 0
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "%"), index + 1 < bytes.count else {
                index += 1
                continue
            }
            bytes[start..<index].withUnsafeBytes { if !$0.isEmpty { add($0, vm) } }
            if bytes[index + 1] == UInt8(ascii: "l") { index += 1 }
            append(index + 1 < bytes.count ? bytes[index + 1] : 0, &parts, vm)
            index += 2
            start = index
        }
        if start < bytes.count { bytes[start...].withUnsafeBytes { add($0, vm) } }
    }

    private mutating func append(_ conversion: UInt8, _ parts: inout ArraySlice<MessagePart>, _ vm: VM) {
        if conversion == UInt8(ascii: "%") {
            add(text: "%", vm)
            return
        }
        guard let part = parts.popFirst() else { return }
        switch part {
        case .name(let name): add(vm.text(name), vm)
        case .bytes(let bytes): add(bytes, vm)
        case .text(let text): add(text: text, vm)
        case .int(let number):
            switch conversion {
            case UInt8(ascii: "c"): withUnsafeBytes(of: UInt8(truncatingIfNeeded: number)) { add($0, vm) }
            case UInt8(ascii: "x"): add(text: String(number, radix: 16), vm)
            default: add(text: String(number), vm)
            }
        }
    }

    private mutating func add(text: String, _ vm: VM) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0), vm) }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, _ vm: VM) {
        var length = bytes.count
        if count + length >= capacity {
            let larger = capacity + length + 16
            let moved = mayGrow ? vm.reallocateMaybe(address, larger, mayMove: true, .string) : 0
            if moved == 0 {
                mayGrow = false
                length = capacity - count - 1
            } else {
                capacity = larger
                address = moved
            }
        }
        vm.ram.copy(UnsafeRawBufferPointer(rebasing: bytes[0..<length]), to: address + UInt32(count))
        count += length
    }
}
