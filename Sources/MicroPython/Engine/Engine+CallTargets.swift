/// Which host code a call enters, and how its instruction remembers it.
extension Engine {
    /// The host code of a function that takes exactly these positional arguments and needs nothing else; nil for
    /// everything that the slow path has to look at.
    @inline(__always) static func simpleTarget(
        _ vm: VM, _ function: UInt32, _ count: Int, _ keywordCount: UInt16
    ) -> CodePointer? {
        guard let target = codeOfBlock(vm, function) else { return nil }
        // A forged function object may point into the block: it gets the host form of the whole block.
        let context = vm.ram[function &+ FunctionObject.Offset.context]
        guard target.pointee.simpleCall == HostCode.simpleCall(context, count, keywordCount),
            vm.state.pointee.stackUsed &+ target.pointee.methodStackBytes <= vm.state.pointee.stackLimit
        else { return nil }
        return target
    }

    /// `simpleTarget` of a call's instruction, which remembers it. A method's instruction calls with or without a receiver: so
    /// `count` has to be looked at again, which is nil for other calls.
    @inline(__always) static func target(
        _ vm: VM, _ ip: IP, _ function: UInt32, varying count: Int?
    ) -> CodePointer? {
        let cache = ip.callCache
        // No epoch is 0: where nothing is remembered the pointer is not looked at.
        let known = cache.pointee.target.unsafelyUnwrapped
        guard cache.pointee.function == function, cache.pointee.epoch == vm.state.pointee.epoch,
            count == nil || known.pointee.plainArgumentCount == count,
            vm.state.pointee.stackUsed &+ known.pointee.methodStackBytes <= vm.state.pointee.stackLimit
        else {
            guard function & 3 == 0, vm.ram[function] == NativeType.function.address else { return nil }
            return findTarget(vm, ip, function, count ?? Int(ip.pointee.b))
        }
        return known
    }

    @inline(never) private static func findTarget(
        _ vm: VM, _ ip: IP, _ function: UInt32, _ count: Int
    ) -> CodePointer? {
        guard let found = simpleTarget(vm, function, count, ip.pointee.c) else { return nil }
        ip.callCache.pointee = CallCache(function: function, epoch: vm.state.pointee.epoch, target: found)
        return found
    }

    /// What `simpleTarget` finds for a function on the heap, before it looks at it.
    @inline(__always) static func codeOfBlock(_ vm: VM, _ function: UInt32) -> CodePointer? {
        guard function & 3 == 0, vm.ram[function] == NativeType.function.address else { return nil }
        return vm.codeOfBlock(at: vm.ram[function &+ FunctionObject.Offset.bytecode])
    }
}
