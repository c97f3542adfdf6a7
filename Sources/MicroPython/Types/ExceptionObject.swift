/// Exceptions: `type, traceback (allocated words | used words << 16), traceback words, argument tuple` (16 bytes).
/// Classes of the guest that inherit from an exception hold one as their native base.
enum ExceptionObject {
    static let byteCount = 16

    enum Offset {
        static let tracebackCounts: UInt32 = 4
        static let traceback: UInt32 = 8
        static let arguments: UInt32 = 12
    }

    /// Words of one traceback entry: file, line, function.
    static let entryWords = 3

    /// Makes an exception. With no heap left the emergency exception is used, and arguments that find no room are left
    /// out (mp_obj_exception_make_new, py/objexcept.c v1.29).
    static func make(_ vm: VM, _ type: GuestAddress, _ arguments: [Value]) -> GuestException {
        arguments.withUnsafeBufferPointer { make(vm, type, $0) }
    }

    /// The words of a buffer of values are the guest's.
    static func make(_ vm: VM, _ type: GuestAddress, _ arguments: UnsafeBufferPointer<Value>) -> GuestException {
        if arguments.count == 0 || arguments.count == 1 && !arguments[0].isNull {
            let made = makeAtOnce(vm, type, arguments.count == 0 ? .null : arguments[0])
            if made != 0 {
                vm.keep(made)
                return GuestException(value: Value(address: made))
            }
        }
        return makeSlowly(vm, type, arguments)
    }

    /// With one argument, or none where that is null, if there are blocks at once: one for the exception, one for the tuple; else 0.
    /// Nothing keeps it alive.
    @inline(__always) static func makeAtOnce(_ vm: VM, _ type: GuestAddress, _ argument: Value) -> GuestAddress {
        let ram = vm.ram
        let address = vm.state.pointee.heap.quickBlock(ram)
        if address == 0 { return 0 }
        var tuple = TupleObject.empty
        if !argument.isNull {
            tuple = vm.state.pointee.heap.quickBlock(ram)
            if tuple == 0 {
                vm.state.pointee.heap.takeBack(address)
                return 0
            }
            ram[tuple] = NativeType.tuple.address
            ram[tuple &+ 4] = 1
            ram[tuple &+ 8] = argument.bits
        }
        ram[address] = type
        ram[address &+ Offset.arguments] = tuple
        return address
    }

    @inline(never) private static func makeSlowly(
        _ vm: VM, _ type: GuestAddress, _ arguments: UnsafeBufferPointer<Value>
    ) -> GuestException {
        var address = vm.allocateMaybe(byteCount)
        if address == 0 { address = MemoryMap.emergencyException }
        vm.ram[address] = type
        vm.ram[address + Offset.tracebackCounts] = 0
        vm.ram[address + Offset.traceback] = 0
        var tuple = TupleObject.empty
        if !arguments.isEmpty {
            var filled = vm.allocateMaybe(8 + 4 * arguments.count)
            if filled == 0 { filled = EmergencyBuffer.tuple(vm, count: arguments.count) }
            if filled != 0 {
                vm.ram[filled] = NativeType.tuple.address
                vm.ram[filled + 4] = UInt32(arguments.count)
                for index in arguments.indices {
                    vm.ram[filled &+ 8 &+ UInt32(truncatingIfNeeded: index) &* 4] = arguments[index].bits
                }
                tuple = filled
            }
        }
        vm.ram[address + Offset.arguments] = tuple
        return GuestException(value: Value(address: address))
    }

    /// The exception that `close` throws into a generator lies in flash: it gets no traceback.
    static func placeGeneratorExit(_ vm: VM) {
        vm.ram[MemoryMap.generatorExit] = NativeType.generatorExit.address
        vm.ram[MemoryMap.generatorExit + Offset.arguments] = TupleObject.empty
    }

