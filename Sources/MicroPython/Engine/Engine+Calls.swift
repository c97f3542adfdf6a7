import CPlacement

/// Calls: frames, argument binding, returning.
extension Engine {
    /// Pushes a frame and copies the arguments into it.
    @inline(__always) static func pushFrame(
        _ vm: VM, _ engine: EnginePointer, _ target: CodePointer, _ function: UInt32, _ arguments: Slots, _ count: Int,
        _ stackBytes: Int
    ) -> Slots {
        let address = engine.pointee.stackTop
        let slotCount = target.pointee.slotCount
        let owner = target.pointee.isFrameOnHeap ? heapFrame(vm, target, function) : 0
        let stackUsed = vm.state.pointee.stackUsed
        vm.state.pointee.stackUsed = stackUsed &+ stackBytes
        let fp: Slots
        if owner != 0 {
            fp = vm.ram.words(owner &+ Frame.headerBytes)
        } else {
            engine.pointee.stackTop = address &+ UInt32(truncatingIfNeeded: target.pointee.frameWords) &* 4
            fp = vm.ram.words(address)
            // A frame in the stack has 11 words at most, and what lies behind it is nobody's. `heapFrame` clears a larger
            // one that finds no room on the heap.
            let start = UnsafeMutableRawPointer(fp)
            start.storeBytes(of: SIMD4<UInt32>(), as: SIMD4<UInt32>.self)
            start.storeBytes(of: SIMD4<UInt32>(), toByteOffset: 16, as: SIMD4<UInt32>.self)
            start.storeBytes(of: SIMD4<UInt32>(), toByteOffset: 32, as: SIMD4<UInt32>.self)
        }
        var local = fp + (slotCount &- 1)
        var argument = arguments
        let end = arguments + count
        while argument < end {
            local.pointee = argument.pointee
            local -= 1
            argument += 1
        }
        let frame = engine.pointee.top + 1
        engine.pointee.top = frame
        frame.pointee.code = target
        frame.pointee.fp = fp
        frame.pointee.function = function
        frame.pointee.owner = owner
        frame.pointee.kind = .call
        frame.pointee.previousStackTop = address
        frame.pointee.stackUsedBefore = stackUsed
        return fp
    }

    /// The block of a frame that is too large for the stack; 0 where it has to go there all the same, cleared.
    @inline(never) private static func heapFrame(_ vm: VM, _ target: CodePointer, _ function: UInt32) -> GuestAddress {
        let owner = vm.takeFrame(target, function)
        if owner == 0 { vm.ram.clear(vm.engine.pointee.stackTop, count: target.pointee.frameWords * 4) }
        return owner
    }

    /// A call of anything, with `count` arguments and as many keyword arguments as the instruction says. The result goes
    /// to the instruction's slot. Each kind has a function of its own, so that none saves registers for another.
    @inline(never) static func call(_ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int) -> IP {
        let callee = Value(bits: fp[Int(ip.pointee.a)])
        let type = callee.isAddress ? vm.ram[callee.address] : 0
        if type == NativeType.builtinFunction.address {
            return callBuiltin(vm, ip, fp, arguments, count, callee.address)
        }
        if type == NativeType.boundMethod.address && ip.pointee.c == 0
            && count < BoundMethodObject.stackArgumentCount
        {
            return callBoundQuickly(vm, ip, fp, arguments, count)
        }
        if type == NativeType.type.address && ip.pointee.c == 0 {
            return callType(vm, ip, fp, arguments, count)
        }
        if type == NativeType.function.address && ip.pointee.c == 0 {
            return callFunction(vm, ip, fp, arguments, count)
        }
        if ip.pointee.c == 0, type == NativeType.closure.address || type == NativeType.generatorFunction.address {
            return callGenerator(vm, ip, fp, arguments, count)
        }
        return callAny(vm, ip, fp, arguments, count)
    }

    /// A function that makes generators, if the closure is one.
    @inline(never) private static func callGenerator(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        if makeGeneratorAtOnce(vm, ip, fp, arguments, count) {
            return pollAfterCall(vm, ip)
        }
        return callAny(vm, ip, fp, arguments, count)
    }

