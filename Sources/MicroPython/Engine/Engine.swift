import CPlacement

/// Where the loop goes on: three words that come back in registers, so that the loop's state never has its address
/// taken.
typealias Transfer = (ip: IP, fp: Slots, code: CodePointer)

/// The engine: runs host code until the frame that native code called returns.
enum Engine {
    /// Runs the innermost frame from `start` on. Returns its result; `.null` means that an exception is pending.
    ///
    /// Nothing in here allocates, retains or touches anything but trivial values: every slow path is a function that
    /// is never inlined. The hot state (`ip`, `fp`, `code`) are locals that are passed and returned by value.
    static func run(_ vm: VM, from start: IP) -> Value {
        // This file has nothing but this function, so that it begins there.
        begin_code_at_cache_line()
        skip_quarter_of_cache_line()
        let ram = vm.ram
        let engine = vm.engine
        var ip = start
        var fp = engine.pointee.top.pointee.fp
        var code = engine.pointee.top.pointee.code
        while true {
            switch ip.pointee.op {
            case .halt: return engine.pointee.result
            case .raise:
                (ip, fp, code) = inTopFrame(engine, unwind(vm))

            // MARK: Control
            case .jump:
                engine.pointee.budget &-= Int(Int32(bitPattern: ip.pointee.cost))
                ip += Int(ip.pointee.d)
                if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: false) }
            case .branchTrue: ip = branchBool(vm, engine, ip, fp, jumpsIf: Value.trueBits, else: Value.falseBits)
            case .branchFalse: ip = branchBool(vm, engine, ip, fp, jumpsIf: Value.falseBits, else: Value.trueBits)
            case .branchLessRR: ip = branchRR(vm, engine, ip, fp, { $0 < $1 }, { $0 < $1 })
            case .branchLessRK: ip = branchRK(vm, engine, ip, fp, { $0 < $1 })
            case .branchLessEqualRR: ip = branchRR(vm, engine, ip, fp, { $0 <= $1 }, { $0 <= $1 })
            case .branchLessEqualRK: ip = branchRK(vm, engine, ip, fp, { $0 <= $1 })
            case .branchMoreRR: ip = branchRR(vm, engine, ip, fp, { $0 > $1 }, { $0 > $1 })
            case .branchMoreRK: ip = branchRK(vm, engine, ip, fp, { $0 > $1 })
            case .branchMoreEqualRR: ip = branchRR(vm, engine, ip, fp, { $0 >= $1 }, { $0 >= $1 })
            case .branchMoreEqualRK: ip = branchRK(vm, engine, ip, fp, { $0 >= $1 })
            case .branchEqualRR: ip = branchRR(vm, engine, ip, fp, { $0 == $1 }, { $0 == $1 })
            case .branchEqualRK: ip = branchRK(vm, engine, ip, fp, { $0 == $1 })
            case .branchNotEqualRR: ip = branchRR(vm, engine, ip, fp, { $0 != $1 }, { $0 != $1 })
            case .branchNotEqualRK: ip = branchRK(vm, engine, ip, fp, { $0 != $1 })
            case .branchIsRR: ip = branch(vm, engine, ip, fp[Int(ip.pointee.a)] == fp[Int(ip.pointee.b)])
            case .branchIsNotRR: ip = branch(vm, engine, ip, fp[Int(ip.pointee.a)] != fp[Int(ip.pointee.b)])
            case .branchCause:
                // The constant was cut to 16 bits; causes are small numbers, -1 included.
                let isCause = UInt16(truncatingIfNeeded: fp[Int(ip.pointee.a)]) == ip.pointee.b
                ip += isCause ? Int(ip.pointee.d) : 1

            // MARK: Calls
            case .call:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let base = fp + Int(ip.pointee.a)
                let function = base.pointee
                let target = target(vm, ip, function, varying: nil)
                if let target {
                    engine.pointee.top.pointee.ip = ip
                    fp = pushFrame(vm, engine, target, function, base + 1, Int(ip.pointee.b), target.pointee.stackBytes)
                    code = target
                    ip = target.pointee.entry
                    if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                    keep_apart()
                    continue
                }
                let length = lengthAtOnce(ram, function, base[1], ip)
                if length != 0 {
                    fp[Int(ip.pointee.d)] = length
                    base.pointee = length
                    ip = ip.afterCall
                    if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                    keep_apart()
                    continue
                }
                (ip, fp, code) = inTopFrame(engine, call(vm, ip, fp, base + 1, Int(ip.pointee.b)))
            case .callMethod:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let base = fp + Int(ip.pointee.a)
                let function = base.pointee
                let hasReceiver = base[1] != 0
                let arguments = base + (hasReceiver ? 1 : 2)
                let count = Int(ip.pointee.b) &+ (hasReceiver ? 1 : 0)
                let target = target(vm, ip, function, varying: count)
                if let target {
                    engine.pointee.top.pointee.ip = ip
                    fp = pushFrame(vm, engine, target, function, arguments, count, target.pointee.methodStackBytes)
                    code = target
                    ip = target.pointee.entry
                    if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                    keep_apart()
                    continue
                }
                if appendAtOnce(ram, function, base, ip) {
                    fp[Int(ip.pointee.d)] = Value.none.bits
                    base.pointee = Value.none.bits
                    ip = ip.afterCall
                    if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                    keep_apart()
                    continue
                }
                (ip, fp, code) = inTopFrame(engine, call(vm, ip, fp, arguments, count))
            case .callStar, .callMethodStar:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                (ip, fp, code) = inTopFrame(engine, callStar(vm, ip, fp))
            case .returnValue:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                (ip, fp, code) = leaveFrame(vm, engine, fp[Int(ip.pointee.a)])
            case .returnConstant:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                (ip, fp, code) = leaveFrame(vm, engine, UInt32(bitPattern: ip.pointee.d))
            case .yieldValue:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let frame = engine.pointee.top
                let value = fp[Int(ip.pointee.c)]
                fp[Int(ip.pointee.a)] = value
                frame.pointee.ip = ip + 1
                frame.pointee.resumePoint = UInt32(ip.pointee.b)
                if frame.pointee.kind == .loop {
                    let generator = frame.pointee.owner
                    ram[generator &+ GeneratorObject.Offset.resumePoint] = UInt32(ip.pointee.b)
                    ram[generator &+ GeneratorObject.Offset.pending] = Value.none.bits
                    vm.state.pointee.stackUsed = frame.pointee.stackUsedBefore
                    let caller = frame - 1
                    engine.pointee.top = caller
                    fp = caller.pointee.fp
                    code = caller.pointee.code
                    ip = nextTurn(vm, engine, caller.pointee.ip, fp, value)
                    continue
                }
                if frame.pointee.kind == .resumed {
                    let generator = frame.pointee.owner
                    ram[generator &+ GeneratorObject.Offset.resumePoint] = UInt32(ip.pointee.b)
                    ram[generator &+ GeneratorObject.Offset.pending] = Value.none.bits
                    vm.state.pointee.stackUsed = frame.pointee.stackUsedBefore
                    engine.pointee.top = frame - 1
                    engine.pointee.hasReturned = false
                    return Value(bits: value)
                }
                (ip, fp, code) = inTopFrame(engine, suspend(vm, value, Int(ip.pointee.b)))
            case .yieldFrom: (ip, fp, code) = inTopFrame(engine, descend(vm, ip, fp))
            case .forIter:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                // An iterator object stands behind a null; else the four slots are the iterator.
                let slots = fp + Int(ip.pointee.b)
                let iterator = slots.pointee == 0 ? ram.words(slots[1]) : slots
                let (next, isDone) = iterateQuickly(vm, engine, ip, fp, iterator)
                if isDone {
                    ip = next
                    continue
                }
                if slots.pointee == 0 && slots[1] & 3 == 0 && iterator.pointee == NativeType.generator.address {
                    engine.pointee.top.pointee.ip = ip
                    if let entered = resumeQuickly(vm, slots[1], sending: Value.none.bits, .loop) {
                        (ip, fp, code) = entered
                        if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                        continue
                    }
                }
                (ip, fp, code) = inTopFrame(engine, iterate(vm, ip, fp))

            // MARK: Moves
            case .move:
                fp[Int(ip.pointee.a)] = fp[Int(ip.pointee.b)]
                ip += 1
                keep_apart()
            case .moveTwo:
                fp[Int(ip.pointee.a)] = fp[Int(ip.pointee.b)]
                fp[Int(ip.pointee.d)] = fp[Int(ip.pointee.c)]
                ip += 1
                keep_apart()
            case .moveThenConstant:
                fp[Int(ip.pointee.a)] = fp[Int(ip.pointee.b)]
                fp[Int(ip.pointee.c)] = UInt32(bitPattern: ip.pointee.d)
                ip += 1
                keep_apart()
            case .loadConstant:
                fp[Int(ip.pointee.a)] = UInt32(bitPattern: ip.pointee.d)
                ip += 1
                keep_apart()
            case .swap:
                let value = fp[Int(ip.pointee.a)]
                fp[Int(ip.pointee.a)] = fp[Int(ip.pointee.b)]
                fp[Int(ip.pointee.b)] = value
                ip += 1
            case .checkBound:
                if fp[Int(ip.pointee.a)] == 0 {
                    ip = raiseUnbound(vm, ip)
                    continue
                }
                ip += 1
            case .loadDeref:
                let value = ram[fp[Int(ip.pointee.b)] &+ 4]
                if value == 0 {
                    ip = raiseUnbound(vm, ip)
                    continue
                }
                fp[Int(ip.pointee.c)] = value
                fp[Int(ip.pointee.a)] = value
                ip += 1
                keep_apart()
            case .storeDeref:
                let cell = fp[Int(ip.pointee.a)]
                if ram[cell] == NativeType.cell.address { ram[cell &+ 4] = fp[Int(ip.pointee.b)] }
                ip += 1
            case .deleteDeref:
                let cell = fp[Int(ip.pointee.a)]
                if ram[cell] != NativeType.cell.address || ram[cell &+ 4] == 0 {
                    ip = raiseUnbound(vm, ip)
                    continue
                }
                ram[cell &+ 4] = 0
                ip += 1
            case .deleteFast:
                if fp[Int(ip.pointee.a)] == 0 {
                    ip = raiseUnbound(vm, ip)
                    continue
                }
                fp[Int(ip.pointee.a)] = 0
                ip += 1
            case .clearException:
                fp[Int(ip.pointee.a)] = 0
                ip += 1

            case .forgetException:
                vm.setRoot(.currentException, .null)
                ip += 1

            // MARK: Names
            case .loadGlobal:
                let cache = ip.cache
                if cache.pointee.epoch == vm.state.pointee.epoch && cache.pointee.key == code.pointee.globals {
                    let value = ram[cache.pointee.value]
                    fp[Int(ip.pointee.c)] = value
                    fp[Int(ip.pointee.a)] = value
                    ip += 2
                    keep_apart()
                    continue
                }
                let value = loadGlobal(vm, ip, code)
                if value == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                fp[Int(ip.pointee.c)] = value
                fp[Int(ip.pointee.a)] = value
                ip += 2
                keep_apart()
            case .loadGlobalThenMove:
                let cache = ip.cache
                let slot = fp + Int(ip.pointee.a)
                var value: UInt32
                if cache.pointee.epoch == vm.state.pointee.epoch && cache.pointee.key == code.pointee.globals {
                    value = ram[cache.pointee.value]
                } else {
                    value = loadGlobal(vm, ip, code)
                    if value == 0 {
                        ip = raise(vm, ip)
                        continue
                    }
                }
                slot[0] = value
                slot[1] = fp[Int(ip.pointee.b)]
                ip += 2
                keep_apart()
            case .loadAttribute:
                let object = fp[Int(ip.pointee.b)]
                let cache = ip.cache
                if object & 3 == 0 && ram[object] == cache.pointee.key && cache.pointee.value < ram[object &+ 8] {
                    let entry = ram[object &+ 12] &+ cache.pointee.value &* 8
                    if ram[entry] == cache.pointee.extra {
                        let value = ram[entry &+ 4]
                        fp[Int(ip.pointee.c)] = value
                        fp[Int(ip.pointee.a)] = value
                        ip += 2
                        keep_apart()
                        continue
                    }
                }
                let value = loadAttribute(vm, ip, object)
                if value == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                fp[Int(ip.pointee.c)] = value
                fp[Int(ip.pointee.a)] = value
                ip += 2
                keep_apart()
            case .storeAttribute:
                let object = fp[Int(ip.pointee.b)]
                let cache = ip.cache
                if object & 3 == 0 && ram[object] == cache.pointee.key && cache.pointee.value < ram[object &+ 8]
                    && cache.pointee.epoch == vm.state.pointee.epoch
                {
                    let entry = ram[object &+ 12] &+ cache.pointee.value &* 8
                    if ram[entry] == cache.pointee.extra {
                        ram[entry &+ 4] = fp[Int(ip.pointee.a)]
                        ip += 2
                        keep_apart()
                        continue
                    }
                }
                if storeAttribute(vm, ip, object, fp[Int(ip.pointee.a)]) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 2
                keep_apart()
            case .loadMethod:
                let object = fp[Int(ip.pointee.b)]
                let cache = ip.cache
                if object & 3 == 0 && ram[object] == cache.pointee.key
                    && cache.pointee.epoch == vm.state.pointee.epoch
                {
                    let slot = fp + Int(ip.pointee.a)
                    slot[0] = cache.pointee.value
                    slot[1] = object
                    ip += 2
                    keep_apart()
                    continue
                }
                if loadMethod(vm, ip, fp, object) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 2
                keep_apart()
            case .loadMethodThenMove:
                let object = fp[Int(ip.pointee.b)]
                let cache = ip.cache
                let slot = fp + Int(ip.pointee.a)
                if object & 3 == 0 && ram[object] == cache.pointee.key
                    && cache.pointee.epoch == vm.state.pointee.epoch
                {
                    slot[0] = cache.pointee.value
                    slot[1] = object
                } else if loadMethod(vm, ip, fp, object) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                slot[2] = fp[Int(ip.pointee.c)]
                ip += 2
                keep_apart()
            case .storeGlobal:
                let cache = ip.cache
                if cache.pointee.epoch == vm.state.pointee.epoch && cache.pointee.key == code.pointee.globals {
                    ram[cache.pointee.value] = fp[Int(ip.pointee.a)]
                } else if storeGlobal(vm, ip, fp, code) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 2
            case .deleteGlobal, .loadName, .storeName, .deleteName, .loadSuperMethod, .importName,
                .importFrom, .importStar, .loadBuildClass:
                ip = Engine.name(vm, ip, fp, code) != 0 ? ip + 1 : raise(vm, ip)

            // MARK: Operators
            case .addRR: (ip, fp, code) = binaryRR(vm, ip, fp, code, SmallInt.sum, +)
            case .addRK: (ip, fp, code) = binaryRK(vm, ip, fp, code, SmallInt.sum)
            case .subtractRR: (ip, fp, code) = binaryRR(vm, ip, fp, code, SmallInt.difference, -)
            case .subtractRK: (ip, fp, code) = binaryRK(vm, ip, fp, code, SmallInt.difference)
            case .multiplyRR: (ip, fp, code) = binaryRR(vm, ip, fp, code, SmallInt.product, *)
            case .multiplyRK: (ip, fp, code) = binaryRK(vm, ip, fp, code, SmallInt.product)
            case .andRR: (ip, fp, code) = binaryRR(vm, ip, fp, code, SmallInt.and)
            case .andRK: (ip, fp, code) = binaryRK(vm, ip, fp, code, SmallInt.and)
            case .orRR: (ip, fp, code) = binaryRR(vm, ip, fp, code, SmallInt.or)
            case .orRK: (ip, fp, code) = binaryRK(vm, ip, fp, code, SmallInt.or)
            case .xorRR: (ip, fp, code) = binaryRR(vm, ip, fp, code, SmallInt.xor)
            case .xorRK: (ip, fp, code) = binaryRK(vm, ip, fp, code, SmallInt.xor)
            case .leftShiftRR: (ip, fp, code) = binaryRR(vm, ip, fp, code, SmallInt.leftShift)
            case .leftShiftRK: (ip, fp, code) = binaryRK(vm, ip, fp, code, SmallInt.leftShift)
            case .rightShiftRR: (ip, fp, code) = binaryRR(vm, ip, fp, code, SmallInt.rightShift)
            case .rightShiftRK: (ip, fp, code) = binaryRK(vm, ip, fp, code, SmallInt.rightShift)
            case .floorDivideRR: (ip, fp, code) = binaryRR(vm, ip, fp, code, SmallInt.floorQuotient)
            case .floorDivideRK: (ip, fp, code) = binaryRK(vm, ip, fp, code, SmallInt.floorQuotient)
            case .moduloRR: (ip, fp, code) = binaryRR(vm, ip, fp, code, SmallInt.floorRemainder)
            case .moduloRK: (ip, fp, code) = binaryRK(vm, ip, fp, code, SmallInt.floorRemainder)
            case .isSame:
                fp[Int(ip.pointee.a)] =
                    fp[Int(ip.pointee.b)] == fp[Int(ip.pointee.c)] ? Value.trueBits : Value.falseBits
                ip += 1
            case .not:
                let value = fp[Int(ip.pointee.b)]
                let truth = value == Value.trueBits ? 1 : value == Value.falseBits ? 0 : isTrue(vm, ip, value)
                if truth < 0 {
                    ip = raise(vm, ip)
                    continue
                }
                fp[Int(ip.pointee.a)] = truth == 0 ? Value.trueBits : Value.falseBits
                ip += 1
            case .unary:
                let value = unary(vm, ip, fp[Int(ip.pointee.b)])
                if value == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                fp[Int(ip.pointee.a)] = value
                ip += 1
            case .binary:
                (ip, fp, code) = inTopFrame(
                    engine, arithmetic(vm, ip, fp, fp[Int(ip.pointee.b)], fp[Int(ip.pointee.c)]))
            case .loadSubscript:
                let object = fp[Int(ip.pointee.b)]
                let index = fp[Int(ip.pointee.c)]
                if index & 1 != 0 {
                    let value = item(ram, object, Int32(bitPattern: index) &>> 1)
                    if value != 0 {
                        fp[Int(ip.pointee.d)] = value
                        fp[Int(ip.pointee.a)] = value
                        ip += 1
                        keep_apart()
                        continue
                    }
                }
                let value = subscripted(vm, ip, object, index, Value.sentinel.bits)
                if value == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                fp[Int(ip.pointee.d)] = value
                fp[Int(ip.pointee.a)] = value
                ip += 1
                keep_apart()
            case .loadSubscriptK:
                let object = fp[Int(ip.pointee.b)]
                var value = item(ram, object, ip.pointee.d &>> 1)
                if value == 0 {
                    value = subscripted(vm, ip, object, UInt32(bitPattern: ip.pointee.d), Value.sentinel.bits)
                    if value == 0 {
                        ip = raise(vm, ip)
                        continue
                    }
                }
                fp[Int(ip.pointee.c)] = value
                fp[Int(ip.pointee.a)] = value
                ip += 1
                keep_apart()
            case .storeSubscript:
                let object = fp[Int(ip.pointee.b)]
                let index = fp[Int(ip.pointee.c)]
                let value = fp[Int(ip.pointee.a)]
                if storeItem(ram, object, index, value) {
                    ip += 1
                    keep_apart()
                    continue
                }
                ip = subscripted(vm, ip, object, index, value) != 0 ? ip + 1 : raise(vm, ip)
            case .storeSubscriptK:
                let object = fp[Int(ip.pointee.b)]
                let index = fp[Int(ip.pointee.c)]
                let value = UInt32(bitPattern: ip.pointee.d)
                if storeItem(ram, object, index, value) {
                    ip += 1
                    keep_apart()
                    continue
                }
                ip = subscripted(vm, ip, object, index, value) != 0 ? ip + 1 : raise(vm, ip)
            case .addThenBranchLessRR: (ip, fp, code) = addThenBranchLessRR(vm, engine, ip, fp, code)
            case .addThenBranchLessRK: (ip, fp, code) = addThenBranchLessRK(vm, engine, ip, fp, code)

            case .addThenLoopLessRR: (ip, fp, code) = addThenBranchLessRR(vm, engine, ip, fp, code, loops: true)
            case .addThenLoopLessRK: (ip, fp, code) = addThenBranchLessRK(vm, engine, ip, fp, code, loops: true)

            // MARK: The rest is cold
            case .unpackSequence:
                ip = unpackQuickly(vm, ip, fp) || unpack(vm, ip, fp) != 0 ? ip + 1 : raise(vm, ip)
            case .storeComprehension:
                ip = appendQuickly(ram, ip, fp) || storeComprehension(vm, ip, fp) != 0 ? ip + 1 : raise(vm, ip)
            case .buildTuple:
                ip = buildTuple(vm, ip, fp) != 0 ? ip + 1 : raise(vm, ip)
            case .buildList:
                ip = buildList(vm, ip, fp) != 0 ? ip + 1 : raise(vm, ip)
            case .buildSlice:
                ip = buildSlice(vm, ip, fp) != 0 ? ip + 1 : raise(vm, ip)
            case .buildMap, .storeMap, .buildSet:
                ip = buildTable(vm, ip, fp) != 0 ? ip + 1 : raise(vm, ip)
            case .getIter, .getIterStack:
                ip = getIterator(vm, ip, fp) != 0 ? ip + 1 : raise(vm, ip)
            case .makeFunction, .makeFunctionDefaults, .makeClosure, .makeClosureDefaults:
                ip = makeFunction(vm, ip, fp) != 0 ? ip + 1 : raise(vm, ip)
            case .unpackEx, .setupWith, .withCleanup:
                ip = rarely(vm, ip, fp) != 0 ? ip + 1 : raise(vm, ip)
            case .raiseObject, .raiseFrom: ip = raiseObject(vm, ip, fp)
            case .raiseLast:
                let exception = ip.pointee.a == 0xFFFF ? 0 : fp[Int(ip.pointee.a)]
                if exception == 0 && ip.pointee.a != 0xFFFF {
                    ip += 1
                    continue
                }
                ip = reraise(vm, ip, exception)
            case .endFinally:
                let cause = fp[Int(ip.pointee.a)]
                if cause == Value.none.bits {
                    ip += Int(ip.pointee.d)
                } else if cause & 1 != 0 {
                    ip += 1
                } else {
                    ip = reraise(vm, ip, cause)
                }
            case .trace: ip = trace(vm, ip)
            }
        }
    }
}
