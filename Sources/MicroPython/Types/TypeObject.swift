/// Type objects. In flash: 64 bytes, `type, flags | name << 16, number` and the words below. On the heap: classes of the
/// guest, with the layout of the reference (see `ClassObject`); the words that lookups need are read through here.
enum TypeObject {
    enum Offset {
        static let flags: UInt32 = 4
        static let name: UInt32 = 6
        /// Flash only: the number of the type's `TypeSlots`.
        static let number: UInt32 = 8
        static let parent: UInt32 = 12
        static let localsDict: UInt32 = 16
    }

    @inline(__always) static func isInFlash(_ type: GuestAddress) -> Bool { type < MemoryMap.ram }

    /// Whether a type is the firmware's own: those in flash, and named tuples.
    @inline(__always) static func isNative(_ type: GuestAddress, _ ram: GuestRAM) -> Bool {
        isInFlash(type) || !flags(type, ram).contains(.isInstanceType)
    }

    @inline(__always) static func flags(_ type: GuestAddress, _ ram: GuestRAM) -> TypeFlags {
        TypeFlags(rawValue: ram[half: type &+ Offset.flags])
    }

    static func name(_ type: GuestAddress, _ ram: GuestRAM) -> Qstr {
        Qstr(id: UInt32(ram[half: type &+ Offset.name]))
    }
}

/// A module in flash.
struct BuiltinModule {
    var address: GuestAddress
    /// A file of the same name wins over it.
    var isExtensible: Bool
    /// Runs at the first import.
    var initialise: (@Sendable (VM, Value) throws(GuestException) -> Void)?
}

/// The types' slots and the functions of the firmware, by number: one block of host memory for each guest.
struct TypeRegistry {
    /// See `VM.staticInstance(of:)`.
    var staticInstances: [UInt32: UInt32] = [:]

    init() {
        types = .allocate(capacity: MemoryMap.typeCountMax)
        let none = TypeSlots(name: "?")
        for number in 0..<MemoryMap.typeCountMax { (types + number).initialize(to: InstalledType(none)) }
        functions = .allocate(capacity: functionCapacity)
    }

    /// Adds a function; returns its number.
    mutating func add(_ function: NativeFunction) -> Int {
        if functionCount == functionCapacity {
            let larger = UnsafeMutablePointer<InstalledFunction>.allocate(capacity: functionCapacity * 2)
            larger.moveInitialize(from: functions, count: functionCount)
            functions.deallocate()
            functions = larger
            functionCapacity *= 2
        }
        (functions + functionCount).initialize(to: InstalledFunction(function))
        functionCount += 1
        return functionCount - 1
    }

    func release() {
        members.release()
        functions.deinitialize(count: functionCount)
        functions.deallocate()
        memberCache.release()
        keyCache.release()
        types.deinitialize(count: MemoryMap.typeCountMax)
        types.deallocate()
    }

    /// Replaces the slots of a type.
    func install(_ slots: TypeSlots, at number: Int) {
        (types + number).deinitialize(count: 1)
        (types + number).initialize(to: InstalledType(slots))
    }

    /// Types by number.
    let types: UnsafeMutablePointer<InstalledType>
    /// Functions by number; `functionCount` of them.
    var functions: UnsafeMutablePointer<InstalledFunction>
    var functionCount = 0
    var functionCapacity = 1024
    /// Members of the types in flash. Flash never changes, so it never grows stale.
    var members = MemberTable()
    let memberCache = MemberCache()
    let keyCache = KeyCache()
    /// Built-in modules, by name.
    var modules: [UInt32: BuiltinModule] = [:]
    /// Entries of the built-in names' dict by the number of the name, 0 where it has none.
    var builtinEntries: [GuestAddress] = []
    /// By name: whether any instance ever had an attribute of it.
    var instanceAttributes = [Bool](repeating: false, count: 4096)
    /// The dicts of `builtins` and `sys`, and what of `sys` can be set, by name.
    var builtins: GuestAddress = 0
    var sys: GuestAddress = 0
    var systemVariables: [UInt32: RootSlot] = [:]
    /// Constant text in flash, by text.
    var constantText: [String: GuestAddress] = [:]
    /// Messages of exceptions, by text.
    var messages: [String: PackedMessage] = [:]
}

extension VM {
    var registry: UnsafeMutablePointer<TypeRegistry> {
        state.pointee.types!.assumingMemoryBound(to: TypeRegistry.self)
    }

    /// The slots of a type object. Classes of the guest share those of `InstanceObject`, named tuples theirs.
    @inline(__always) func slots(ofType type: GuestAddress) -> SlotsReference {
        SlotsReference(pointer: registry.pointee.types + slotNumber(type))
    }

    @inline(__always) func slots(of value: Value) -> SlotsReference { slots(ofType: type(of: value)) }

    @inline(__always) func slotNumber(_ type: GuestAddress) -> Int {
        if type >= MemoryMap.types && type < MemoryMap.flashObjects {
            return Int((type &- MemoryMap.types) / MemoryMap.typeStride)
        }
        let isClass = TypeObject.flags(type, ram).contains(.isInstanceType)
        return Int(isClass ? NativeType.instance.rawValue : NativeType.namedTuple.rawValue)
    }

    /// The type's dict of methods: 0, a dict in flash, or a class's dict.
    func localsDict(ofType type: GuestAddress) -> GuestAddress {
        TypeObject.isInFlash(type) ? ram[type &+ TypeObject.Offset.localsDict] : ClassObject.localsDict(type, self)
    }

    /// The type's single parent, a tuple of several, or 0.
    func parent(ofType type: GuestAddress) -> GuestAddress {
        TypeObject.isInFlash(type) ? ram[type &+ TypeObject.Offset.parent] : ClassObject.parent(type, self)
    }

    /// The name of a value's type, for messages.
    func typeName(_ value: Value) -> Qstr { TypeObject.name(type(of: value), ram) }

    /// Whether a type is another one or inherits from it.
    func isSubclass(_ type: GuestAddress, of ancestor: GuestAddress) -> Bool {
        var type = type
        while type != 0 {
            if type == ancestor { return true }
            let parent = parent(ofType: type)
            if parent == 0 { return false }
            if ram[parent] == NativeType.tuple.address {
                for index in 0..<TupleObject.count(parent, ram) {
                    if isSubclass(TupleObject.item(parent, index, ram).address, of: ancestor) { return true }
                }
                return false
            }
            type = parent
        }
        return false
    }

    /// `issubclass(type, classes)` (mp_obj_is_subclass, py/objtype.c v1.29). Everything inherits from `object`, and nothing says so.
    func isSubclass(_ type: GuestAddress, ofClasses classes: Value) throws(GuestException) -> Bool {
        func matches(_ candidate: Value) -> Bool {
            candidate == NativeType.object.value || candidate.isAddress && isSubclass(type, of: candidate.address)
        }
        if isExactly(classes, .type) { return matches(classes) }
        guard isExactly(classes, .tuple) else {
            throw error(.typeError, "issubclass() arg 2 must be a class or a tuple of classes")
        }
        return (0..<TupleObject.count(classes.address, ram)).contains {
            matches(TupleObject.item(classes.address, $0, ram))
        }
    }

    func isInstance(_ value: Value, of type: NativeType) -> Bool {
        isSubclass(self.type(of: value), of: type.address)
    }
}