    /// A function that is given fewer arguments than it takes: the rest have defaults.
    @inline(never) private static func callFunction(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        let function = fp[Int(ip.pointee.a)]
        guard let known = codeOfBlock(vm, function), count < known.pointee.positionalCount,
            let target = simpleTarget(vm, function, known.pointee.positionalCount, 0),
            vm.engine.pointee.top + 1 < vm.engine.pointee.frameLimit
        else { return callAny(vm, ip, fp, arguments, count) }
        let required = target.pointee.positionalCount &- target.pointee.prelude.signature.defaultCount
        guard count >= required else { return callAny(vm, ip, fp, arguments, count) }
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let slots = pushFrame(
            vm, vm.engine, target, function, arguments, count, target.pointee.stackBytes &+ extraStackBytes(vm, ip))
        let last = target.pointee.slotCount &- 1
        for index in count..<target.pointee.positionalCount {
            slots[last &- index] = vm.extraArgument(function, index &- required)
        }
        return pollAtEntry(vm, target.pointee.entry)
    }

    @inline(never) private static func callType(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        let type = fp[Int(ip.pointee.a)]
        if TypeObject.isInFlash(type) { return callNativeType(vm, ip, fp, type, arguments, count) }
        if let entered = makePlainInstance(vm, ip, fp, type, arguments, count) { return entered }
        if count == 0, let made = makeBareInstance(vm, ip, fp, type) { return made }
        return callAny(vm, ip, fp, arguments, count)
    }

    @inline(never) static func callAny(_ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int) -> IP {
        let given = Arguments(arguments, count: count, keywordCount: Int(ip.pointee.c))
        return dispatch(vm, ip, fp, Value(bits: fp[Int(ip.pointee.a)]), given)
    }

    /// Goes on in a new frame where the callee is a function of the guest, or with the result of native code.
    static func dispatch(_ vm: VM, _ ip: IP, _ fp: Slots, _ callee: Value, _ given: Arguments) -> IP {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let mark = vm.openScope()
        do throws(GuestException) {
            let type = vm.type(of: callee)
            if type == NativeType.function.address {
                let target = try vm.enter(callee.address, given, .call, extraStackBytes: extraStackBytes(vm, ip))
                vm.closeScope(mark)
                return pollAtEntry(vm, target.pointee.entry)
            }
            if type == NativeType.boundMethod.address {
                return try callBound(vm, ip, fp, callee, given, mark)
            }
            if type == NativeType.closure.address {
                return try callClosure(vm, ip, fp, callee.address, given, mark)
            }
            if type == NativeType.type.address, !TypeObject.isInFlash(callee.address),
                let entered = try makeInstance(vm, ip, fp, callee.address, given)
            {
                vm.closeScope(mark)
                return entered
            }
            let result =
                type == NativeType.generatorFunction.address
                ? try vm.makeGenerator(callee, given) : try vm.callNative(callee, given)
            giveResult(result.bits, ip, fp)
            vm.closeScope(mark)
            return pollAfterCall(vm, ip)
        } catch {
            vm.closeScope(mark)
            return fail(vm, error, ip)
        }
    }

    /// What the way of a call's instruction adds: see `CallStack.Extra`.
    private static func extraStackBytes(_ vm: VM, _ ip: IP) -> Int {
        let extra = vm.engine.pointee.callStack.extra
        let op = ip.pointee.op
        if op == .callMethod { return extra.methodBytes }
        return op == .callStar || op == .callMethodStar ? extra.starBytes : 0
    }

    /// The arguments of the call just entered lie in a block, if not 0, that it frees when it returns.
    private static func holdArguments(_ vm: VM, _ block: GuestAddress, always: Bool = false) {
        guard block != 0 || always else { return }
        let frame = vm.engine.pointee.top
        frame.pointee.kind = .copied
        frame.pointee.argumentBlock = block
        frame.pointee.spreadBlock = 0
    }

