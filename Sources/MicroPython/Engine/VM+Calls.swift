/// Calling guest code from native code, and entering functions.
extension VM {
    /// Calls a value with arguments that lie in guest memory.
    public func call(_ callee: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        if type(of: callee) == NativeType.function.address { return try callFunction(callee, arguments) }
        return try callNative(callee, arguments)
    }

    /// As `call`, for anything but a function of the guest.
    func callNative(_ callee: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        if callee.isAddress, ram[callee.address] == NativeType.builtinFunction.address {
            return try BuiltinFunctionObject.call(self, callee, arguments)
        }
        let slots = slots(of: callee)
        guard slots.has(.call) else {
            throw error(.typeError, "'%q' object isn't callable", .typeName(callee, self))
        }
        state.pointee.stackUsed &+= VM.delegationBytes
        defer { state.pointee.stackUsed &-= VM.delegationBytes }
        try checkStack()
        return try slots.call(self, callee, arguments)
    }

    /// Calls a method: its receiver, if any, goes first.
    func call(_ method: LoadedAttribute, _ arguments: Arguments) throws(GuestException) -> Value {
        if method.receiver.isNull { return try call(method.value, arguments) }
        return try callPrepending([method.receiver], method.value, arguments)
    }

    /// Calls a value with arguments from native code.
    public func call(_ callee: Value, _ arguments: [Value]) throws(GuestException) -> Value {
        let scratch = pushScratch(arguments.count)
        defer { popScratch(arguments.count) }
        let words = ram.words(scratch)
        for index in arguments.indices { words[index] = arguments[index].bits }
        return try call(callee, Arguments(words, count: arguments.count))
    }

    /// Calls a method with arguments from native code.
    public func call(_ method: LoadedAttribute, _ arguments: [Value]) throws(GuestException) -> Value {
        if method.receiver.isNull { return try call(method.value, arguments) }
        let scratch = pushScratch(arguments.count + 1)
        defer { popScratch(arguments.count + 1) }
        let words = ram.words(scratch)
        words[0] = method.receiver.bits
        for index in arguments.indices { words[index + 1] = arguments[index].bits }
        return try call(method.value, Arguments(words, count: arguments.count + 1))
    }

    /// Calls a method without arguments.
    func callNone(_ method: LoadedAttribute) throws(GuestException) -> Value {
        if !method.receiver.isNull { return try callOne(method.value, method.receiver) }
        return try call(method.value, Arguments(ram.words(state.pointee.scratchStart), count: 0))
    }

    /// Calls a method with one argument.
    func callOne(_ method: LoadedAttribute, _ argument: Value) throws(GuestException) -> Value {
        if method.receiver.isNull { return try callOne(method.value, argument) }
        return try callTwo(method.value, method.receiver, argument)
    }

    /// Calls a method with two arguments.
    func callTwo(_ method: LoadedAttribute, _ first: Value, _ second: Value) throws(GuestException) -> Value {
        if method.receiver.isNull { return try callTwo(method.value, first, second) }
        let scratch = pushScratch(3)
        defer { popScratch(3) }
        let words = ram.words(scratch)
        words[0] = method.receiver.bits
        words[1] = first.bits
        words[2] = second.bits
        return try call(method.value, Arguments(words, count: 3))
    }

    /// Calls a value with one argument.
    func callOne(_ callee: Value, _ argument: Value) throws(GuestException) -> Value {
        let scratch = pushScratch(1)
        defer { popScratch(1) }
        let words = ram.words(scratch)
        words[0] = argument.bits
        return try call(callee, Arguments(words, count: 1))
    }

    /// Calls a value with two arguments.
    func callTwo(_ callee: Value, _ first: Value, _ second: Value) throws(GuestException) -> Value {
        let scratch = pushScratch(2)
        defer { popScratch(2) }
        let words = ram.words(scratch)
        words[0] = first.bits
        words[1] = second.bits
        return try call(callee, Arguments(words, count: 2))
    }

