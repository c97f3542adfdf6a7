/// Raising and unwinding.
extension Engine {
    /// Goes to the unwinder: a slow path left an exception pending.
    @inline(__always) static func raise(_ vm: VM, _ ip: IP) -> IP {
        // What the slow path called has moved it.
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        return vm.engine.pointee.raiseStub
    }

    @inline(never) static func raiseUnbound(_ vm: VM, _ ip: IP) -> IP {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        vm.engine.pointee.pending = vm.error(.nameError, "local variable referenced before assignment").value
        return vm.engine.pointee.raiseStub
    }

    @inline(never) static func raiseObject(_ vm: VM, _ ip: IP, _ fp: Slots) -> IP {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let value = Value(bits: fp[Int(ip.pointee.a)])
        if ip.pointee.op == .raiseObject && ExceptionObject.isException(value, vm) {
            vm.engine.pointee.pending = value
            return vm.engine.pointee.raiseStub
        }
        let mark = vm.openScope()
        do throws(GuestException) {
            if ip.pointee.op == .raiseFrom && fp[Int(ip.pointee.b)] != Value.none.bits {
                try vm.warn("exception chaining not supported")
            }
            vm.engine.pointee.pending = try vm.exceptionToRaise(value)
        } catch {
            vm.engine.pointee.pending = error.value
        }
        vm.closeScope(mark)
        return raise(vm, ip)
    }

    /// Raises again what a handler caught: no traceback entry is added for this line. 0: there is nothing to raise.
    @inline(never) static func reraise(_ vm: VM, _ ip: IP, _ exception: UInt32) -> IP {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        if exception == 0 {
            vm.engine.pointee.pending = vm.error(.runtimeError, "no active exception to reraise").value
        } else if ExceptionObject.isException(Value(bits: exception), vm) {
            vm.engine.pointee.pending = Value(bits: exception)
        } else {
            vm.engine.pointee.pending = vm.error(.runtimeError, "invalid bytecode").value
        }
        return vm.engine.pointee.raiseStub
    }

    /// Finds who handles the pending exception: a block of the running frame, a frame further out, or the native code
    /// that called the engine.
    @inline(never) static func unwind(_ vm: VM) -> IP {
        let engine = vm.engine
        var ip = engine.pointee.ip
        // What is thrown into a generator before its first line is in no `try` yet, even where that line begins one.
        var isBeforeStart = engine.pointee.isThrownBeforeStart
        engine.pointee.isThrownBeforeStart = false
        // Only the place where it was raised first has an entry, and the calls on the way from there.
        var isRaisedAnew = ip.pointee.op != .endFinally && ip.pointee.op != .raiseLast
        var traced: GuestAddress = isRaisedAnew ? tracedException(vm) : 0
        chargeRaise(vm, ip)
        while true {
            let frame = engine.pointee.top
            let code = frame.pointee.code
            let exception = engine.pointee.pending
            let index = code.pointee.index(of: ip)
            frame.pointee.ip = ip
            // What a trace function raises leaves the call at once, without a trace of it.
            var leavesAtOnce = engine.pointee.isStopping
            if code.pointee.isTraced && !leavesAtOnce {
                leavesAtOnce = traceException(vm, exception)
                traced = tracedException(vm)
            }
            if traced != 0 && isRaisedAnew && !leavesAtOnce && code.pointee.count > 0 {
                ExceptionObject.addTraceback(
                    traced, file: code.pointee.file, line: vm.line(at: index, in: code),
                    block: code.pointee.function, vm)
            }
            if vm.has(.exceptionInfo) { vm.setRoot(.currentException, exception) }
            if !leavesAtOnce, !isBeforeStart, let handler = code.pointee.handler(at: index) {
                frame.pointee.fp[Int(handler.pointee.slot)] = exception.bits
                frame.pointee.fp[code.pointee.slotCount &+ 3 &* Int(handler.pointee.level) &+ 2] = exception.bits
                engine.pointee.pending = .null
                return code.pointee.entry + Int(handler.pointee.target)
            }
            isBeforeStart = false
            let kind = frame.pointee.kind
            if code.pointee.isGenerator { endGenerator(vm, frame) }
            if code.pointee.isGenerator || !isRaisedAnew { traced = tracedException(vm) }
            isRaisedAnew = true
            vm.popFrame()
            let caller = engine.pointee.top
            if kind == .host || kind == .resumed {
                engine.pointee.result = .null
                return engine.pointee.haltStub
            }
            ip = caller.pointee.ip
            if kind == .loop || kind == .delegate, let stopped = stopIteration(vm, kind, caller) { return stopped }
        }
    }

    /// A StopIteration that reaches a loop or a `yield from` ends it.
    private static func stopIteration(_ vm: VM, _ kind: Frame.Kind, _ caller: UnsafeMutablePointer<Frame>) -> IP? {
        let exception = vm.engine.pointee.pending
        guard ExceptionObject.matches(exception, .stopIteration, vm) else { return nil }
        vm.engine.pointee.pending = .null
        let ip = caller.pointee.ip
        if kind == .loop {
            return ip + Int(ip.pointee.d)
        }
        caller.pointee.fp[Int(ip.pointee.a)] = ExceptionObject.firstArgument(exception, vm).bits
        return ip + 1
    }

