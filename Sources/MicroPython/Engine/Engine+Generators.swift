import CPlacement

/// Generators: resuming, suspending, delegating. A `for` loop and `yield from` resume them without recursion.
extension Engine {
    /// Enters a generator that waits at a `yield`, if nothing is out of the ordinary: the quick way of `resume`. Nil
    /// leaves everything to `resume`.
    ///
    /// The slots lie in guest memory wherever the object says; a forged object harms the guest only.
    @inline(__always) static func resumeQuickly(
        _ vm: VM, _ generator: GuestAddress, sending: UInt32, _ kind: Frame.Kind
    ) -> Transfer? {
        let ram = vm.ram
        let engine = vm.engine
        let frame = engine.pointee.top + 1
        let number = ram[generator &+ GeneratorObject.Offset.resumePoint]
        guard number != 0, ram[generator &+ GeneratorObject.Offset.pending] == Value.none.bits,
            frame < engine.pointee.frameLimit
        else { return nil }
        if frame.pointee.owner != generator || frame.pointee.kind != kind || frame.pointee.resumePoint != number
            || frame.pointee.epoch != vm.state.pointee.epoch
        {
            guard prepare(vm, frame, generator, number, kind) else { return nil }
        }
        let code = frame.pointee.code
        let point = code.pointee.resumePoints + (Int(number) &- 1)
        let usedBefore = vm.state.pointee.stackUsed
        let used = usedBefore &+ code.pointee.stackBytes &+ extraStackBytes(vm, kind)
        guard used <= vm.state.pointee.stackLimit, !point.pointee.isStart || sending == Value.none.bits else {
            return nil
        }
        let fp = frame.pointee.fp
        if !point.pointee.isStart { fp[Int(point.pointee.slot)] = sending }
        ram[generator &+ GeneratorObject.Offset.pending] = 0
        vm.state.pointee.stackUsed = used
        engine.pointee.top = frame
        frame.pointee.previousStackTop = engine.pointee.stackTop
        frame.pointee.stackUsedBefore = usedBefore
        return (ip: frame.pointee.ip, fp: fp, code: code)
    }

    /// Fills the place behind the last frame for a generator that was not the last one there. False where its function has no
    /// host form yet.
    @inline(never) private static func prepare(
        _ vm: VM, _ frame: UnsafeMutablePointer<Frame>, _ generator: GuestAddress, _ number: UInt32, _ kind: Frame.Kind
    ) -> Bool {
        let ram = vm.ram
        let function = ram[generator &+ GeneratorObject.Offset.function]
        guard let code = vm.knownHostCode(of: function), code.pointee.isGenerator,
            number <= code.pointee.quickResumePointCount
        else { return false }
        let point = code.pointee.resumePoints + (Int(number) &- 1)
        frame.pointee.code = code
        frame.pointee.fp = ram.words(generator &+ GeneratorObject.Offset.slots)
        frame.pointee.ip = code.pointee.entry + Int(point.pointee.target)
        frame.pointee.function = function
        frame.pointee.owner = generator
        frame.pointee.kind = kind
        frame.pointee.epoch = vm.state.pointee.epoch
        frame.pointee.resumePoint = number
        return true
    }

    /// `yield from`, and those of the generators that it comes to: enters the innermost one that waits at a `yield`.
    @inline(never) static func descend(_ vm: VM, _ ip: IP, _ fp: Slots) -> IP {
        let engine = vm.engine
        var ip = ip
        var fp = fp
        repeat {
            engine.pointee.budget &-= Int(ip.pointee.cost)
            let slot = fp + Int(ip.pointee.a)
            let inner = slot.pointee
            engine.pointee.top.pointee.ip = ip
            guard inner & 3 == 0 && vm.ram[inner] == NativeType.generator.address && engine.pointee.injected.isNull,
                let entered = resumeQuickly(vm, inner, sending: slot[1], .delegate)
            else { return delegate(vm, ip, fp) }
            ip = entered.ip
            fp = entered.fp
            if engine.pointee.budget < 0 { return poll(vm, ip, isAtCall: true) }
        } while ip.pointee.op == .yieldFrom
        return ip
    }