    /// Calls a value with some arguments before the given ones. `charged`: the reference copies them to the heap where
    /// there are any, for as long as the call takes.
    func callPrepending(
        _ first: [Value], _ callee: Value, _ arguments: Arguments, charged: Bool = false
    ) throws(GuestException) -> Value {
        let given = arguments.count + 2 * arguments.keywordCount
        let total = first.count + given
        let scratch = pushScratch(total)
        defer { popScratch(total) }
        let words = ram.words(scratch)
        for index in first.indices { words[index] = first[index].bits }
        for index in 0..<given { words[first.count + index] = arguments.slots[index] }
        let all = Arguments(words, count: first.count + arguments.count, keywordCount: arguments.keywordCount)
        guard charged, given > 0 else { return try call(callee, all) }
        let block = try allocate((2 + given) * 4, .frame)
        let result = try call(callee, all)
        free(block)
        return result
    }

    /// Calls a function of the guest and runs it to its end.
    func callFunction(_ function: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        let reentryBytes = engine.pointee.callStack.extra.reentryBytes
        state.pointee.stackUsed &+= reentryBytes
        defer { state.pointee.stackUsed &-= reentryBytes }
        let result = Engine.run(self, from: try enterFromHost(function.address, arguments))
        if result.isNull { throw takePending() }
        keep(result)
        return result
    }