    static func makeNew(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, -1, keywords: false)
        return arguments.withValues { make(vm, type, $0).value }
    }

    /// The native exception behind a value: itself, or the base of a class of the guest.
    static func native(_ value: Value, _ vm: VM) -> GuestAddress {
        let type = vm.type(of: value)
        return TypeObject.isNative(type, vm.ram) ? value.address : InstanceObject.nativeBase(value, vm).address
    }

    static func arguments(_ value: Value, _ vm: VM) -> GuestAddress {
        vm.ram[native(value, vm) + Offset.arguments]
    }

    /// The first argument, or None.
    static func firstArgument(_ value: Value, _ vm: VM) -> Value {
        let native = native(value, vm)
        PackedMessage.unpack(of: native, vm)
        let tuple = vm.ram[native + Offset.arguments]
        return TupleObject.count(tuple, vm.ram) == 0 ? .none : TupleObject.item(tuple, 0, vm.ram)
    }

    @inline(__always) static func isNativeException(_ type: GuestAddress) -> Bool {
        type >= NativeType.baseException.address && type <= NativeType.unicodeError.address
            || type >= NativeType.foreignExceptions.lowerBound && type < NativeType.foreignExceptions.upperBound
    }

    /// An exception class.
    @inline(__always) static func isExceptionType(_ value: Value, _ vm: VM) -> Bool {
        guard vm.isExactly(value, .type) else { return false }
        return TypeObject.isInFlash(value.address)
            ? isNativeException(value.address) : isExceptionClass(value.address, vm)
    }

    /// An exception, not a class.
    @inline(__always) static func isException(_ value: Value, _ vm: VM) -> Bool { nativeMaybe(value, vm) != 0 }

    /// The native exception behind a value that may be anything, 0 where it is no exception.
    @inline(__always) static func nativeMaybe(_ value: Value, _ vm: VM) -> GuestAddress {
        guard value.isAddress else { return 0 }
        let type = vm.ram[value.address]
        if isNativeException(type) { return value.address }
        return TypeObject.isInFlash(type) ? 0 : nativeOfInstance(value, type, vm)
    }

    @inline(never) private static func nativeOfInstance(_ value: Value, _ type: GuestAddress, _ vm: VM) -> GuestAddress
    {
        guard isExceptionClass(type, vm) else { return 0 }
        let base = InstanceObject.nativeBase(value, vm)
        return base.isAddress && isNativeException(vm.ram[base.address]) ? base.address : 0
    }

    /// The native exception under a class of the guest that says nothing of its own about how it is made, and that has no
    /// second base; 0 for other classes. Remembered under a name that no class can have.
    static func plainBase(_ type: GuestAddress, _ vm: VM) -> GuestAddress {
        let place = vm.registry.pointee.memberCache.place(type, MemberCache.plainBase)
        if place.holds(type, MemberCache.plainBase, vm.state.pointee.epoch) { return place.pointee.member }
        var base = type
        while !isNativeException(base) {
            let locals = TypeObject.isNative(base, vm.ram) ? 0 : ClassObject.localsDict(base, vm)
            guard locals != 0, DictObject.get(locals, Value(.__new__), vm).isNull,
                DictObject.get(locals, Value(.__init__), vm).isNull
            else {
                base = 0
                break
            }
            base = vm.parent(ofType: base)
            if base == 0 || !isNativeException(base) && vm.ram[base] == NativeType.tuple.address {
                base = 0
                break
            }
        }
        place.pointee = MemberCache.Entry(
            type: type, name: MemberCache.plainBase.id, epoch: vm.state.pointee.epoch, member: base, owner: type)
        return base
    }

    /// Whether a class of the guest is one of exceptions; remembered under no name.
    @inline(__always) private static func isExceptionClass(_ type: GuestAddress, _ vm: VM) -> Bool {
        let place = vm.registry.pointee.memberCache.place(type, .none)
        if place.holds(type, .none, vm.state.pointee.epoch) { return place.pointee.member != 0 }
        return findExceptionClass(type, place, vm)
    }

    @inline(never) private static func findExceptionClass(
        _ type: GuestAddress, _ place: UnsafeMutablePointer<MemberCache.Entry>, _ vm: VM
    ) -> Bool {
        let isClass = vm.isSubclass(type, of: NativeType.baseException.address)
        place.pointee = MemberCache.Entry(
            type: type, name: Qstr.none.id, epoch: vm.state.pointee.epoch, member: isClass ? 1 : 0, owner: type)
        return isClass
    }

    static func matches(_ exception: Value, _ type: GuestAddress, _ vm: VM) -> Bool {
        let own = isException(exception, vm) ? vm.type(of: exception) : exception.address
        return vm.isSubclass(own, of: type)
    }

    static func matches(_ exception: Value, _ type: NativeType, _ vm: VM) -> Bool {
        matches(exception, type.address, vm)
    }

    /// `except type:` where the exception is of that very class or one of the firmware's; nil for others.
    @inline(__always) static func matchesAtOnce(_ exception: Value, _ type: GuestAddress, _ vm: VM) -> Bool? {
        guard exception.isAddress else { return nil }
        var own = vm.ram[exception.address]
        if own == type { return true }
        guard isNativeException(own) else { return nil }
        // What the firmware has inherits from nothing else.
        guard TypeObject.isInFlash(type) else { return false }
        while own != 0 {
            own = vm.ram[own &+ TypeObject.Offset.parent]
            if own == type { return true }
        }
        return false
    }

    /// What the call of a class without arguments makes, where it calls nothing of the guest and there are blocks at once; else 0.
    /// Nothing keeps it alive.
    static func instanceAtOnce(_ type: GuestAddress, _ vm: VM) -> GuestAddress {
        if TypeObject.isInFlash(type) {
            return type <= NativeType.unicodeError.address ? makeAtOnce(vm, type, .null) : 0
        }
        let native = plainBase(type, vm)
        if native < NativeType.baseException.address || native > NativeType.unicodeError.address { return 0 }
        let instance = vm.state.pointee.heap.quickObject(InstanceObject.Offset.byteCount + 4, vm.ram)
        if instance == 0 { return 0 }
        let base = makeAtOnce(vm, native, .null)
        if base == 0 {
            vm.state.pointee.heap.takeBack(instance, blockCount: 2)
            return 0
        }
        InstanceObject.initialize(instance, type, vm.ram)
        vm.ram[instance &+ InstanceObject.Offset.nativeBase] = base
        return instance
    }

    // MARK: Traceback

    static func clearTraceback(_ value: Value, _ vm: VM) { vm.ram[native(value, vm) + Offset.traceback] = 0 }

    /// Adds an entry to a native exception, if there is heap for it: 12 bytes a frame.
    @inline(__always) static func addTraceback(
        _ exception: GuestAddress, file: Qstr, line: Int, block: Qstr, _ vm: VM
    ) {
        let ram = vm.ram
        let counts = ram[exception &+ Offset.tracebackCounts]
        let allocated = counts & 0xFFFF
        let words = UInt32(entryWords)
        var used = counts &>> 16
        var traceback = ram[exception &+ Offset.traceback]
        var room = allocated
        if traceback == 0 {
            // 12 bytes: one block.
            traceback = vm.has(.tracebackLimit) ? 0 : vm.state.pointee.heap.quickBlock(ram)
            used = 0
            room = traceback == 0 ? 0 : words
        } else if used &+ words > allocated, !vm.has(.tracebackLimit), allocated < 0x1000,
            vm.growAtOnce(traceback, Int(allocated &+ words) &* 4)
        {
            room = allocated &+ words
        }
        guard used &+ words <= room, !vm.has(.tracebackLimit) else {
            return addTracebackSlowly(exception, file: file, line: line, block: block, vm)
        }
        let entry = traceback &+ used &* 4
        ram[entry] = file.id
        ram[entry &+ 4] = UInt32(truncatingIfNeeded: line)
        ram[entry &+ 8] = block.id
        ram[exception &+ Offset.traceback] = traceback
        ram[exception &+ Offset.tracebackCounts] = room | (used &+ words) &<< 16
    }

    @inline(never) private static func addTracebackSlowly(
        _ exception: GuestAddress, file: Qstr, line: Int, block: Qstr, _ vm: VM
    ) {
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        let counts = vm.ram[exception + Offset.tracebackCounts]
        var allocated = Int(counts & 0xFFFF)
        var used = Int(counts >> 16)
        var traceback = vm.ram[exception + Offset.traceback]
        if vm.has(.tracebackLimit) {
            let limit = Int(vm.root(.tracebackLimit).smallInt)
            if limit <= 0 { return }
            // The innermost entry gives way.
            if traceback != 0 && used >= limit * entryWords {
                used -= entryWords
                vm.ram.copy(from: traceback + UInt32(entryWords * 4), to: traceback, count: used * 4)
            }
        }
        if traceback == 0 {
            traceback = vm.allocateMaybe(entryWords * 4)
            allocated = entryWords
            if traceback == 0 {
                traceback = EmergencyBuffer.traceback(vm)
                allocated = 2 * entryWords
            }
            guard traceback != 0 else { return }
            used = 0
        } else if used + entryWords > allocated {
            if EmergencyBuffer.isTraceback(traceback, vm) { return }
            traceback = vm.reallocateMaybe(traceback, (allocated + entryWords) * 4)
            guard traceback != 0 else { return }
            allocated += entryWords
        }
        let entry = traceback + UInt32(used) * 4
        vm.ram[entry] = file.id
        vm.ram[entry + 4] = UInt32(truncatingIfNeeded: line)
        vm.ram[entry + 8] = block.id
        used += entryWords
        vm.ram[exception + Offset.traceback] = traceback
        vm.ram[exception + Offset.tracebackCounts] = UInt32(allocated) | UInt32(used) << 16
    }

    /// The entries, innermost first.
    static func traceback(_ value: Value, _ vm: VM) -> [TracebackEntry] {
        let exception = native(value, vm)
        let traceback = vm.ram[exception + Offset.traceback]
        guard traceback != 0 else { return [] }
        let used = Int(vm.ram[exception + Offset.tracebackCounts] >> 16)
        return stride(from: 0, to: used, by: entryWords).map { word in
            let entry = traceback + UInt32(word) * 4
            return TracebackEntry(
                file: Qstr(id: vm.ram[entry]), line: Int(vm.ram[entry + 4]), block: Qstr(id: vm.ram[entry + 8]))
        }
    }

    // MARK: Slots

    static func print(
        _ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) {
        if kind == .repr || kind == .exception { try printer.write(vm.typeName(value)) }
        if kind == .exception { try printer.write(": ") }
        PackedMessage.unpack(of: value.address, vm)
        let tuple = vm.ram[value.address + Offset.arguments]
        let count = TupleObject.count(tuple, vm.ram)
        if kind == .str || kind == .exception || kind == .exceptionText {
            if count == 0 { return }
            if try printErrno(vm, value, tuple, printer) { return }
            if count == 1 { return try vm.print(TupleObject.item(tuple, 0, vm.ram), printer, .str) }
        }
        try vm.print(Value(address: tuple), printer, kind == .repr || kind == .exceptionSubclass ? .repr : .str)
    }

    /// `OSError(2)` prints as `[Errno 2] ENOENT`.
    private static func printErrno(
        _ vm: VM, _ value: Value, _ tuple: GuestAddress, _ printer: Printer
    ) throws(GuestException) -> Bool {
        let count = TupleObject.count(tuple, vm.ram)
        guard vm.ram[value.address] == NativeType.osError.address, count < 3 else { return false }
        let number = TupleObject.item(tuple, 0, vm.ram)
        guard number.isSmallInt, let name = ErrorNumber.name(Int(number.smallInt), vm.firmware) else { return false }
        try printer.write(text: "[Errno \(number.smallInt)] \(name)")
        if count > 1 {
            try printer.write(": ")
            try vm.print(TupleObject.item(tuple, 1, vm.ram), printer, .str)
        }
        return true
    }

    static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        if store != .sentinel {
            // `e.__traceback__ = None` clears it; nothing else can be stored.
            guard name == Qstr(.__traceback__), store == .none else { return .missing }
            clearTraceback(value, vm)
            return .stored
        }
        switch name {
        case Qstr(.args):
            PackedMessage.unpack(of: value.address, vm)
            return LoadedAttribute(Value(address: vm.ram[value.address + Offset.arguments]))
        // Meant for StopIteration and OSError; the reference gives them to all.
        case Qstr(.value), Qstr(.errno): return LoadedAttribute(firstArgument(value, vm))
        default: return .missing
        }
    }

    static func type(_ name: String, parent: NativeType?) -> TypeSlots {
        var slots = TypeSlots(name: name, make: makeNew, print: print, attribute: attribute)
        slots.parent = parent
        return slots
    }
}

/// One line of a traceback.
struct TracebackEntry {
    var file: Qstr
    var line: Int
    var block: Qstr
}
