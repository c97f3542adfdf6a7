/// Where the loop goes on: three words that come back in registers, so that the loop's state never has its address
/// taken.
struct Transfer {
    var ip: IP
    var fp: Slots
    var code: CodePointer
}

/// The engine: runs host code until the frame that native code called returns.
enum Engine {
    /// Runs the innermost frame from `start` on. Returns its result; `.null` means that an exception is pending.
    ///
    /// Nothing in here allocates, retains or touches anything but trivial values: every slow path is a function that
    /// is never inlined. The hot state (`ip`, `fp`, `code`) are locals that are passed and returned by value.
    static func run(_ vm: VM, from start: IP) -> Value {
        let ram = vm.ram
        let engine = vm.engine
        var ip = start
        var fp = engine.pointee.top.pointee.fp
        var code = engine.pointee.top.pointee.code
        while true {
            switch ip.pointee.op {
            case .halt: return engine.pointee.result
            case .raise:
                let next = unwind(vm)
                (ip, fp, code) = (next.ip, next.fp, next.code)

            // MARK: Control
            case .jump:
                engine.pointee.budget &-= Int(Int32(bitPattern: ip.pointee.cost))
                ip += Int(ip.pointee.d)
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchTrue:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let value = fp[Int(ip.pointee.a)]
                if value == Value.trueBits {
                    ip += Int(ip.pointee.d)
                } else if value == Value.falseBits {
                    ip += 1
                } else {
                    ip = branch(vm, ip, value)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchFalse:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let value = fp[Int(ip.pointee.a)]
                if value == Value.falseBits {
                    ip += Int(ip.pointee.d)
                } else if value == Value.trueBits {
                    ip += 1
                } else {
                    ip = branch(vm, ip, value)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchLessRR:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = fp[Int(ip.pointee.b)]
                if left & right & 1 != 0 {
                    ip += Int32(bitPattern: left) < Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    let step = floatStep(vm, ip, left, right, { $0 < $1 })
                    ip = step != 0 ? ip + step : compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchLessRK:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = UInt32(ip.pointee.b)
                if left & 1 != 0 {
                    ip += Int32(bitPattern: left) < Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    ip = compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchLessEqualRR:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = fp[Int(ip.pointee.b)]
                if left & right & 1 != 0 {
                    ip += Int32(bitPattern: left) <= Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    let step = floatStep(vm, ip, left, right, { $0 <= $1 })
                    ip = step != 0 ? ip + step : compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchLessEqualRK:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = UInt32(ip.pointee.b)
                if left & 1 != 0 {
                    ip += Int32(bitPattern: left) <= Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    ip = compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchMoreRR:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = fp[Int(ip.pointee.b)]
                if left & right & 1 != 0 {
                    ip += Int32(bitPattern: left) > Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    let step = floatStep(vm, ip, left, right, { $0 > $1 })
                    ip = step != 0 ? ip + step : compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchMoreRK:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = UInt32(ip.pointee.b)
                if left & 1 != 0 {
                    ip += Int32(bitPattern: left) > Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    ip = compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchMoreEqualRR:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = fp[Int(ip.pointee.b)]
                if left & right & 1 != 0 {
                    ip += Int32(bitPattern: left) >= Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    let step = floatStep(vm, ip, left, right, { $0 >= $1 })
                    ip = step != 0 ? ip + step : compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchMoreEqualRK:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = UInt32(ip.pointee.b)
                if left & 1 != 0 {
                    ip += Int32(bitPattern: left) >= Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    ip = compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchEqualRR:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = fp[Int(ip.pointee.b)]
                if left & right & 1 != 0 {
                    ip += Int32(bitPattern: left) == Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    ip = compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchEqualRK:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = UInt32(ip.pointee.b)
                if left & 1 != 0 {
                    ip += Int32(bitPattern: left) == Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    ip = compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchNotEqualRR:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = fp[Int(ip.pointee.b)]
                if left & right & 1 != 0 {
                    ip += Int32(bitPattern: left) != Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    ip = compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchNotEqualRK:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let left = fp[Int(ip.pointee.a)]
                let right = UInt32(ip.pointee.b)
                if left & 1 != 0 {
                    ip += Int32(bitPattern: left) != Int32(bitPattern: right) ? Int(ip.pointee.d) : 1
                } else {
                    ip = compare(vm, ip, left, right)
                }
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchIsRR:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                ip += fp[Int(ip.pointee.a)] == fp[Int(ip.pointee.b)] ? Int(ip.pointee.d) : 1
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchIsNotRR:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                ip += fp[Int(ip.pointee.a)] != fp[Int(ip.pointee.b)] ? Int(ip.pointee.d) : 1
                if engine.pointee.budget < 0 { ip = poll(vm, ip) }
            case .branchCause:
                // The constant was cut to 16 bits; causes are small numbers, -1 included.
                let isCause = UInt16(truncatingIfNeeded: fp[Int(ip.pointee.a)]) == ip.pointee.b
                ip += isCause ? Int(ip.pointee.d) : 1

            // MARK: Calls
            case .call:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let base = fp + Int(ip.pointee.a)
                let function = base.pointee
                let target = simpleTarget(vm, function, Int(ip.pointee.b), ip.pointee.c)
                if let target {
                    engine.pointee.top.pointee.ip = ip
                    fp = pushFrame(vm, target, function, base + 1, Int(ip.pointee.b), target.pointee.stackBytes)
                    code = target
                    ip = target.pointee.entry
                    if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                    continue
                }
                let length = lengthAtOnce(ram, function, base[1], ip)
                if length != 0 {
                    fp[Int(ip.pointee.d)] = length
                    base.pointee = length
                    ip += 1
                    if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                    continue
                }
                let next = call(vm, ip, fp, code, base + 1, Int(ip.pointee.b))
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .callMethod:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let base = fp + Int(ip.pointee.a)
                let function = base.pointee
                let hasReceiver = base[1] != 0
                let arguments = base + (hasReceiver ? 1 : 2)
                let count = Int(ip.pointee.b) &+ (hasReceiver ? 1 : 0)
                let target = simpleTarget(vm, function, count, ip.pointee.c)
                if let target {
                    engine.pointee.top.pointee.ip = ip
                    fp = pushFrame(vm, target, function, arguments, count, target.pointee.methodStackBytes)
                    code = target
                    ip = target.pointee.entry
                    if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                    continue
                }
                if appendAtOnce(ram, function, base, ip) {
                    fp[Int(ip.pointee.d)] = Value.none.bits
                    base.pointee = Value.none.bits
                    ip += 1
                    if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                    continue
                }
                let next = call(vm, ip, fp, code, arguments, count)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .callStar, .callMethodStar:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let next = callStar(vm, ip, fp, code)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .returnValue:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let next = leaveFrame(vm, code, fp[Int(ip.pointee.a)])
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .returnConstant:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let next = leaveFrame(vm, code, UInt32(bitPattern: ip.pointee.d))
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .yieldValue:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let frame = engine.pointee.top
                let value = fp[Int(ip.pointee.c)]
                fp[Int(ip.pointee.a)] = value
                if frame.pointee.kind == .loop {
                    let generator = frame.pointee.owner
                    ram[generator &+ GeneratorObject.Offset.resumePoint] = UInt32(ip.pointee.b)
                    ram[generator &+ GeneratorObject.Offset.pending] = Value.none.bits
                    vm.state.pointee.stackUsed = frame.pointee.stackUsedBefore
                    let caller = frame - 1
                    engine.pointee.top = caller
                    fp = caller.pointee.fp
                    code = caller.pointee.code
                    ip = caller.pointee.ip
                    fp[Int(ip.pointee.a)] = value
                    fp[Int(ip.pointee.c)] = value
                    ip += Int(Int32(bitPattern: ip.cache.pointee.value))
                    if engine.pointee.budget < 0 { ip = poll(vm, ip) }
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
                let next = suspend(vm, value, Int(ip.pointee.b))
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .yieldFrom:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                let inner = fp[Int(ip.pointee.a)]
                if inner & 3 == 0 && ram[inner] == NativeType.generator.address && engine.pointee.injected.isNull {
                    engine.pointee.top.pointee.ip = ip
                    if let entered = resumeQuickly(vm, inner, sending: fp[Int(ip.pointee.a) + 1], .delegate) {
                        (ip, fp, code) = (entered.ip, entered.fp, entered.code)
                        if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                        continue
                    }
                }
                let next = delegate(vm, ip, fp, code)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .forIter:
                engine.pointee.budget &-= Int(ip.pointee.cost)
                // An iterator object stands behind a null; else the four slots are the iterator.
                let slots = fp + Int(ip.pointee.b)
                let iterator = slots.pointee == 0 ? ram.words(slots[1]) : slots
                let value = nextItem(ram, iterator)
                if value == Value.stopIteration.bits {
                    ip += Int(ip.pointee.d)
                    if engine.pointee.budget < 0 { ip = poll(vm, ip) }
                    continue
                }
                if value != 0 {
                    fp[Int(ip.pointee.a)] = value
                    fp[Int(ip.pointee.c)] = value
                    ip += Int(Int32(bitPattern: ip.cache.pointee.value))
                    if engine.pointee.budget < 0 { ip = poll(vm, ip) }
                    continue
                }
                if slots.pointee == 0 && slots[1] & 3 == 0 && iterator.pointee == NativeType.generator.address {
                    engine.pointee.top.pointee.ip = ip
                    if let entered = resumeQuickly(vm, slots[1], sending: Value.none.bits, .loop) {
                        (ip, fp, code) = (entered.ip, entered.fp, entered.code)
                        if engine.pointee.budget < 0 { ip = poll(vm, ip, isAtCall: true) }
                        continue
                    }
                }
                let next = iterate(vm, ip, fp, code)
                (ip, fp, code) = (next.ip, next.fp, next.code)

            // MARK: Moves
            case .move:
                fp[Int(ip.pointee.a)] = fp[Int(ip.pointee.b)]
                ip += 1
            case .moveTwo:
                fp[Int(ip.pointee.a)] = fp[Int(ip.pointee.b)]
                fp[Int(ip.pointee.d)] = fp[Int(ip.pointee.c)]
                ip += 1
            case .loadConstant:
                fp[Int(ip.pointee.a)] = UInt32(bitPattern: ip.pointee.d)
                ip += 1
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
                        continue
                    }
                }
                if storeAttribute(vm, ip, object, fp[Int(ip.pointee.a)]) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 2
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
                    continue
                }
                if loadMethod(vm, ip, fp, object) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 2
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
                if Engine.name(vm, ip, fp, code) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1

            // MARK: Operators
            case .addRR:
                let left = fp[Int(ip.pointee.b)]
                let right = fp[Int(ip.pointee.c)]
                let (sum, overflow) = Int32(bitPattern: left).addingReportingOverflow(
                    Int32(bitPattern: right &- 1))
                if left & right & 1 != 0 && !overflow {
                    fp[Int(ip.pointee.a)] = UInt32(bitPattern: sum)
                    ip += 1
                    continue
                }
                if isFloat(ram, left) && isFloat(ram, right) {
                    let result = boxed(vm, float(vm, left) + float(vm, right))
                    if result != 0 {
                        fp[Int(ip.pointee.d)] = result
                        fp[Int(ip.pointee.a)] = result
                        ip += 1
                        continue
                    }
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .subtractRR:
                let left = fp[Int(ip.pointee.b)]
                let right = fp[Int(ip.pointee.c)]
                let (difference, overflow) = Int32(bitPattern: left).subtractingReportingOverflow(
                    Int32(bitPattern: right &- 1))
                if left & right & 1 != 0 && !overflow {
                    fp[Int(ip.pointee.a)] = UInt32(bitPattern: difference)
                    ip += 1
                    continue
                }
                if isFloat(ram, left) && isFloat(ram, right) {
                    let result = boxed(vm, float(vm, left) - float(vm, right))
                    if result != 0 {
                        fp[Int(ip.pointee.d)] = result
                        fp[Int(ip.pointee.a)] = result
                        ip += 1
                        continue
                    }
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .multiplyRR:
                let left = fp[Int(ip.pointee.b)]
                let right = fp[Int(ip.pointee.c)]
                let (product, overflow) = Int32(bitPattern: left &- 1).multipliedReportingOverflow(
                    by: Int32(bitPattern: right) &>> 1)
                if left & right & 1 != 0 && !overflow {
                    fp[Int(ip.pointee.a)] = UInt32(bitPattern: product) &+ 1
                    ip += 1
                    continue
                }
                if isFloat(ram, left) && isFloat(ram, right) {
                    let result = boxed(vm, float(vm, left) * float(vm, right))
                    if result != 0 {
                        fp[Int(ip.pointee.d)] = result
                        fp[Int(ip.pointee.a)] = result
                        ip += 1
                        continue
                    }
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .andRR:
                let left = fp[Int(ip.pointee.b)]
                let right = fp[Int(ip.pointee.c)]
                if left & right & 1 != 0 {
                    fp[Int(ip.pointee.a)] = left & right
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .orRR:
                let left = fp[Int(ip.pointee.b)]
                let right = fp[Int(ip.pointee.c)]
                if left & right & 1 != 0 {
                    fp[Int(ip.pointee.a)] = left | right
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .xorRR:
                let left = fp[Int(ip.pointee.b)]
                let right = fp[Int(ip.pointee.c)]
                if left & right & 1 != 0 {
                    fp[Int(ip.pointee.a)] = left ^ right | 1
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .leftShiftRR:
                let left = fp[Int(ip.pointee.b)]
                let right = fp[Int(ip.pointee.c)]
                let shift = right &>> 1
                if left & right & 1 != 0 && shift < 30 {
                    let shifted = Int(Int32(bitPattern: left) &>> 1) &<< Int(shift)
                    if Value.fitsSmallInt(shifted) {
                        fp[Int(ip.pointee.a)] = Value(smallInt: Int32(truncatingIfNeeded: shifted)).bits
                        ip += 1
                        continue
                    }
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .rightShiftRR:
                let left = fp[Int(ip.pointee.b)]
                let right = fp[Int(ip.pointee.c)]
                let shift = right &>> 1
                if left & right & 1 != 0 && shift < 0x4000_0000 {
                    fp[Int(ip.pointee.a)] =
                        Value(smallInt: (Int32(bitPattern: left) &>> 1) &>> Int32(bitPattern: min(shift, 31))).bits
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .floorDivideRR:
                let left = fp[Int(ip.pointee.b)]
                let right = fp[Int(ip.pointee.c)]
                let divisor = Int32(bitPattern: right) &>> 1
                if left & right & 1 != 0 && divisor > 0 {
                    fp[Int(ip.pointee.a)] =
                        Value(smallInt: floorQuotient(Int32(bitPattern: left) &>> 1, divisor)).bits
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .moduloRR:
                let left = fp[Int(ip.pointee.b)]
                let right = fp[Int(ip.pointee.c)]
                let divisor = Int32(bitPattern: right) &>> 1
                if left & right & 1 != 0 && divisor > 0 {
                    fp[Int(ip.pointee.a)] =
                        Value(smallInt: floorRemainder(Int32(bitPattern: left) &>> 1, divisor)).bits
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .addRK:
                let left = fp[Int(ip.pointee.b)]
                let right = UInt32(bitPattern: ip.pointee.d)
                let (sum, overflow) = Int32(bitPattern: left).addingReportingOverflow(
                    Int32(bitPattern: right &- 1))
                if left & 1 != 0 && !overflow {
                    fp[Int(ip.pointee.a)] = UInt32(bitPattern: sum)
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .subtractRK:
                let left = fp[Int(ip.pointee.b)]
                let right = UInt32(bitPattern: ip.pointee.d)
                let (difference, overflow) = Int32(bitPattern: left).subtractingReportingOverflow(
                    Int32(bitPattern: right &- 1))
                if left & 1 != 0 && !overflow {
                    fp[Int(ip.pointee.a)] = UInt32(bitPattern: difference)
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .multiplyRK:
                let left = fp[Int(ip.pointee.b)]
                let right = UInt32(bitPattern: ip.pointee.d)
                let (product, overflow) = Int32(bitPattern: left &- 1).multipliedReportingOverflow(
                    by: Int32(bitPattern: right) &>> 1)
                if left & 1 != 0 && !overflow {
                    fp[Int(ip.pointee.a)] = UInt32(bitPattern: product) &+ 1
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .andRK:
                let left = fp[Int(ip.pointee.b)]
                let right = UInt32(bitPattern: ip.pointee.d)
                if left & 1 != 0 {
                    fp[Int(ip.pointee.a)] = left & right
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .orRK:
                let left = fp[Int(ip.pointee.b)]
                let right = UInt32(bitPattern: ip.pointee.d)
                if left & 1 != 0 {
                    fp[Int(ip.pointee.a)] = left | right
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .xorRK:
                let left = fp[Int(ip.pointee.b)]
                let right = UInt32(bitPattern: ip.pointee.d)
                if left & 1 != 0 {
                    fp[Int(ip.pointee.a)] = left ^ right | 1
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .leftShiftRK:
                let left = fp[Int(ip.pointee.b)]
                let right = UInt32(bitPattern: ip.pointee.d)
                let shift = right &>> 1
                if left & 1 != 0 && shift < 30 {
                    let shifted = Int(Int32(bitPattern: left) &>> 1) &<< Int(shift)
                    if Value.fitsSmallInt(shifted) {
                        fp[Int(ip.pointee.a)] = Value(smallInt: Int32(truncatingIfNeeded: shifted)).bits
                        ip += 1
                        continue
                    }
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .rightShiftRK:
                let left = fp[Int(ip.pointee.b)]
                let right = UInt32(bitPattern: ip.pointee.d)
                let shift = right &>> 1
                if left & 1 != 0 && shift < 0x4000_0000 {
                    fp[Int(ip.pointee.a)] =
                        Value(smallInt: (Int32(bitPattern: left) &>> 1) &>> Int32(bitPattern: min(shift, 31))).bits
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .floorDivideRK:
                let left = fp[Int(ip.pointee.b)]
                let right = UInt32(bitPattern: ip.pointee.d)
                let divisor = Int32(bitPattern: right) &>> 1
                if left & 1 != 0 && divisor > 0 {
                    fp[Int(ip.pointee.a)] =
                        Value(smallInt: floorQuotient(Int32(bitPattern: left) &>> 1, divisor)).bits
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .moduloRK:
                let left = fp[Int(ip.pointee.b)]
                let right = UInt32(bitPattern: ip.pointee.d)
                let divisor = Int32(bitPattern: right) &>> 1
                if left & 1 != 0 && divisor > 0 {
                    fp[Int(ip.pointee.a)] =
                        Value(smallInt: floorRemainder(Int32(bitPattern: left) &>> 1, divisor)).bits
                    ip += 1
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, right)
                (ip, fp, code) = (next.ip, next.fp, next.code)
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
                let next = arithmetic(vm, ip, fp, code, fp[Int(ip.pointee.b)], fp[Int(ip.pointee.c)])
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .loadSubscript:
                let object = fp[Int(ip.pointee.b)]
                let index = fp[Int(ip.pointee.c)]
                if index & 1 != 0 {
                    let value = item(ram, object, Int32(bitPattern: index) &>> 1)
                    if value != 0 {
                        fp[Int(ip.pointee.d)] = value
                        fp[Int(ip.pointee.a)] = value
                        ip += 1
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
            case .storeSubscript:
                let object = fp[Int(ip.pointee.b)]
                let index = fp[Int(ip.pointee.c)]
                let value = fp[Int(ip.pointee.a)]
                if object & 3 == 0 && index & 1 != 0 && value != 0 {
                    let kind = ram[object]
                    let position = index &>> 1
                    if kind == NativeType.list.address {
                        if position < ram[object &+ 8] {
                            ram[ram[object &+ 12] &+ position &* 4] = value
                            ip += 1
                            continue
                        }
                    } else if kind == NativeType.bytearray.address {
                        if position < ram[object &+ 8] && value & 1 != 0 && value &>> 1 < 256 {
                            ram[byte: ram[object &+ 12] &+ position] = UInt8(truncatingIfNeeded: value &>> 1)
                            ip += 1
                            continue
                        }
                    }
                }
                if subscripted(vm, ip, object, index, value) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1

            case .storeSubscriptK:
                let object = fp[Int(ip.pointee.b)]
                let index = fp[Int(ip.pointee.c)]
                let value = UInt32(bitPattern: ip.pointee.d)
                if object & 3 == 0 && index & 1 != 0 {
                    let kind = ram[object]
                    let position = index &>> 1
                    if kind == NativeType.list.address {
                        if position < ram[object &+ 8] {
                            ram[ram[object &+ 12] &+ position &* 4] = value
                            ip += 1
                            continue
                        }
                    } else if kind == NativeType.bytearray.address {
                        if position < ram[object &+ 8] && value & 1 != 0 && value &>> 1 < 256 {
                            ram[byte: ram[object &+ 12] &+ position] = UInt8(truncatingIfNeeded: value &>> 1)
                            ip += 1
                            continue
                        }
                    }
                }
                if subscripted(vm, ip, object, index, value) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1

            case .addThenBranchLessRR:
                let left = fp[Int(ip.pointee.b)]
                let (sum, overflow) = Int32(bitPattern: left).addingReportingOverflow(ip.pointee.d &- 1)
                if left & 1 != 0 && !overflow {
                    fp[Int(ip.pointee.a)] = UInt32(bitPattern: sum)
                    let branch = ip + 1
                    let right = fp[Int(branch.pointee.b)]
                    if right & 1 == 0 {
                        ip = branch
                        continue
                    }
                    engine.pointee.budget &-= Int(branch.pointee.cost)
                    ip = branch + (sum < Int32(bitPattern: right) ? Int(branch.pointee.d) : 1)
                    if engine.pointee.budget < 0 { ip = poll(vm, ip) }
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, UInt32(bitPattern: ip.pointee.d))
                (ip, fp, code) = (next.ip, next.fp, next.code)
            case .addThenBranchLessRK:
                let left = fp[Int(ip.pointee.b)]
                let (sum, overflow) = Int32(bitPattern: left).addingReportingOverflow(ip.pointee.d &- 1)
                if left & 1 != 0 && !overflow {
                    fp[Int(ip.pointee.a)] = UInt32(bitPattern: sum)
                    let branch = ip + 1
                    let right = UInt32(branch.pointee.b)
                    engine.pointee.budget &-= Int(branch.pointee.cost)
                    ip = branch + (sum < Int32(bitPattern: right) ? Int(branch.pointee.d) : 1)
                    if engine.pointee.budget < 0 { ip = poll(vm, ip) }
                    continue
                }
                let next = arithmetic(vm, ip, fp, code, left, UInt32(bitPattern: ip.pointee.d))
                (ip, fp, code) = (next.ip, next.fp, next.code)

            // MARK: The rest is cold
            case .unpackSequence:
                if !unpackQuickly(vm, ip, fp) && unpack(vm, ip, fp) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1
            case .storeComprehension:
                if !appendQuickly(ram, ip, fp) && storeComprehension(vm, ip, fp) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1
            case .buildTuple:
                if buildTuple(vm, ip, fp) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1
            case .buildList:
                if buildList(vm, ip, fp) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1
            case .buildSlice:
                if buildSlice(vm, ip, fp) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1
            case .buildMap, .storeMap, .buildSet:
                if buildTable(vm, ip, fp) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1
            case .getIter, .getIterStack:
                if getIterator(vm, ip, fp) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1
            case .makeFunction, .makeFunctionDefaults, .makeClosure, .makeClosureDefaults:
                if makeFunction(vm, ip, fp) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1
            case .unpackEx, .setupWith, .withCleanup:
                if rarely(vm, ip, fp) == 0 {
                    ip = raise(vm, ip)
                    continue
                }
                ip += 1
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
