import CPlacement

/// Branches: on a truth value, on a comparison, and on one behind an addition.
///
/// Each ends a block: it pays for the block, and gives the host its turn where the budget is spent.
extension Engine {
    @inline(__always) private static func pay(_ engine: EnginePointer, _ ip: IP) {
        engine.pointee.budget &-= Int(ip.pointee.cost)
    }

    @inline(__always) private static func goOn(_ vm: VM, _ engine: EnginePointer, _ ip: IP) -> IP {
        if engine.pointee.budget < 0 { return poll(vm, ip, isAtCall: false) }
        keep_apart()
        return ip
    }

    @inline(__always) static func branch(
        _ vm: VM, _ engine: EnginePointer, _ ip: IP, _ jumps: Bool
    ) -> IP {
        pay(engine, ip)
        return goOn(vm, engine, ip + (jumps ? Int(ip.pointee.d) : 1))
    }

    /// On a truth value, which mostly is True or False, or a small int.
    @inline(__always) static func branchBool(
        _ vm: VM, _ engine: EnginePointer, _ ip: IP, _ fp: Slots, jumpsIf jumping: UInt32,
        else staying: UInt32
    ) -> IP {
        pay(engine, ip)
        let value = fp[Int(ip.pointee.a)]
        let next: IP
        if value == jumping {
            next = ip + Int(ip.pointee.d)
        } else if value == staying {
            next = ip + 1
        } else if value & 1 != 0 {
            let isTrue = value != Value(smallInt: 0).bits
            next = ip + (isTrue == (jumping == Value.trueBits) ? Int(ip.pointee.d) : 1)
        } else {
            next = branchByTruth(vm, ip, value)
        }
        return goOn(vm, engine, next)
    }

    /// On a comparison of two slots.
    @inline(__always) static func branchRR(
        _ vm: VM, _ engine: EnginePointer, _ ip: IP, _ fp: Slots,
        _ jumps: (Int32, Int32) -> Bool, _ jumpsOnFloats: (Double, Double) -> Bool
    ) -> IP {
        pay(engine, ip)
        let left = fp[Int(ip.pointee.a)]
        let right = fp[Int(ip.pointee.b)]
        if left & right & 1 != 0 {
            let step = jumps(Int32(bitPattern: left), Int32(bitPattern: right)) ? Int(ip.pointee.d) : 1
            return goOn(vm, engine, ip + step)
        }
        let step = floatStep(vm, ip, left, right, jumpsOnFloats)
        return goOn(vm, engine, step != 0 ? ip + step : compare(vm, ip, left, right))
    }

    /// On a comparison of a slot with a constant.
    @inline(__always) static func branchRK(
        _ vm: VM, _ engine: EnginePointer, _ ip: IP, _ fp: Slots,
        _ jumps: (Int32, Int32) -> Bool
    ) -> IP {
        pay(engine, ip)
        let left = fp[Int(ip.pointee.a)]
        let right = UInt32(ip.pointee.b)
        if left & 1 != 0 {
            let step = jumps(Int32(bitPattern: left), Int32(bitPattern: right)) ? Int(ip.pointee.d) : 1
            return goOn(vm, engine, ip + step)
        }
        return goOn(vm, engine, compare(vm, ip, left, right))
    }

    /// An addition of a constant and the branch behind it, on a comparison of the sum with a slot. `loops`: the branch leads to a move of
    /// the sum, which is done on the way.
    @inline(__always) static func addThenBranchLessRR(
        _ vm: VM, _ engine: EnginePointer, _ ip: IP, _ fp: Slots, _ code: CodePointer, loops: Bool = false
    ) -> Transfer {
        let left = fp[Int(ip.pointee.b)]
        guard left & 1 != 0, let sum = SmallInt.sum(left, UInt32(bitPattern: ip.pointee.d)) else {
            return inTopFrame(engine, arithmetic(vm, ip, fp, left, UInt32(bitPattern: ip.pointee.d)))
        }
        fp[Int(ip.pointee.a)] = sum
        let next = ip + 1
        let right = fp[Int(next.pointee.b)]
        if right & 1 == 0 { return (ip: next, fp: fp, code: code) }
        let jumps = Int32(bitPattern: sum) < Int32(bitPattern: right)
        let last = loops ? loop(vm, engine, next, fp, sum, jumps) : branch(vm, engine, next, jumps)
        return (ip: last, fp: fp, code: code)
    }