    /// A bound method of a guest function: its receiver goes before the arguments.
    private static func callBound(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ callee: Value, _ given: Arguments, _ mark: Int
    ) throws(GuestException) -> IP {
        let function = BoundMethodObject.function(callee.address, vm.ram)
        let total = 1 + given.count + 2 * given.keywordCount
        let block = BoundMethodObject.argumentBlock(vm, wordCount: total)
        let scratch = vm.pushScratch(total)
        defer { vm.popScratch(total) }
        let words = vm.ram.words(scratch)
        words[0] = BoundMethodObject.receiver(callee.address, vm.ram).bits
        for index in 1..<total { words[index] = given.slots[index - 1] }
        let all = Arguments(words, count: given.count + 1, keywordCount: given.keywordCount)
        if vm.type(of: function) == NativeType.function.address {
            let extra = vm.engine.pointee.callStack.extra.boundBytes + extraStackBytes(vm, ip)
            let target = try vm.enter(function.address, all, .call, extraStackBytes: extra)
            holdArguments(vm, block)
            vm.closeScope(mark)
            return pollAtEntry(vm, target.pointee.entry)
        }
        let result = try vm.call(function, all)
        vm.free(block)
        giveResult(result.bits, ip, fp)
        vm.closeScope(mark)
        return pollAfterCall(vm, ip)
    }

    /// A closure: its cells go before the arguments.
    private static func callClosure(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ closure: GuestAddress, _ given: Arguments, _ mark: Int
    ) throws(GuestException) -> IP {
        try ClosureObject.withCells(vm, closure, given) { (all, block) throws(GuestException) in
            let function = vm.ram[closure &+ ClosureObject.Offset.function]
            guard vm.ram[function] == NativeType.function.address else {
                let isGenerator = vm.ram[function] == NativeType.generatorFunction.address
                let result =
                    isGenerator
                    ? try vm.makeGenerator(Value(bits: function), all) : try vm.call(Value(bits: function), all)
                giveResult(result.bits, ip, fp)
                vm.free(block)
                vm.closeScope(mark)
                return pollAfterCall(vm, ip)
            }
            let extra = vm.engine.pointee.callStack.extra.closureBytes + extraStackBytes(vm, ip)
            let target = try vm.enter(function, all, .call, extraStackBytes: extra)
            holdArguments(vm, block)
            vm.closeScope(mark)
            return pollAtEntry(vm, target.pointee.entry)
        }
    }

    /// `f(*args, **keywords)`: stack `function, [receiver,] arguments, keyword pairs, bitmap of starred, ...`.
    @inline(never) static func callStar(_ vm: VM, _ ip: IP, _ fp: Slots) -> IP {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let mark = vm.openScope()
        let scratchMark = vm.state.pointee.scratchWords
        let next: IP
        do throws(GuestException) {
            let isMethod = ip.pointee.op == .callMethodStar
            let base = fp + Int(ip.pointee.a)
            let spread = try StarArguments.spread(
                vm, base, isMethod: isMethod, count: Int(ip.pointee.b), keywordCount: Int(ip.pointee.c))
            let caller = vm.engine.pointee.top
            next = dispatch(vm, ip, fp, Value(bits: base[0]), spread.arguments)
            let callee = vm.engine.pointee.top
            if callee != caller {
                if callee.pointee.kind == .call { holdArguments(vm, 0, always: true) }
                callee.pointee.spreadBlock = spread.block
            } else if next != vm.engine.pointee.raiseStub {
                vm.free(spread.block)
            }
        } catch {
            next = fail(vm, error, ip)
        }
        vm.state.pointee.scratchWords = scratchMark
        vm.closeScope(mark)
        return next
    }

    /// What a call gives goes to its stack slot, and to the local that is stored next.
    @inline(__always) static func giveResult(_ value: UInt32, _ ip: IP, _ fp: Slots) {
        fp[Int(ip.pointee.a)] = value
        fp[Int(ip.pointee.d)] = value
    }

    /// Goes on at `ip` in the innermost frame. Slow paths tell no more than that: what they neither get nor give back, they need not
    /// save, and one that ends in another is a jump.
    @inline(__always) static func inTopFrame(_ engine: EnginePointer, _ ip: IP) -> Transfer {
        let frame = engine.pointee.top
        return (ip: ip, fp: frame.pointee.fp, code: frame.pointee.code)
    }