    /// Pushes a frame for a function that native code calls; where it begins.
    @inline(__always) private func enterFromHost(
        _ function: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> IP {
        guard arguments.keywordCount == 0, engine.pointee.top + 1 < engine.pointee.frameLimit,
            let target = Engine.simpleTarget(self, function, arguments.count, 0)
        else { return try enter(function, arguments, .host).pointee.entry }
        let frame = Engine.pushFrame(
            self, engine, target, function, arguments.slots, 0, target.pointee.stackBytes)
        let first = frame + (target.pointee.slotCount &- 1)
        // Native code seldom gives more than two.
        if arguments.count > 0 { first[0] = arguments.slots[0] }
        if arguments.count > 1 { first[-1] = arguments.slots[1] }
        if arguments.count > 2 { VM.place(arguments, from: first) }
        engine.pointee.top.pointee.kind = .host
        engine.pointee.top.pointee.ip = target.pointee.entry
        return target.pointee.entry
    }

    /// Arguments go to the locals from the first one down.
    @inline(never) private static func place(_ arguments: Arguments, from first: Slots) {
        for index in 0..<arguments.count { first[-index] = arguments.slots[index] }
    }

    /// What native code that may call itself again takes of the C stack for a level: `repr` of a list in a list, on the unix port.
    static let nativeCallBytes = 64
    /// As much for an iterator that asks another; for one that asks several.
    static let iterationBytes = 48
    static let gatheringBytes = 64
    /// As much for a callable that calls another.
    static let delegationBytes = 16
    /// Comparisons go deeper there, unchecked; Perch must end them somewhere, or the host would run out of stack.
    static let comparisonBytes = 24

    /// The exception that the engine left.
    func takePending() -> GuestException {
        let value = engine.pointee.pending
        engine.pointee.pending = .null
        keep(value)
        return GuestException(value: value)
    }

    /// Raises RuntimeError when calls and native recursion have used up the stack.
    @inline(__always) func checkStack() throws(GuestException) {
        if isTooDeep(state.pointee.stackUsed) { throw recursionError() }
    }

    /// The text is a name of the firmware's, so it takes no heap (mp_raise_recursion_depth, py/runtime.c v1.29).
    func recursionError() -> GuestException {
        let text = "maximum recursion depth exceeded"
        guard let name = findInterned(text) else { return error(.runtimeError, text) }
        return error(.runtimeError, arguments: [Value(name)])
    }

    // MARK: Host code

    /// What was made of the bytecode in the block that an address lies in; nil outside the heap too.
    @inline(__always) func codeOfBlock(at address: GuestAddress) -> CodePointer? {
        let block = Int((address &- state.pointee.heap.area.poolStart) &>> 4)
        return block < state.pointee.heap.area.blockCount ? engine.pointee.codeOfBlock[block] : nil
    }

    /// The host form of a function whose bytecode lies on the heap, if it was made already.
    @inline(__always) func knownHostCode(of function: GuestAddress) -> CodePointer? {
        let ram = ram
        let bytecode = ram[function &+ FunctionObject.Offset.bytecode]
        let context = ram[function &+ FunctionObject.Offset.context]
        guard let code = codeOfBlock(at: bytecode), code.pointee.bytecode == bytecode,
            code.pointee.context == context,
            code.pointee.globals == ModuleContext.globals(context, ram)
        else { return nil }
        return code
    }

    /// The host form of a function, made now if it was not.
    func hostCode(of function: GuestAddress) throws(GuestException) -> CodePointer {
        let bytecode = ram[function &+ FunctionObject.Offset.bytecode]
        let context = ram[function &+ FunctionObject.Offset.context]
        var known: CodePointer?
        let block = heap.area.headBlock(bytecode)
        if let block {
            known = engine.pointee.codeOfBlock[block]
        } else {
            known = engine.pointee.codeElsewhere[bytecode]
        }
        var candidate = known
        while let code = candidate {
            if code.pointee.context == context && code.pointee.globals == ModuleContext.globals(context, ram) {
                return code
            }
            candidate = code.pointee.next
        }
        let byteCount = block.map { heap.area.objectBlocks($0) * HeapArea.blockBytes } ?? state.pointee.flashCodeBytes
        let code = try Translator.translate(self, bytecode: bytecode, context: context, byteCount: byteCount)
        code.pointee.next = known
        if let block {
            engine.pointee.codeOfBlock[block] = code
            HeapArea.set(heap.area.hostCode, block)
        } else {
            engine.pointee.codeElsewhere[bytecode] = code
        }
        return code
    }

    /// The bytecode in a block is freed: a later function in the same place must not find its host form.
    func dropCode(ofBlock block: Int) {
        var code = engine.pointee.codeOfBlock[block]
        engine.pointee.codeOfBlock[block] = nil
        // Calls and frames that were left remember it.
        invalidateCaches()
        HeapArea.clear(heap.area.hostCode, block)
        while let dropped = code {
            code = dropped.pointee.next
            HostCode.release(dropped)
        }
    }

    /// The function's name and the file of its module.
    func functionName(_ function: GuestAddress) -> Qstr {
        guard let code = try? hostCode(of: function) else { return Qstr(.empty) }
        return code.pointee.function
    }

    func names(bytecode: GuestAddress, context: GuestAddress, _ prelude: Prelude) -> (function: Qstr, file: Qstr) {
        let bytes = UnsafePointer(ram.pointer(bytecode).assumingMemoryBound(to: UInt8.self))
        var offset = prelude.nameOffset
        let index = VarInt.decode(bytes, &offset, end: prelude.cellOffset) ?? 0
        return (ModuleContext.name(index, context, ram), ModuleContext.name(0, context, ram))
    }

    /// The line of an instruction of the host form.
    func line(of ip: IP, in code: CodePointer) -> Int {
        line(at: code.pointee.index(of: ip), in: code)
    }

    /// As above, by the instruction's number.
    @inline(__always) func line(at index: Int, in code: CodePointer) -> Int {
        guard index >= 0, index < code.pointee.count else { return 1 }
        if let known = code.pointee.lines?[index], known != 0 { return Int(known) }
        return findLine(at: index, in: code)
    }

    @inline(never) private func findLine(at index: Int, in code: CodePointer) -> Int {
        if code.pointee.lines == nil {
            code.pointee.lines = .allocate(capacity: code.pointee.count)
            code.pointee.lines?.initialize(repeating: 0, count: code.pointee.count)
        }
        let bytes = UnsafePointer(ram.pointer(code.pointee.bytecode).assumingMemoryBound(to: UInt8.self))
        let line = LineTable.line(of: Int(code.pointee.offsets[index]), bytes, code.pointee.prelude)
        code.pointee.lines?[index] = Int32(exactly: line) ?? 0
        return line
    }
}
