/// Making instances of types of the firmware and of classes of the guest.
extension Engine {
    /// `set(x)`, `ValueError(x)`: what `TypeType.call` does.
    @inline(never) static func callNativeType(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ type: GuestAddress, _ arguments: Slots, _ count: Int
    ) -> IP {
        let slots = vm.slots(ofType: type)
        let stackUsed = vm.state.pointee.stackUsed
        guard slots.has(.make), stackUsed &+ VM.delegationBytes <= vm.state.pointee.stackLimit else {
            return callAny(vm, ip, fp, arguments, count)
        }
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        vm.state.pointee.stackUsed = stackUsed &+ VM.delegationBytes
        let made = native(vm) { () throws(GuestException) in
            try slots.makeInstance(vm, type, Arguments(arguments, count: count))
        }
        vm.state.pointee.stackUsed = stackUsed
        if made == 0 { return raise(vm, ip) }
        giveResult(made, ip, fp)
        return pollAfterCall(vm, ip)
    }

    /// As `makeInstance` of a class that it knows already, with positional arguments that `__init__` takes as they are. These
    /// and the slot before them become its arguments.
    @inline(never) static func makePlainInstance(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ type: GuestAddress, _ arguments: Slots, _ count: Int
    ) -> IP? {
        let place = vm.registry.pointee.memberCache.place(type, MemberCache.plainInitialiser)
        guard place.holds(type, MemberCache.plainInitialiser, vm.state.pointee.epoch) else { return nil }
        let initialise = place.pointee.member
        guard let target = simpleTarget(vm, initialise, count &+ 1, 0),
            vm.engine.pointee.top + 1 < vm.engine.pointee.frameLimit
        else { return nil }
        let stackBytes = target.pointee.stackBytes &+ vm.engine.pointee.callStack.extra.initializerBytes
        guard vm.state.pointee.stackUsed &+ stackBytes <= vm.state.pointee.stackLimit else { return nil }
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let before = arguments - 1
        let present = before.pointee
        let argumentBytes = count == 0 ? 0 : (2 &+ count) &* 4
        var instance = vm.state.pointee.heap.quickBlock(vm.ram)
        var block: GuestAddress = 0
        // See `makeInstance`.
        if instance != 0 && count != 0 { block = vm.state.pointee.heap.quickObject(argumentBytes, vm.ram) }
        if instance == 0 || block == 0 && count != 0 {
            let mark = vm.openScope()
            defer { vm.closeScope(mark) }
            do throws(GuestException) {
                if instance == 0 {
                    instance = try vm.allocate(Int(InstanceObject.Offset.byteCount))
                } else {
                    vm.keep(instance)
                }
                InstanceObject.initialize(instance, type, vm.ram)
                block = try vm.allocate(argumentBytes)
            } catch {
                return fail(vm, error, ip)
            }
        } else {
            InstanceObject.initialize(instance, type, vm.ram)
        }
        before.pointee = instance
        fp[Int(ip.pointee.a)] = instance
        // A frame on the heap may take a collection.
        let mark = vm.openScope()
        if target.pointee.isFrameOnHeap {
            vm.keep(instance)
            vm.keep(block)
        }
        _ = pushFrame(vm, vm.engine, target, initialise, before, count &+ 1, stackBytes)
        // A call by way of `module.C` has a slot there that must not keep the instance alive.
        if before != fp + Int(ip.pointee.a) { before.pointee = present }
        vm.engine.pointee.top.pointee.kind = .initializer
        vm.engine.pointee.top.pointee.holdArguments(block, byteCount: argumentBytes)
        vm.engine.pointee.top.pointee.spreadBlock = 0
        vm.closeScope(mark)
        return pollAtEntry(vm, target.pointee.entry)
    }

    /// `C()` for a class that has no `__init__`, no `__new__` and no native base, once `makeInstance` has found out.
    static func makeBareInstance(_ vm: VM, _ ip: IP, _ fp: Slots, _ type: GuestAddress) -> IP? {
        let place = vm.registry.pointee.memberCache.place(type, MemberCache.noInitialiser)
        guard place.holds(type, MemberCache.noInitialiser, vm.state.pointee.epoch) else { return nil }
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let instance = native(vm) { () throws(GuestException) in
            try InstanceObject.makeBlank(vm, type, nativeBaseCount: 0)
        }
        if instance == 0 { return raise(vm, ip) }
        giveResult(instance, ip, fp)
        return pollAfterCall(vm, ip)
    }

    /// `C(...)` for a class whose `__init__` is a guest function, and that has neither `__new__` nor a native base:
    /// makes the instance and enters `__init__` without recursion of the host. Nil: the general way has to do it.
    static func makeInstance(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ type: GuestAddress, _ given: Arguments
    ) throws(GuestException) -> IP? {
        guard try ClassLookup(vm, .null, Qstr(.__new__)).attribute(in: type).isMissing else { return nil }
        let initialise = try ClassLookup(vm, .null, Qstr(.__init__)).attribute(in: type).value
        var native: GuestAddress = 0
        guard initialise.isNull || vm.isExactly(initialise, .function),
            InstanceObject.countNativeBases(vm, type, &native) == 0
        else { return nil }
        let name = initialise.isNull ? MemberCache.noInitialiser : MemberCache.plainInitialiser
        vm.registry.pointee.memberCache.place(type, name).pointee = MemberCache.Entry(
            type: type, name: name.id, epoch: vm.state.pointee.epoch, member: initialise.bits, owner: type)
        if initialise.isNull { return nil }
        let instance = try InstanceObject.makeBlank(vm, type, nativeBaseCount: 0)
        // The reference copies the arguments to the heap for the call, if there are any.
        let argumentWords = given.count + 2 * given.keywordCount
        let block = argumentWords == 0 ? 0 : try vm.allocate((2 + argumentWords) * 4)
        let total = 1 + argumentWords
        let scratch = vm.pushScratch(total)
        defer { vm.popScratch(total) }
        let words = vm.ram.words(scratch)
        words[0] = instance.bits
        for index in 0..<argumentWords { words[index + 1] = given.slots[index] }
        let all = Arguments(words, count: given.count + 1, keywordCount: given.keywordCount)
        let target = try vm.enter(
            initialise.address, all, .initializer,
            extraStackBytes: vm.engine.pointee.callStack.extra.initializerBytes)
        vm.engine.pointee.top.pointee.argumentBlock = block
        fp[Int(ip.pointee.a)] = instance.bits
        return pollAtEntry(vm, target.pointee.entry)
    }
}