    /// Returns a value from the running frame.
    @inline(__always) static func leaveFrame(_ vm: VM, _ engine: EnginePointer, _ value: UInt32) -> Transfer {
        let frame = engine.pointee.top
        guard frame.pointee.kind == .call && frame.pointee.owner == 0 else {
            return inTopFrame(engine, finishFrame(vm, value))
        }
        engine.pointee.stackTop = frame.pointee.previousStackTop
        vm.state.pointee.stackUsed = frame.pointee.stackUsedBefore
        let caller = frame - 1
        engine.pointee.top = caller
        let fp = caller.pointee.fp
        let ip = caller.pointee.ip
        giveResult(value, ip, fp)
        keep_apart()
        return (ip: ip.afterCall, fp: fp, code: caller.pointee.code)
    }

    /// Ends a frame that is not a plain call from the stack: hands its value to whoever waits for it.
    @inline(never) static func finishFrame(_ vm: VM, _ value: UInt32) -> IP {
        let engine = vm.engine
        let frame = engine.pointee.top
        let kind = frame.pointee.kind
        let code = frame.pointee.code
        engine.pointee.stackTop = frame.pointee.previousStackTop
        vm.state.pointee.stackUsed = frame.pointee.stackUsedBefore
        engine.pointee.top = frame - 1
        // What native code called: a plain function, most often.
        if kind == .host && frame.pointee.owner == 0 && !code.pointee.isGenerator {
            engine.pointee.result = Value(bits: value)
            return engine.pointee.haltStub
        }
        return finishOtherFrame(vm, frame, value)
    }

    @inline(never) private static func finishOtherFrame(
        _ vm: VM, _ frame: UnsafeMutablePointer<Frame>, _ value: UInt32
    ) -> IP {
        let engine = vm.engine
        let kind = frame.pointee.kind
        let code = frame.pointee.code
        let caller = frame - 1
        let ip = caller.pointee.ip
        let fp = caller.pointee.fp
        if code.pointee.isGenerator {
            return finishGenerator(vm, frame, value)
        }
        if frame.pointee.owner != 0 { vm.freeFrame(frame.pointee.owner, code) }
        switch kind {
        case .copied:
            freeArguments(vm, frame)
            vm.freeHeld(frame.pointee.spreadBlock)
            giveResult(value, ip, fp)
            return ip.afterCall
        case .call, .loop, .delegate, .resumed:
            giveResult(value, ip, fp)
            return ip.afterCall
        case .operation:
            if value == vm.notImplemented.bits { return declined(vm, caller) }
            return Engine.deliver(value, ip, fp)
        case .initializer:
            freeArguments(vm, frame)
            if value != Value.none.bits {
                vm.engine.pointee.ip = ip
                let error = vm.error(
                    .typeError, "__init__() should return None, not '%s'", .typeName(Value(bits: value), vm))
                return fail(vm, error, ip)
            }
            vm.freeHeld(frame.pointee.spreadBlock)
            giveResult(fp[Int(ip.pointee.a)], ip, fp)
            return ip.afterCall
        case .host:
            engine.pointee.result = Value(bits: value)
            return engine.pointee.haltStub
        }
    }

    /// The block that held a call's arguments.
    @inline(__always) private static func freeArguments(_ vm: VM, _ frame: UnsafeMutablePointer<Frame>) {
        let block = frame.pointee.argumentBlock
        let count = Int(block & Frame.blockCountMask)
        if count == 0 { return vm.freeHeld(block) }
        vm.freeHeld(block & ~Frame.blockCountMask, byteCount: count &* HeapArea.blockBytes)
    }

    static func fail(_ vm: VM, _ error: GuestException, _ ip: IP) -> IP {
        vm.engine.pointee.pending = error.value
        vm.engine.pointee.ip = ip
        return vm.engine.pointee.raiseStub
    }

    @inline(__always) static func pollAtEntry(_ vm: VM, _ ip: IP) -> IP {
        vm.engine.pointee.budget < 0 ? poll(vm, ip, isAtCall: true) : ip
    }

    @inline(__always) static func pollAfterCall(_ vm: VM, _ ip: IP) -> IP {
        vm.engine.pointee.budget < 0 ? poll(vm, ip.afterCall, isAtCall: true) : ip.afterCall
    }
}