    /// A generator that an exception leaves has ended; StopIteration becomes RuntimeError (PEP 479).
    private static func endGenerator(_ vm: VM, _ frame: UnsafeMutablePointer<Frame>) {
        let generator = frame.pointee.owner
        vm.ram[generator &+ GeneratorObject.Offset.resumePoint] = 0
        vm.ram[generator &+ GeneratorObject.Offset.pending] = Value.none.bits
        if ExceptionObject.matches(vm.engine.pointee.pending, .stopIteration, vm) {
            vm.engine.pointee.pending = vm.error(.runtimeError, "generator raised StopIteration").value
        }
    }

    /// The native exception that gets an entry for each call that the pending one leaves; 0: none does.
    @inline(__always) private static func tracedException(_ vm: VM) -> GuestAddress {
        let exception = vm.engine.pointee.pending
        return exception.bits == MemoryMap.generatorExit ? 0 : ExceptionObject.nativeMaybe(exception, vm)
    }

    /// The instruction that raises is paid here: it does not come to its end.
    @inline(__always) private static func chargeRaise(_ vm: VM, _ ip: IP) {
        let code = vm.engine.pointee.top.pointee.code
        let index = code.pointee.index(of: ip)
        if index >= 0 && index < code.pointee.count { vm.engine.pointee.budget &-= Int(ip.pointee.cost) }
    }

    /// The budget is used up: the host gets its turn, and hands out more. May leave an exception pending. At a call the guest's callbacks
    /// have to wait for the next jump, where the reference runs them.
    @inline(never) static func poll(_ vm: VM, _ ip: IP, isAtCall: Bool) -> IP {
        let engine = vm.engine
        // A branch may be on its way to the unwinder: that comes first.
        if ip == engine.pointee.raiseStub { return ip }
        engine.pointee.ip = ip
        engine.pointee.top.pointee.ip = ip
        engine.pointee.holdsCallbacks = isAtCall
        if let service = engine.pointee.service {
            service(vm)
            while engine.pointee.pending.isNull && vm.payDebt() { service(vm) }
        } else {
            vm.grant(1 << 20)
            do throws(GuestException) {
                if vm.hasScheduledCalls { try vm.runScheduledCalls() }
            } catch {
                engine.pointee.pending = error.value
            }
        }
        engine.pointee.holdsCallbacks = false
        // The next jump is their turn.
        if vm.hasScheduledCalls { vm.requestService() }
        if let strands = engine.pointee.strands { vm.pollStrands(strands) }
        // Callbacks and other strands have moved it.
        engine.pointee.ip = ip
        return engine.pointee.pending.isNull ? ip : engine.pointee.raiseStub
    }
}

extension VM {
    /// The host's turn, where the budget is used up: for native code that waits, as the loop does at a jump.
    func giveTurn() throws(GuestException) {
        guard engine.pointee.budget < 0 else { return }
        _ = Engine.poll(self, engine.pointee.ip, isAtCall: false)
        if !engine.pointee.pending.isNull { throw takePending() }
    }

    /// Pays what native code owes, as far as the budget goes. True: the budget is used up.
    fileprivate func payDebt() -> Bool {
        let payment = min(engine.pointee.debt, max(0, engine.pointee.budget) &+ 1)
        engine.pointee.debt &-= payment
        charge(payment)
        return payment > 0 && engine.pointee.budget < 0
    }

    /// Pays what is owed now: at the end of native code after which the guest may look at its clock.
    func settle() throws(GuestException) {
        guard state.pointee.engine != nil else { return }
        while engine.pointee.pending.isNull && payDebt() { try giveTurnAmidWork() }
    }

    /// What is owed took no time of the guest's.
    func forgiveDebt() { if state.pointee.engine != nil { engine.pointee.debt = 0 } }

    /// The host's turn, in the middle of native code that does not wait.
    @inline(never) func giveTurnAmidWork() throws(GuestException) {
        guard let service = engine.pointee.service else { return grant(1 << 20) }
        // A conversion for an error's text may be under way: what is pending stays so.
        guard engine.pointee.pending.isNull else { return }
        let outer = engine.pointee.holdsCallbacks
        engine.pointee.holdsCallbacks = true
        service(self)
        engine.pointee.holdsCallbacks = outer
        if hasScheduledCalls { requestService() }
        if !engine.pointee.pending.isNull { throw takePending() }
    }

    /// What `raise x` raises: an instance as it is, a class's new instance (mp_make_raise_obj, py/runtime.c v1.29).
    func exceptionToRaise(_ value: Value) throws(GuestException) -> Value {
        var exception = value
        let isClass = ExceptionObject.isExceptionType(value, self)
        if isClass && state.pointee.stackUsed &+ VM.delegationBytes <= state.pointee.stackLimit {
            let made = ExceptionObject.instanceAtOnce(value.address, self)
            if made != 0 {
                keep(made)
                return Value(address: made)
            }
        }
        if isClass {
            exception = try callNative(value, Arguments(ram.words(state.pointee.scratchStart), count: 0))
        }
        if ExceptionObject.isException(exception, self) { return exception }
        return error(.typeError, "exceptions must derive from BaseException").value
    }
}

extension VM {
    /// A warning of the firmware: on the console of a board, on the standard error of the unix port.
    func warn(_ text: String, category: String = "Warning") throws(GuestException) {
        try errorConsole.write(text: "\(has(.warningCategories) ? category : "Warning"): \(text)\n")
    }
}
