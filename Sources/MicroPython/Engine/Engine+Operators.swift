import CPlacement

/// Operators: in the loop on small ints and floats, else by slower and slower ways.
extension Engine {
    /// `a = b op c` on two small ints.
    @inline(__always) static func binaryRR(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ code: CodePointer, _ quick: (UInt32, UInt32) -> UInt32?
    ) -> Transfer {
        let left = fp[Int(ip.pointee.b)]
        let right = fp[Int(ip.pointee.c)]
        if left & right & 1 != 0, let result = quick(left, right) {
            fp[Int(ip.pointee.a)] = result
            keep_apart()
            return (ip: ip + 1, fp: fp, code: code)
        }
        return inTopFrame(vm.engine, arithmetic(vm, ip, fp, left, right))
    }

    /// `a = b op c` on two small ints or two floats.
    @inline(__always) static func binaryRR(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ code: CodePointer, _ quick: (UInt32, UInt32) -> UInt32?,
        _ onFloats: (Double, Double) -> Double
    ) -> Transfer {
        let left = fp[Int(ip.pointee.b)]
        let right = fp[Int(ip.pointee.c)]
        if left & right & 1 != 0, let result = quick(left, right) {
            fp[Int(ip.pointee.a)] = result
            keep_apart()
            return (ip: ip + 1, fp: fp, code: code)
        }
        if isFloat(vm.ram, left) && isFloat(vm.ram, right) {
            let result = boxed(vm, onFloats(float(vm, left), float(vm, right)))
            if result != 0 {
                fp[Int(ip.pointee.d)] = result
                fp[Int(ip.pointee.a)] = result
                keep_apart()
                return (ip: ip + 1, fp: fp, code: code)
            }
        }
        return inTopFrame(vm.engine, arithmetic(vm, ip, fp, left, right))
    }

    /// `a = b op d` on a small int; the constant is one.
    @inline(__always) static func binaryRK(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ code: CodePointer, _ quick: (UInt32, UInt32) -> UInt32?
    ) -> Transfer {
        let left = fp[Int(ip.pointee.b)]
        let right = UInt32(bitPattern: ip.pointee.d)
        if left & 1 != 0, let result = quick(left, right) {
            fp[Int(ip.pointee.a)] = result
            keep_apart()
            return (ip: ip + 1, fp: fp, code: code)
        }
        return inTopFrame(vm.engine, arithmetic(vm, ip, fp, left, right))
    }

    /// As `arithmetic`, for what its types decide.
    @inline(never) static func arithmeticByType(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        let operation = ip.operation
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        if isPlainInstance(vm, Value(bits: left)) {
            if let entered = enterKnownMethod(vm, operation, left, right) { return entered }
            do throws(GuestException) {
                if let entered = try enterMethod(vm, operation, left, right) { return entered }
            } catch {
                return fail(vm, error, ip)
            }
        }
        let value = native(vm) { () throws(GuestException) in
            try vm.binary(operation, Value(bits: left), Value(bits: right))
        }
        if value == 0 { return raise(vm, ip) }
        return deliver(value, ip, fp)
    }

    /// The result goes to its slot, and to the stack slot that a store to a local made superfluous: the reference's
    /// stack would keep it alive.
    @inline(__always) static func deliver(_ value: UInt32, _ ip: IP, _ fp: Slots) -> IP {
        fp[ip.keptSlot] = value
        fp[Int(ip.pointee.a)] = value
        return ip + 1
    }

    // MARK: Methods

    /// As `enterMethod`, where the method was found lately and takes just the two.
    @inline(__always) private static func enterKnownMethod(
        _ vm: VM, _ operation: BinaryOperator, _ left: UInt32, _ right: UInt32
    ) -> IP? {
        guard operation.rawValue >= BinaryOperator.inplaceOr.rawValue, let method = operation.method(vm) else {
            return nil
        }
        let name = Qstr(method)
        let type = vm.ram[left]
        let place = vm.registry.pointee.memberCache.place(type, name)
        guard place.holds(type, name, vm.state.pointee.epoch),
            let target = simpleTarget(vm, place.pointee.member, 2, 0),
            vm.engine.pointee.top + 1 < vm.engine.pointee.frameLimit
        else { return nil }
        let stackBytes = target.pointee.stackBytes + vm.engine.pointee.callStack.extra.operatorBytes
        guard vm.state.pointee.stackUsed + stackBytes <= vm.state.pointee.stackLimit else { return nil }
        let words = vm.ram.words(vm.pushScratch(2))
        words[0] = left
        words[1] = right
        _ = pushFrame(vm, vm.engine, target, place.pointee.member, words, 2, stackBytes)
        vm.popScratch(2)
        vm.engine.pointee.top.pointee.kind = .operation
        return target.pointee.entry
    }