    /// `forIter` over a range, list or tuple: where it goes on. Not done with all else.
    @inline(__always) static func iterateQuickly(
        _ vm: VM, _ engine: EnginePointer, _ ip: IP, _ fp: Slots, _ iterator: Slots
    ) -> (next: IP, isDone: Bool) {
        let ram = vm.ram
        let kind = iterator.pointee
        if kind == NativeType.rangeIterator.address {
            let current = Int32(bitPattern: iterator[1])
            let stop = Int32(bitPattern: iterator[2])
            let step = Int32(bitPattern: iterator[3])
            guard step > 0 ? current < stop : current > stop else { return (endLoop(vm, engine, ip), true) }
            // Larger numbers take an object.
            guard Value.fitsSmallInt(Int(current)) else { return (ip, false) }
            iterator[1] = UInt32(bitPattern: current &+ step)
            return (nextTurn(vm, engine, ip, fp, Value(smallInt: current).bits), true)
        }
        let index = iterator[3]
        let sequence = iterator[2]
        if kind == NativeType.listIterator.address {
            guard index < ram[sequence &+ ListObject.Offset.count] else { return (endLoop(vm, engine, ip), true) }
            let item = ram[ram[sequence &+ ListObject.Offset.items] &+ index &* 4]
            guard isItem(item) else { return (ip, false) }
            iterator[3] = index &+ 1
            return (nextTurn(vm, engine, ip, fp, item), true)
        }
        if kind == NativeType.tupleIterator.address {
            guard index < ram[sequence &+ 4] else { return (endLoop(vm, engine, ip), true) }
            let item = ram[TupleObject.items(sequence) &+ index &* 4]
            guard isItem(item) else { return (ip, false) }
            iterator[3] = index &+ 1
            return (nextTurn(vm, engine, ip, fp, item), true)
        }
        return (ip, false)
    }

    /// A forged sequence may hold what is no value.
    @inline(__always) private static func isItem(_ word: UInt32) -> Bool {
        word != 0 && word != Value.stopIteration.bits
    }

    /// Gives a loop its next value: where its body begins.
    @inline(__always) static func nextTurn(
        _ vm: VM, _ engine: EnginePointer, _ ip: IP, _ fp: Slots, _ value: UInt32
    ) -> IP {
        fp[Int(ip.pointee.a)] = value
        fp[Int(ip.pointee.c)] = value
        let next = ip + Int(Int32(bitPattern: ip.cache.pointee.value))
        if engine.pointee.budget < 0 { return poll(vm, next, isAtCall: false) }
        keep_apart()
        return next
    }

    @inline(__always) private static func endLoop(_ vm: VM, _ engine: EnginePointer, _ ip: IP) -> IP {
        let next = ip + Int(ip.pointee.d)
        return engine.pointee.budget < 0 ? poll(vm, next, isAtCall: false) : next
    }

    /// `forIter` over what `iterateQuickly` does not know.
    @inline(never) static func iterate(_ vm: VM, _ ip: IP, _ fp: Slots) -> IP {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let slots = fp + Int(ip.pointee.b)
        // An iterator object stands behind a null; else the four slots are the iterator.
        let place = GuestAddress(truncatingIfNeeded: UnsafeRawPointer(slots) - UnsafeRawPointer(vm.ram.base))
        let iterator = slots[0] == 0 ? Value(bits: slots[1]) : Value(address: place)
        let mark = vm.openScope()
        do throws(GuestException) {
            if iterator.isAddress, vm.ram[iterator.address] == NativeType.generator.address {
                if let entered = try resume(vm, iterator, sending: .none, throwing: .null, .loop) {
                    vm.closeScope(mark)
                    return entered
                }
                vm.closeScope(mark)
                return ip + Int(ip.pointee.d)
            }
            let value = try vm.next(iterator)
            vm.closeScope(mark)
            if value == .stopIteration { return ip + Int(ip.pointee.d) }
            return nextTurn(vm, vm.engine, ip, fp, value.bits)
        } catch {
            vm.closeScope(mark)
            if ExceptionObject.matches(error.value, .stopIteration, vm) {
                return ip + Int(ip.pointee.d)
            }
            return fail(vm, error, ip)
        }
    }

