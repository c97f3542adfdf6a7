/// Calls of functions that are written in Swift: some in the loop, some without a scope, the rest the general way.
extension Engine {
    /// `len(x)` of a list or bytearray, whose counts lie in the same place; else 0.
    @inline(__always) static func lengthAtOnce(
        _ ram: GuestRAM, _ function: UInt32, _ argument: UInt32, _ ip: IP
    ) -> UInt32 {
        guard isQuick(ram, function, .length), ip.pointee.b == 1, ip.pointee.c == 0, argument & 3 == 0,
            ram[argument] == NativeType.list.address || ram[argument] == NativeType.bytearray.address
        else { return 0 }
        return ram[argument &+ ListObject.Offset.count] &<< 1 | 1
    }

    /// Does `list.append(x)` where there is room.
    @inline(__always) static func appendAtOnce(_ ram: GuestRAM, _ function: UInt32, _ base: Slots, _ ip: IP) -> Bool {
        guard isQuick(ram, function, .append), ip.pointee.b == 1, ip.pointee.c == 0, base[1] != 0, base[1] & 3 == 0
        else { return false }
        return QuickFunction.append(base[1], base[2], ram) != 0
    }

    @inline(__always) private static func isQuick(_ ram: GuestRAM, _ function: UInt32, _ quick: QuickFunction) -> Bool {
        function & 3 == 0 && ram[function] == NativeType.builtinFunction.address
            && ram[function &+ 4] &>> BuiltinFunctionObject.quickShift == UInt32(quick.rawValue)
    }

    /// A function that the engine may know by itself: each kind has a function of its own here too.
    @inline(__always) static func callBuiltin(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int, _ callee: GuestAddress
    ) -> IP {
        if ip.pointee.c != 0 { return callFirmware(vm, ip, fp, arguments, count) }
        switch BuiltinFunctionObject.quick(callee, vm.ram) {
        case .none: return callFirmware(vm, ip, fp, arguments, count)
        case .length: return callLength(vm, ip, fp, arguments, count)
        case .append: return callAppend(vm, ip, fp, arguments, count)
        case .pop: return callPop(vm, ip, fp, arguments, count)
        case .insert: return callInsert(vm, ip, fp, arguments, count)
        case .get: return callGet(vm, ip, fp, arguments, count)
        case .getAttribute: return callGetAttribute(vm, ip, fp, arguments, count)
        case .setAttribute: return callSetAttribute(vm, ip, fp, arguments, count)
        case .abs, .squareRoot, .sine, .cosine: return callOnNumber(vm, ip, fp, arguments, count)
        }
    }

    /// Gives the result; where there is none, the function itself has to look.
    @inline(__always) private static func finishQuickly(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int, _ value: UInt32
    ) -> IP {
        if value == 0 { return callFirmware(vm, ip, fp, arguments, count) }
        giveResult(value, ip, fp)
        return pollAfterCall(vm, ip)
    }

    // One function for all of them would save each one's registers for every call.

    @inline(never) private static func callLength(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        finishQuickly(vm, ip, fp, arguments, count, QuickFunction.length.result(vm, arguments, count))
    }

    @inline(never) private static func callAppend(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        finishQuickly(vm, ip, fp, arguments, count, QuickFunction.append.result(vm, arguments, count))
    }

    @inline(never) private static func callPop(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        finishQuickly(vm, ip, fp, arguments, count, QuickFunction.pop.result(vm, arguments, count))
    }

    @inline(never) private static func callInsert(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        finishQuickly(vm, ip, fp, arguments, count, QuickFunction.insert.result(vm, arguments, count))
    }

    @inline(never) private static func callGet(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        finishQuickly(vm, ip, fp, arguments, count, QuickFunction.get.result(vm, arguments, count))
    }

    @inline(never) private static func callGetAttribute(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        finishQuickly(vm, ip, fp, arguments, count, QuickFunction.getAttribute.result(vm, arguments, count))
    }

    @inline(never) private static func callSetAttribute(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        finishQuickly(vm, ip, fp, arguments, count, QuickFunction.setAttribute.result(vm, arguments, count))
    }

    @inline(never) private static func callOnNumber(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        let quick = BuiltinFunctionObject.quick(fp[Int(ip.pointee.a)], vm.ram)
        let value = count == 1 ? quick.ofNumber(vm, arguments[0]) : 0
        return finishQuickly(vm, ip, fp, arguments, count, value)
    }

    /// A bound method of the firmware whose arguments take no block: the receiver goes into the word before them, which
    /// is the callee's or that of a receiver that there is none of.
    @inline(never) static func callBoundQuickly(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> IP {
        let callee = fp[Int(ip.pointee.a)]
        let function = BoundMethodObject.function(callee, vm.ram)
        guard function.isAddress, vm.ram[function.address] == NativeType.builtinFunction.address else {
            return callAny(vm, ip, fp, arguments, count)
        }
        let all = arguments - 1
        all.pointee = BoundMethodObject.receiver(callee, vm.ram).bits
        var value = BuiltinFunctionObject.quick(function.address, vm.ram).result(vm, all, count + 1)
        if value == 0 {
            vm.engine.pointee.ip = ip
            vm.engine.pointee.top.pointee.ip = ip
            value = native(vm) { () throws(GuestException) in
                vm.keep(callee)
                return try BuiltinFunctionObject.call(vm, function, Arguments(all, count: count + 1))
            }
            if value == 0 { return raise(vm, ip) }
        }
        giveResult(value, ip, fp)
        return pollAfterCall(vm, ip)
    }

    @inline(never) static func callFirmware(_ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int) -> IP {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let value = native(vm) { () throws(GuestException) in
            try BuiltinFunctionObject.call(
                vm, Value(bits: fp[Int(ip.pointee.a)]),
                Arguments(arguments, count: count, keywordCount: Int(ip.pointee.c)))
        }
        if value == 0 { return raise(vm, ip) }
        giveResult(value, ip, fp)
        return pollAfterCall(vm, ip)
    }
}
