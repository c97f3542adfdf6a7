/// A module that another target gives the guest: `import name`.
public struct NativeModule: Sendable {
    /// What the guest imports.
    public var name: String
    /// Functions and constants.
    public var members: MethodTable
    /// Types, which become members of the same name.
    public var types: [NativeTypeDefinition]
    /// A file of the same name wins over it.
    public var isExtensible: Bool
    /// Its members, which are no types, join those of the core's module of that name.
    public var extendsCore = false

    /// A module.
    public init(
        name: String, members: MethodTable, types: [NativeTypeDefinition] = [], isExtensible: Bool = false
    ) {
        self.name = name
        self.members = members
        self.types = types
        self.isExtensible = isExtensible
    }

    func add(to image: FirmwareImage) {
        var members = members
        for type in types {
            let address = image.place(type.slots, at: NativeType.firstForeign + type.number)
            // Without a name it is reached through values of other types only.
            if type.memberName.isEmpty { continue }
            members.members.append((type.memberName, .constant { _ in Value(address: address) }))
        }
        image.add(module: name, members, isExtensible: isExtensible)
    }
}

/// A type of a native module. Its number is the module author's choice, unique among all of them, 0 to 300: with it,
/// values of the type can be told. From 280 on it is an exception's.
public struct NativeTypeDefinition: Sendable {
    /// 0 to 300, unique among all native modules of a guest.
    public var number: Int
    /// The name in the module; usually the type's own.
    public var memberName: String
    /// What it can do.
    public var slots: TypeSlots

    /// A type whose name in the module is its own.
    public init(number: Int, _ slots: TypeSlots, memberName: String? = nil) {
        precondition(number >= 0 && NativeType.firstForeign + number < MemoryMap.typeCountMax)
        self.number = number
        self.memberName = memberName ?? slots.name
        self.slots = slots
    }

    /// The address of the type object.
    public var address: UInt32 {
        MemoryMap.types + UInt32(NativeType.firstForeign + number) * MemoryMap.typeStride
    }
}

extension VM {
    /// Makes an object of a native type: the type's address, then `wordCount` words that the type's own code fills with
    /// values or raw words.
    public func makeObject(_ type: UInt32, wordCount: Int) throws(GuestException) -> Value {
        let address = try allocate(4 + 4 * wordCount)
        ram[address] = type
        return Value(address: address)
    }

    /// As `makeObject`; the collector calls its `__del__` before it frees it.
    public func makeFinalisedObject(_ type: UInt32, wordCount: Int) throws(GuestException) -> Value {
        let address = try allocateWithFinaliser(4 + 4 * wordCount)
        ram.clear(address, count: 4 + 4 * wordCount)
        ram[address] = type
        return Value(address: address)
    }

    /// Makes an object of a native type outside the heap, which lives as long as the guest: pins and other things that
    /// real firmware keeps in flash or static RAM.
    public func makeStaticObject(_ type: UInt32, wordCount: Int) -> Value {
        let address = state.pointee.flash.allocate(4 + 4 * wordCount)
        ram[address] = type
        return Value(address: address)
    }

    /// The one object that stands for all instances of a native type that hold nothing; it lies outside the heap.
    public func staticInstance(of type: UInt32) -> Value {
        if let known = registry.pointee.staticInstances[type] { return Value(address: known) }
        let object = makeStaticObject(type, wordCount: 0)
        registry.pointee.staticInstances[type] = object.address
        return object
    }

    /// A word of an object that `makeObject` made, by its number.
    public func word(_ object: Value, _ index: Int) -> UInt32 { ram[object.address &+ 4 &+ UInt32(index) &* 4] }

    /// Sets a word of an object that `makeObject` made.
    public func setWord(_ object: Value, _ index: Int, _ word: UInt32) {
        ram[object.address &+ 4 &+ UInt32(index) &* 4] = word
    }

    /// Whether a value is of a native type, exactly.
    public func isObject(_ value: Value, of type: UInt32) -> Bool { value.isAddress && ram[value.address] == type }

    /// Whether a value is of a type or of a class of the guest that inherits from it.
    public func isInstance(_ value: Value, of type: UInt32) -> Bool { isSubclass(self.type(of: value), of: type) }

    /// Calls `value.name(arguments)`.
    public func callMethod(_ value: Value, _ name: String, _ arguments: [Value]) throws(GuestException) -> Value {
        try call(loadMethod(value, intern(name)), arguments)
    }

    /// Keeps a guest value alive for the host until `release`: callbacks of pins and timers.
    public func retain(_ value: Value) {
        state.pointee.retained[value.bits, default: 0] += 1
    }

    /// Ends `retain`.
    public func release(_ value: Value) {
        guard let count = state.pointee.retained[value.bits] else { return }
        state.pointee.retained[value.bits] = count > 1 ? count - 1 : nil
    }
}