    /// The same, with a constant.
    @inline(__always) static func addThenBranchLessRK(
        _ vm: VM, _ engine: EnginePointer, _ ip: IP, _ fp: Slots, _ code: CodePointer, loops: Bool = false
    ) -> Transfer {
        let left = fp[Int(ip.pointee.b)]
        guard left & 1 != 0, let sum = SmallInt.sum(left, UInt32(bitPattern: ip.pointee.d)) else {
            return inTopFrame(engine, arithmetic(vm, ip, fp, left, UInt32(bitPattern: ip.pointee.d)))
        }
        fp[Int(ip.pointee.a)] = sum
        let next = ip + 1
        let jumps = Int32(bitPattern: sum) < Int32(next.pointee.b)
        let last = loops ? loop(vm, engine, next, fp, sum, jumps) : branch(vm, engine, next, jumps)
        return (ip: last, fp: fp, code: code)
    }

    /// A branch that leads to a move of the sum, which is done with it unless the host has its turn first.
    @inline(__always) private static func loop(
        _ vm: VM, _ engine: EnginePointer, _ ip: IP, _ fp: Slots, _ sum: UInt32, _ jumps: Bool
    ) -> IP {
        pay(engine, ip)
        let target = ip + (jumps ? Int(ip.pointee.d) : 1)
        if engine.pointee.budget < 0 { return poll(vm, target, isAtCall: false) }
        if !jumps { return target }
        fp[Int(target.pointee.a)] = sum
        keep_apart()
        return target + 1
    }

    // MARK: Others than small ints

    /// How far a branch on two floats goes; 0 leaves it to `compare`. A branch may stand for the opposite of what was written,
    /// which is not the same where there is no number.
    @inline(__always) private static func floatStep(
        _ vm: VM, _ ip: IP, _ left: UInt32, _ right: UInt32, _ jumps: (Double, Double) -> Bool
    ) -> Int {
        guard isFloat(vm.ram, left) && isFloat(vm.ram, right) else { return 0 }
        let a = float(vm, left)
        let b = float(vm, right)
        if a.isNaN || b.isNaN { return 0 }
        return jumps(a, b) ? Int(ip.pointee.d) : 1
    }

    /// A fused comparison and branch of anything but small ints: where it goes on.
    @inline(never) private static func compare(_ vm: VM, _ ip: IP, _ left: UInt32, _ right: UInt32) -> IP {
        let whenTrue = ip.pointee.c != 0
        let operation = ip.operation
        if isReal(vm, left) && isReal(vm, right), left & right & 1 == 0,
            let truth = order(operation, number(vm, left), number(vm, right))
        {
            return ip + (truth == whenTrue ? Int(ip.pointee.d) : 1)
        }
        return compareOthers(vm, ip, left, right)
    }

    @inline(never) private static func compareOthers(_ vm: VM, _ ip: IP, _ left: UInt32, _ right: UInt32) -> IP {
        let whenTrue = ip.pointee.c != 0
        let operation = ip.operation
        if operation == .equal || operation == .notEqual, vm.isStr(Value(bits: left)), vm.isStr(Value(bits: right)) {
            let isSame = left == right || vm.areSameTexts(Value(bits: left), Value(bits: right))
            return ip + ((isSame == (operation == .equal)) == whenTrue ? Int(ip.pointee.d) : 1)
        }
        return compareByType(vm, ip, left, right)
    }

    @inline(never) private static func compareByType(_ vm: VM, _ ip: IP, _ left: UInt32, _ right: UInt32) -> IP {
        let whenTrue = ip.pointee.c != 0
        let operation = ip.operation
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        do throws(GuestException) {
            let result = try vm.binary(operation, Value(bits: left), Value(bits: right))
            return ip + (try vm.isTrue(result) == whenTrue ? Int(ip.pointee.d) : 1)
        } catch {
            vm.engine.pointee.pending = error.value
            return raise(vm, ip)
        }
    }

    /// A branch on a value that is neither True nor False nor a small int: where it goes on.
    @inline(never) private static func branchByTruth(_ vm: VM, _ ip: IP, _ value: UInt32) -> IP {
        let truth = isTrue(vm, ip, value)
        if truth < 0 { return raise(vm, ip) }
        return ip + ((ip.pointee.op == .branchTrue) == (truth != 0) ? Int(ip.pointee.d) : 1)
    }

    /// The truth of a value that is neither True nor False; -1: an exception is pending.
    @inline(never) static func isTrue(_ vm: VM, _ ip: IP, _ value: UInt32) -> Int {
        if value & 1 != 0 { return value == 1 ? 0 : 1 }
        if value == Value.none.bits { return 0 }
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        do throws(GuestException) {
            return try vm.isTrue(Value(bits: value)) ? 1 : 0
        } catch {
            vm.engine.pointee.pending = error.value
            return -1
        }
    }
}
