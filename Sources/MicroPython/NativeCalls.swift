/// What native modules of other targets do with values of any type.
extension VM {
    /// `value.name`, a method bound to its value.
    public func attribute(_ value: Value, _ name: String) throws(GuestException) -> Value {
        try loadAttribute(value, intern(name))
    }

    /// A built-in function or type: `exec`, `dict`.
    public func builtin(_ name: String) throws(GuestException) -> Value {
        let value = DictObject.get(registry.pointee.builtins, Value(try intern(name)), self)
        if value.isNull { throw error(.nameError, "name '%q' isn't defined", .text(name)) }
        return value
    }

    /// A word of an object that `makeObject` made, as a value.
    public func value(_ object: Value, _ index: Int) -> Value { Value(bits: word(object, index)) }

    /// `value[index]`.
    public func item(_ value: Value, _ index: Value) throws(GuestException) -> Value { try subscripted(value, index) }

    /// `list[index] = item`; the index is within the bounds.
    public func setItem(of list: Value, _ index: Int, _ item: Value) {
        ListObject.setItem(list.address, index, item, ram)
    }

    /// Whether a value is a list, exactly.
    public func isList(_ value: Value) -> Bool { isExactly(value, .list) }

    /// `array(code, numbers)`, with numbers of two bytes.
    public func newArray(_ code: UInt8, halves: [UInt16]) throws(GuestException) -> Value {
        let array = try ArrayStorage.make(self, ElementCode(code), count: halves.count)
        let start = ArrayStorage.items(self, array)
        for (index, half) in halves.enumerated() { ram[half: start &+ UInt32(2 * index)] = half }
        return array
    }

    /// The buffer of a bytes-like object; nil for anything else.
    public func bufferMaybe(_ value: Value, forWriting: Bool = false) throws(GuestException) -> GuestBuffer? {
        try buffer(of: value, forWriting: forWriting)
    }

    /// An exception without a message.
    public func exception(_ type: ErrorKind) -> GuestException { error(type.type, arguments: []) }

    /// `OSError(errno, name)`, as ESP-IDF's errors come.
    public func osError(_ errno: Int, _ name: String) -> GuestException {
        guard let text = try? newStr(name) else { return osError(errno) }
        return error(.osError, arguments: [Value(smallInt: Int32(errno)), text])
    }

    /// Whether a value is a tuple or a list, exactly.
    public func isSequence(_ value: Value) -> Bool { isExactly(value, .tuple) || isExactly(value, .list) }

    /// A number in the guest's own memory, RAM or flash, and how to change it; nil where there is none.
    public func memory(at address: UInt32, byteCount: Int) -> UInt32? {
        guard isMemory(address, byteCount) else { return nil }
        return UInt32(truncatingIfNeeded: ram.load(byteCount: byteCount, at: address, isBigEndian: false))
    }

    /// See `memory(at:byteCount:)`; false where there is no RAM.
    public func setMemory(at address: UInt32, byteCount: Int, to number: UInt32) -> Bool {
        guard isMemory(address, byteCount), address >= MemoryMap.ram else { return false }
        ram.store(UInt64(number), byteCount: byteCount, at: address, isBigEndian: false)
        return true
    }

    private func isMemory(_ address: UInt32, _ byteCount: Int) -> Bool {
        let end = UInt64(address) + UInt64(byteCount)
        let ramEnd = UInt64(heap.area.poolStart) + UInt64(heap.area.blockCount * HeapArea.blockBytes)
        return address >= MemoryMap.flash && end <= UInt64(MemoryMap.flashEnd)
            || address >= MemoryMap.ram && end <= ramEnd
    }

    /// An exception of a type that a native module brings.
    public func exception(ofType type: UInt32, _ message: String) -> GuestException {
        guard let text = try? newStr(message) else { return ExceptionObject.make(self, type, []) }
        return ExceptionObject.make(self, type, [text])
    }
}

extension NativeTypeDefinition {
    /// A class of exceptions under `Exception`; its number is 280 or more.
    public static func exception(number: Int, _ name: String) -> NativeTypeDefinition {
        precondition(number >= 280)
        return NativeTypeDefinition(number: number, ExceptionObject.type(name, parent: .exception))
    }
}

extension MethodTable.Member {
    /// An int of any size, in flash.
    public static func number(_ value: Int) -> MethodTable.Member { .constant { IntObject.inFlash($0, value) } }
}
