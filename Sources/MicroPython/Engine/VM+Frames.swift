/// Making frames: where they live, and how arguments find their slots (mp_setup_code_state, py/bc.c v1.29).
extension VM {
    /// Pushes a frame for a function and binds its arguments. `extraStackBytes`: see `CallStack.Extra`.
    func enter(
        _ function: GuestAddress, _ arguments: Arguments, _ kind: Frame.Kind, extraStackBytes: Int = 0
    ) throws(GuestException) -> CodePointer {
        let code = try hostCode(of: function)
        let used = state.pointee.stackUsed + code.pointee.stackBytes + extraStackBytes
        guard !isTooDeep(used),
            engine.pointee.top + 1 < engine.pointee.frameLimit
        else { throw recursionError() }
        let previousTop = engine.pointee.stackTop
        let words = code.pointee.frameWords
        let owner = code.pointee.isFrameOnHeap ? takeFrame(code, function) : 0
        var slots = owner &+ Frame.headerBytes
        if owner == 0 {
            slots = previousTop
            ram.clear(slots, count: words * 4)
            engine.pointee.stackTop = previousTop &+ UInt32(words) * 4
        }
        let frame = engine.pointee.top + 1
        frame.initialize(
            to: Frame(
                code: code, fp: ram.words(slots), ip: code.pointee.entry, function: function, owner: owner, kind: kind,
                previousStackTop: previousTop, stackUsedBefore: state.pointee.stackUsed))
        engine.pointee.top = frame
        state.pointee.stackUsed = used
        do throws(GuestException) {
            if code.pointee.plainArgumentCount == arguments.count && arguments.keywordCount == 0 {
                let last = frame.pointee.fp + (code.pointee.slotCount &- 1)
                for index in 0..<arguments.count { (last - index).pointee = arguments.slots[index] }
            } else {
                try bind(arguments, to: frame.pointee.fp, code, function)
            }
            if code.pointee.isTraced { try traceEntry(from: code.pointee.entry) }
        } catch {
            popFrame()
            throw error
        }
        return code
    }

    /// Drops the innermost frame after an error, or when a generator suspends.
    func popFrame() {
        let frame = engine.pointee.top
        engine.pointee.stackTop = frame.pointee.previousStackTop
        state.pointee.stackUsed = frame.pointee.stackUsedBefore
        engine.pointee.top = frame - 1
        if frame.pointee.owner != 0 && !frame.pointee.code.pointee.isGenerator {
            freeFrame(frame.pointee.owner, frame.pointee.code)
        }
    }

    /// A zeroed block of the heap for a frame that is too large for the stack; 0 where there is no room. Nothing keeps it
    /// alive until the frame is pushed.
    @inline(__always) func takeFrame(_ code: CodePointer, _ function: GuestAddress) -> GuestAddress {
        let byteCount = Int(Frame.headerBytes) &+ code.pointee.frameWords &* 4
        let quick = state.pointee.heap.quickObject(byteCount, ram)
        let owner = quick != 0 ? quick : takeFrameSlowly(byteCount)
        if owner != 0 { ram[owner] = function }
        return owner
    }

    @inline(never) private func takeFrameSlowly(_ byteCount: Int) -> GuestAddress {
        let mark = openScope()
        defer { closeScope(mark) }
        return allocateMaybe(byteCount, .frame)
    }

    /// Frees a frame's block: nobody but the frame ever held it.
    @inline(__always) func freeFrame(_ owner: GuestAddress, _ code: CodePointer) {
        freeHeld(owner, byteCount: Int(Frame.headerBytes) &+ code.pointee.frameWords &* 4)
    }

    /// Puts arguments into slots: local n is slot `slotCount - 1 - n`.
    func bind(
        _ arguments: Arguments, to fp: Slots, _ code: CodePointer, _ function: GuestAddress
    ) throws(GuestException) {
        let signature = code.pointee.prelude.signature
        let positional = signature.positionalCount
        let last = code.pointee.slotCount - 1
        var given = arguments.count
        var extraSlot = last - positional - signature.keywordOnlyCount
        let hasKeywordWork = arguments.keywordCount != 0 || signature.hasKeywordDefaults
        if given > positional {
            guard signature.takesStarArguments else { throw positionalMismatch(function, positional, given) }
            let rest = try TupleObject.make(self, copying: arguments.slots + positional, count: given - positional)
            fp[extraSlot] = rest.bits
            extraSlot -= 1
            given = positional
        } else {
            if signature.takesStarArguments {
                fp[extraSlot] = TupleObject.empty
                extraSlot -= 1
            }
            if !hasKeywordWork {
                let required = positional - signature.defaultCount
                guard given >= required else { throw positionalMismatch(function, required, given) }
                for index in given..<positional {
                    fp[last - index] = extraArgument(function, index - required)
                }
            }
        }
        for index in 0..<given { fp[last - index] = arguments.slots[index] }
        if hasKeywordWork {
            try bindKeywords(arguments, to: fp, code, function, extraSlot)
        } else {
            if signature.keywordOnlyCount != 0 {
                throw error(.typeError, "function missing keyword-only argument")
            }
            if signature.takesKeywordArguments { fp[extraSlot] = try DictObject.make(self).bits }
        }
        try makeCells(fp, code)
    }