    /// Enters `left.__add__(right)` or the like where it is a function of the guest, without recursion of the host. Nil
    /// leaves everything to the general way.
    @inline(never) private static func enterMethod(
        _ vm: VM, _ operation: BinaryOperator, _ left: UInt32, _ right: UInt32
    ) throws(GuestException) -> IP? {
        // `==` and `in` have rules of their own.
        guard operation.rawValue >= BinaryOperator.inplaceOr.rawValue,
            let method = try method(vm, operation, left)
        else { return nil }
        let scratch = vm.pushScratch(2)
        defer { vm.popScratch(2) }
        let words = vm.ram.words(scratch)
        words[0] = left
        words[1] = right
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        let target = try vm.enter(
            method, Arguments(words, count: 2), .operation,
            extraStackBytes: vm.engine.pointee.callStack.extra.operatorBytes)
        return target.pointee.entry
    }

    /// The function of the guest that an instance's class has for an operation, or for the plain one of an in-place one.
    private static func method(
        _ vm: VM, _ operation: BinaryOperator, _ left: UInt32
    ) throws(GuestException) -> GuestAddress? {
        let name = Qstr(operation.method(vm) ?? .null)
        let found = try ClassLookup(vm, Value(bits: left), name, slot: .binary).find(in: vm.ram[left])
        guard case .attribute(let attribute) = found else {
            guard case .missing = found, let plain = operation.withoutInplace else { return nil }
            return try method(vm, plain, left)
        }
        guard attribute.receiver.bits == left, vm.isExactly(attribute.value, .function) else { return nil }
        return attribute.value.address
    }

    /// The method that `enterMethod` entered answered NotImplemented: whoever comes next is asked.
    @inline(never) static func declined(_ vm: VM, _ frame: UnsafeMutablePointer<Frame>) -> IP {
        let ip = frame.pointee.ip
        let fp = frame.pointee.fp
        let left = Value(bits: fp[Int(ip.pointee.b)])
        let isConstant = ip.pointee.detail & Insn.constantForm != 0
        let right = Value(bits: isConstant ? UInt32(bitPattern: ip.pointee.d) : fp[Int(ip.pointee.c)])
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let value = native(vm) { () throws(GuestException) in
            try vm.binaryAfterDeclining(ip.operation, left, right)
        }
        if value == 0 { return raise(vm, ip) }
        return deliver(value, ip, fp)
    }

    // MARK: Floats

    /// A float in an object of its own.
    @inline(__always) static func isFloat(_ ram: GuestRAM, _ word: UInt32) -> Bool {
        word & 3 == 0 && ram[word] == NativeType.float.address
    }

    @inline(__always) static func float(_ vm: VM, _ word: UInt32) -> Double {
        FloatObject.double(at: word, vm)
    }

    /// A new float; 0 where the heap has no room at once.
    @inline(__always) static func boxed(_ vm: VM, _ number: Double) -> UInt32 {
        FloatObject.makeAtOnce(number, vm)
    }

    /// A float, boxed or not, or a small int.
    @inline(__always) static func isReal(_ vm: VM, _ word: UInt32) -> Bool {
        word & 1 != 0 || isFloat(vm.ram, word)
    }

    @inline(__always) static func number(_ vm: VM, _ word: UInt32) -> Double {
        word & 1 != 0 ? real(vm, Int32(bitPattern: word) &>> 1) : float(vm, word)
    }

    /// A small int as a float: beyond 24 bits a single has no room for all of it (mp_obj_float_binary_op, py/objfloat.c v1.29).
    @inline(__always) static func real(_ vm: VM, _ integer: Int32) -> Double {
        if integer >= -(1 << 24) && integer <= 1 << 24 { return Double(integer) }
        return FloatObject.rounded(Double(integer), vm)
    }

    /// `a < b` and so on; nil for what is no comparison.
    @inline(__always) static func order(_ operation: BinaryOperator, _ a: Double, _ b: Double) -> Bool? {
        switch operation {
        case .less: a < b
        case .more: a > b
        case .equal: a == b
        case .lessEqual: a <= b
        case .moreEqual: a >= b
        case .notEqual: a != b
        default: nil
        }
    }

    @inline(never) static func unary(_ vm: VM, _ ip: IP, _ value: UInt32) -> UInt32 {
        guard let operation = UnaryOperator(rawValue: UInt8(truncatingIfNeeded: ip.pointee.c)) else { return 0 }
        if operation == .negative && isFloat(vm.ram, value) {
            let result = boxed(vm, -float(vm, value))
            if result != 0 { return result }
        }
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        return native(vm) { () throws(GuestException) in try vm.unary(operation, Value(bits: value)) }
    }
}