    /// Enters a generator where it was left; nil when it has ended already.
    static func resume(
        _ vm: VM, _ generator: Value, sending: Value, throwing: Value, _ kind: Frame.Kind
    ) throws(GuestException) -> IP? {
        let address = generator.address
        let ram = vm.ram
        let number = Int(ram[address &+ GeneratorObject.Offset.resumePoint])
        // It has ended; what is thrown in gets lost there too.
        if number == 0 { return nil }
        var exception = throwing
        let pending = ram.value(address &+ GeneratorObject.Offset.pending)
        if pending.isNull { throw vm.error(.valueError, "generator already executing") }
        if pending != .none { exception = pending }
        let code = try vm.hostCode(of: ram[address &+ GeneratorObject.Offset.function])
        guard number <= code.pointee.resumePointCount, code.pointee.isGenerator else {
            throw vm.error(.runtimeError, "invalid bytecode")
        }
        let point = code.pointee.resumePoints[number - 1]
        let fp = ram.words(address &+ GeneratorObject.Offset.slots)
        if point.isStart {
            if sending != .none {
                throw vm.error(.typeError, "can't send non-None value to a just-started generator")
            }
        } else {
            fp[Int(point.slot)] = sending.bits
        }
        let used = vm.state.pointee.stackUsed + code.pointee.stackBytes + extraStackBytes(vm, kind)
        guard !vm.isTooDeep(used),
            vm.engine.pointee.top + 1 < vm.engine.pointee.frameLimit
        else { throw vm.recursionError() }
        ram[address &+ GeneratorObject.Offset.pending] = 0
        let frame = vm.engine.pointee.top + 1
        // Each entry of the traced flavour is told of.
        let epoch = code.pointee.isTraced ? 0 : vm.state.pointee.epoch
        frame.initialize(
            to: Frame(
                code: code, fp: fp, ip: code.pointee.entry, function: ram[address &+ GeneratorObject.Offset.function],
                owner: address, kind: kind, previousStackTop: vm.engine.pointee.stackTop,
                stackUsedBefore: vm.state.pointee.stackUsed, epoch: epoch))
        vm.engine.pointee.top = frame
        vm.state.pointee.stackUsed = used
        let target = code.pointee.entry + Int(point.target)
        if code.pointee.isTraced { try vm.traceResumption(at: target) }
        if exception.isNull { return target }
        if target.pointee.op == .yieldFrom && !point.isStart {
            vm.engine.pointee.injected = exception
            return target
        }
        // Raised where the generator waits: at its `yield`, or before its first line.
        let origin = point.isStart ? target : target - 1
        let thrown: GuestException
        do throws(GuestException) {
            thrown = GuestException(value: try vm.exceptionToRaise(exception))
        } catch {
            thrown = error
        }
        vm.engine.pointee.isThrownBeforeStart = point.isStart
        return fail(vm, thrown, origin)
    }

    /// `yield`: leaves the frame where it is and gives the value to whoever resumed.
    @inline(never) static func suspend(_ vm: VM, _ value: UInt32, _ resumePoint: Int) -> IP {
        let engine = vm.engine
        var point = resumePoint
        while true {
            let frame = engine.pointee.top
            let generator = frame.pointee.owner
            let kind = frame.pointee.kind
            frame.pointee.resumePoint = UInt32(point)
            vm.ram[generator &+ GeneratorObject.Offset.resumePoint] = UInt32(point)
            vm.ram[generator &+ GeneratorObject.Offset.pending] = Value.none.bits
            vm.state.pointee.stackUsed = frame.pointee.stackUsedBefore
            let caller = frame - 1
            engine.pointee.top = caller
            let ip = caller.pointee.ip
            switch kind {
            case .loop: return nextTurn(vm, engine, ip, caller.pointee.fp, value)
            case .delegate:
                // The generator that delegates yields the same value and waits in its `yield from`.
                point = Int(ip.pointee.b)
            case .call, .copied, .host, .operation, .initializer, .resumed:
                engine.pointee.hasReturned = false
                engine.pointee.result = Value(bits: value)
                return engine.pointee.haltStub
            }
        }
    }

    /// See `CallStack.Extra`.
    @inline(__always) private static func extraStackBytes(_ vm: VM, _ kind: Frame.Kind) -> Int {
        switch kind {
        case .delegate: vm.engine.pointee.callStack.extra.delegateBytes
        case .resumed: vm.engine.pointee.callStack.extra.resumeBytes
        default: 0
        }
    }

    /// A generator returns.
    static func finishGenerator(_ vm: VM, _ frame: UnsafeMutablePointer<Frame>, _ value: UInt32) -> IP {
        let generator = frame.pointee.owner
        vm.ram[generator &+ GeneratorObject.Offset.resumePoint] = 0
        vm.ram[generator &+ GeneratorObject.Offset.pending] = Value.none.bits
        let caller = frame - 1
        let ip = caller.pointee.ip
        switch frame.pointee.kind {
        case .loop: return ip + Int(ip.pointee.d)
        case .delegate:
            caller.pointee.fp[Int(ip.pointee.a)] = value
            return ip + 1
        case .call, .copied, .host, .operation, .initializer, .resumed:
            vm.engine.pointee.hasReturned = true
            vm.engine.pointee.result = Value(bits: value)
            return vm.engine.pointee.haltStub
        }
    }