    /// A default value of a function, by its place.
    func extraArgument(_ function: GuestAddress, _ index: Int) -> UInt32 {
        ram[function &+ FunctionObject.Offset.extra &+ UInt32(index) &* 4]
    }

    private func positionalMismatch(_ function: GuestAddress, _ expected: Int, _ given: Int) -> GuestException {
        if state.pointee.firmware.errorDetail == .detailed {
            return error(
                .typeError, "%q() takes %d positional arguments but %d were given", .name(functionName(function)),
                .int(expected), .int(given))
        }
        return error(
            .typeError, "function takes %d positional arguments but %d were given", .int(expected), .int(given))
    }

    private func bindKeywords(
        _ arguments: Arguments, to fp: Slots, _ code: CodePointer, _ function: GuestAddress, _ extraSlot: Int
    ) throws(GuestException) {
        let signature = code.pointee.prelude.signature
        let last = code.pointee.slotCount - 1
        let named = signature.positionalCount + signature.keywordOnlyCount
        let names = argumentNames(code)
        var rest = Value.null
        if signature.takesKeywordArguments {
            rest = try DictObject.make(self, capacity: arguments.keywordCount)
            fp[extraSlot] = rest.bits
        }
        for index in 0..<arguments.keywordCount {
            let name = arguments.keywordName(index)
            let value = arguments.keywordValue(index)
            var place = 0
            while place < named && names[place] != name.bits { place &+= 1 }
            if place < named {
                guard fp[last - place] == 0 else { throw multipleValues(name) }
                fp[last - place] = value.bits
            } else if rest.isNull {
                throw error(.typeError, "unexpected keyword argument '%q'", .name(name.qstr))
            } else {
                let map = DictObject.map(rest, self)
                guard try map.find(name) == 0 else { throw multipleValues(name) }
                try map.set(name, value)
            }
        }
        try fillDefaults(fp, code, function, names)
    }

    private func multipleValues(_ name: Value) -> GuestException {
        error(.typeError, "function got multiple values for argument '%q'", .name(name.qstr))
    }

    private func fillDefaults(
        _ fp: Slots, _ code: CodePointer, _ function: GuestAddress, _ names: UnsafePointer<UInt32>
    ) throws(GuestException) {
        let signature = code.pointee.prelude.signature
        let last = code.pointee.slotCount - 1
        let positional = signature.positionalCount
        for index in 0..<signature.defaultCount {
            let argument = positional - signature.defaultCount + index
            if fp[last - argument] == 0 { fp[last - argument] = extraArgument(function, index) }
        }
        for argument in stride(from: positional - 1, through: 0, by: -1) where fp[last - argument] == 0 {
            throw error(.typeError, "function missing required positional argument #%d", .int(argument))
        }
        for index in 0..<signature.keywordOnlyCount {
            let slot = last - positional - index
            guard fp[slot] == 0 else { continue }
            let name = Value(bits: names[positional + index]).qstr
            var value = Value.null
            if signature.hasKeywordDefaults {
                let defaults = Value(bits: extraArgument(function, signature.defaultCount))
                if DictObject.isDict(defaults, self) { value = try DictObject.map(defaults, self).get(name) }
            }
            guard !value.isNull else {
                throw error(.typeError, "function missing required keyword argument '%q'", .name(name))
            }
            fp[slot] = value.bits
        }
    }

    /// The names of the arguments, positional ones first, as words.
    private func argumentNames(_ code: CodePointer) -> UnsafePointer<UInt32> {
        if let known = code.pointee.argumentNames { return UnsafePointer(known) }
        let bytes = UnsafePointer(ram.pointer(code.pointee.bytecode).assumingMemoryBound(to: UInt8.self))
        let count = code.pointee.prelude.nameCount - 1
        let names = UnsafeMutablePointer<UInt32>.allocate(capacity: count + 1)
        names.initialize(repeating: 0, count: count + 1)
        for (place, index) in code.pointee.prelude.nameIndices(bytes).dropFirst().prefix(count).enumerated() {
            names[place] = Value(ModuleContext.name(index, code.pointee.context, ram)).bits
        }
        code.pointee.argumentNames = names
        return UnsafePointer(names)
    }

    /// Locals that closures share move into cells.
    private func makeCells(_ fp: Slots, _ code: CodePointer) throws(GuestException) {
        guard code.pointee.prelude.cellCount > 0 else { return }
        let cells = code.pointee.bytecode &+ UInt32(code.pointee.prelude.cellOffset)
        for index in 0..<code.pointee.prelude.cellCount {
            let slot = code.pointee.slotCount - 1 - Int(ram[byte: cells &+ UInt32(index)])
            guard slot >= 0 else { throw error(.runtimeError, "invalid bytecode") }
            fp[slot] = try CellObject.make(self, Value(bits: fp[slot])).bits
        }
    }
}