    /// `yield from`: hands on what was sent, or thrown, to the iterator in its slot.
    @inline(never) static func delegate(_ vm: VM, _ ip: IP, _ fp: Slots) -> IP {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let iterator = Value(bits: fp[Int(ip.pointee.a)])
        let sent = Value(bits: fp[Int(ip.pointee.a) + 1])
        let injected = vm.engine.pointee.injected
        vm.engine.pointee.injected = .null
        let mark = vm.openScope()
        vm.keep(injected)
        defer { vm.closeScope(mark) }
        do throws(GuestException) {
            if injected.isNull && vm.isExactly(iterator, .generator) {
                if let entered = try resume(vm, iterator, sending: sent, throwing: .null, .delegate) {
                    return entered
                }
                fp[Int(ip.pointee.a)] = Value.none.bits
                return ip + 1
            }
            switch try vm.resumeAny(iterator, sending: sent, throwing: injected) {
            case .yielded(let value): return suspend(vm, value.bits, Int(ip.pointee.b))
            case .returned(let value):
                fp[Int(ip.pointee.a)] = value.bits
                // A generator's exit goes on even if the iterator swallowed it.
                if !injected.isNull, ExceptionObject.matches(injected, .generatorExit, vm) {
                    throw GuestException(value: try vm.exceptionToRaise(injected))
                }
                return ip + 1
            }
        } catch {
            return fail(vm, error, ip)
        }
    }
}

extension VM {
    /// Resumes a generator from native code until it yields or returns.
    func resume(
        _ generator: Value, sending: Value, throwing: Value = .null
    ) throws(GuestException) -> GeneratorObject.Outcome {
        guard isExactly(generator, .generator) else { throw error(.typeError, arguments: []) }
        if throwing.isNull,
            let entered = Engine.resumeQuickly(self, generator.address, sending: sending.bits, .resumed)
        {
            let result = Engine.run(self, from: entered.ip)
            if result.isNull { throw takePending() }
            keep(result)
            return engine.pointee.hasReturned ? .returned(result) : .yielded(result)
        }
        guard let start = try Engine.resume(self, generator, sending: sending, throwing: throwing, .resumed) else {
            return .returned(.none)
        }
        let result = Engine.run(self, from: start)
        if result.isNull { throw takePending() }
        keep(result)
        return engine.pointee.hasReturned ? .returned(result) : .yielded(result)
    }

    /// The next value of a generator, for native code; `.stopIteration` at its end.
    func nextOfGenerator(_ generator: Value) throws(GuestException) -> Value {
        guard let entered = Engine.resumeQuickly(self, generator.address, sending: Value.none.bits, .resumed) else {
            return try GeneratorObject.next(self, generator)
        }
        let result = Engine.run(self, from: entered.ip)
        if result.isNull { throw takePending() }
        keep(result)
        guard engine.pointee.hasReturned else { return result }
        state.pointee.stopValue = result == .none ? .null : result
        return .stopIteration
    }

    /// Resumes any iterator (mp_resume, py/runtime.c v1.29).
    func resumeAny(
        _ iterator: Value, sending: Value, throwing: Value
    ) throws(GuestException) -> GeneratorObject.Outcome {
        if isExactly(iterator, .generator) { return try resume(iterator, sending: sending, throwing: throwing) }
        do throws(GuestException) {
            if throwing.isNull {
                if sending == .none {
                    let value = try next(iterator)
                    if value != .stopIteration { return .yielded(value) }
                    let stop = state.pointee.stopValue
                    return .returned(stop.isNull ? .none : stop)
                }
                return .yielded(try call(loadMethod(iterator, Qstr(.send)), [sending]))
            }
            return try throwInto(iterator, throwing)
        } catch {
            guard ExceptionObject.matches(error.value, .stopIteration, self) else { throw error }
            return .returned(ExceptionObject.firstArgument(error.value, self))
        }
    }

    private func throwInto(_ iterator: Value, _ exception: Value) throws(GuestException) -> GeneratorObject.Outcome {
        let isExit =
            exception == NativeType.generatorExit.value || isInstance(exception, of: .generatorExit)
        if isExit {
            let close = try loadMethodMaybe(iterator, Qstr(.close))
            if !close.isMissing { _ = try call(close, []) }
            throw GuestException(value: try exceptionToRaise(exception))
        }
        let method = try loadMethodMaybe(iterator, Qstr(.throw))
        if method.isMissing {
            if ExceptionObject.matches(exception, .stopIteration, self) {
                throw error(.runtimeError, "generator raised StopIteration")
            }
            throw GuestException(value: try exceptionToRaise(exception))
        }
        return .yielded(try call(method, [exception]))
    }
}
