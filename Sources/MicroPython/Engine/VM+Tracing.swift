/// What `sys.settrace` set for the running strand.
struct TraceState {
    /// Told of every call; null: of none.
    var callback = Value.null
    /// The callback runs, and nothing is traced meanwhile. Where it raises, nothing is ever traced again (py/profile.c, v1.29).
    var isExecuting = false
}

/// The traced flavour of host code: each call has a frame object, and `.trace` instructions stand where the reference looks whether
/// there is something to tell (py/profile.c and py/vm.c, v1.29).
extension VM {
    /// Words behind a frame's slots: its frame object, and room that the reference takes for a link to the frame outside.
    static let traceWordCount = 2

    /// Where a call's frame object stands; 0 there: it has none.
    private func traceSlot(_ frame: UnsafeMutablePointer<Frame>) -> Slots {
        frame.pointee.fp + (frame.pointee.code.pointee.frameWords - VM.traceWordCount)
    }

    /// The innermost call begins, or goes on after a `yield`: it gets a frame object, and the trace function is told.
    func traceEntry(from start: IP) throws(GuestException) {
        if engine.pointee.tracing.isExecuting { return }
        let frame = engine.pointee.top
        let code = frame.pointee.code
        let slot = traceSlot(frame)
        let rawCode = FunctionCode.rawCode(self, of: frame.pointee.function)
        let mark = openScope()
        defer { closeScope(mark) }
        let instruction = code.pointee.isGenerator ? Int(code.pointee.offsets[start - code.pointee.entry]) : 0
        let object = FrameObject.makeMaybe(
            self, rawCode: rawCode, context: code.pointee.context,
            codeState: code.pointee.isGenerator ? 0 : frame.pointee.owner, instruction: instruction)
        if object.isNull { return }
        if isInside(frame) && slot.pointee == 0 {
            let line = RawCode.definitionLine(rawCode, ram)
            FrameObject.setLine(
                object.address,
                line != 0 ? line : CodeObject.line(ofInstruction: 0, FrameObject.code(object.address, self), self),
                ram)
        }
        slot.pointee = object.bits
        let callback = engine.pointee.tracing.callback
        if callback.isNull { return }
        let wanted = try tell(callback, object, .call)
        ram[object.address &+ FrameObject.Offset.callback] = try isCallable(wanted) ? wanted.bits : 0
        // The first line is told even where it is that of the definition.
        FrameObject.setLine(object.address, 0, ram)
    }

    /// A generator goes on. A `yield from` is executed once more: its line is told here, not before it.
    func traceResumption(at target: IP) throws(GuestException) {
        do throws(GuestException) {
            try traceEntry(from: target)
            if target.pointee.op == .yieldFrom {
                let code = engine.pointee.top.pointee.code
                try trace([], at: Int(code.pointee.offsets[target - code.pointee.entry]))
            }
        } catch {
            popFrame()
            throw error
        }
    }

    /// Whether another call of the guest is outside of this one.
    private func isInside(_ frame: UnsafeMutablePointer<Frame>) -> Bool { frame > engine.pointee.frames + 1 }

    private func tell(_ callback: Value, _ frame: Value, _ event: CoreName) throws(GuestException) -> Value {
        engine.pointee.tracing.isExecuting = true
        let answer = try call(callback, [frame, Value(event), .none])
        engine.pointee.tracing.isExecuting = false
        return answer
    }

    /// Before an instruction: a line that begins, a return.
    func trace(_ point: TracePoint, at instruction: Int) throws(GuestException) {
        if engine.pointee.tracing.isExecuting { return }
        let frame = engine.pointee.top
        let object = traceSlot(frame).pointee
        guard object != 0 else { return }
        let callback = FrameObject.callback(object, ram)
        if !callback.isNull {
            let mark = openScope()
            defer { closeScope(mark) }
            let line = CodeObject.line(ofInstruction: instruction, FrameObject.code(object, self), self)
            if point.contains(.nextTurn) { FrameObject.setLine(object, 0, ram) }
            if FrameObject.line(object, ram) != line {
                FrameObject.setLine(object, line, ram)
                _ = try tell(callback, Value(address: object), .line)
            }
            if point.contains(.leaves) {
                _ = try tell(callback, Value(address: object), .return)
                if point.contains(.ends) && isInside(frame) { ram[object &+ FrameObject.Offset.callback] = 0 }
            }
        } else if point.contains(.nextTurn) {
            FrameObject.setLine(object, 0, ram)
        }
        if point.contains(.updates), !engine.pointee.tracing.isExecuting {
            FrameObject.setInstruction(object, instruction, self)
        }
    }

    /// An exception passes through the innermost call.
    func traceException(_ exception: Value) throws(GuestException) {
        let object = traceSlot(engine.pointee.top).pointee
        guard object != 0, !engine.pointee.tracing.isExecuting, !FrameObject.callback(object, ram).isNull,
            ExceptionObject.matches(exception, .exception, self)
        else { return }
        let mark = openScope()
        defer { closeScope(mark) }
        keep(exception)
        _ = try tell(FrameObject.callback(object, ram), Value(address: object), .exception)
    }

    /// `frame.f_back`: that of the call outside, while both go on.
    func outerFrame(of frame: Value) -> Value {
        var call = engine.pointee.top
        while call > engine.pointee.frames {
            if call.pointee.code.pointee.isTraced, traceSlot(call).pointee == frame.bits {
                return isInside(call) ? Value(bits: traceSlot(call - 1).pointee) : .none
            }
            call -= 1
        }
        return .none
    }
}

extension Engine {
    /// A `.trace` instruction: `a` is its `TracePoint`, `d` the offset of the instruction that follows.
    @inline(never) static func trace(_ vm: VM, _ ip: IP) -> IP {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        do throws(GuestException) {
            try vm.trace(TracePoint(rawValue: Int(ip.pointee.a)), at: Int(ip.pointee.d))
            return ip + 1
        } catch {
            vm.engine.pointee.pending = error.value
            return raise(vm, ip)
        }
    }

    /// Tells the trace function of the pending exception. True: it raises another, which is pending now.
    static func traceException(_ vm: VM, _ exception: Value) -> Bool {
        let (ip, caller) = (vm.engine.pointee.ip, vm.engine.pointee.top.pointee.ip)
        defer { (vm.engine.pointee.ip, vm.engine.pointee.top.pointee.ip) = (ip, caller) }
        vm.engine.pointee.pending = .null
        do throws(GuestException) {
            try vm.traceException(exception)
            vm.engine.pointee.pending = exception
            return false
        } catch {
            vm.engine.pointee.pending = error.value
            return true
        }
    }
}

/// What a `.trace` instruction stands for.
struct TracePoint: OptionSet {
    let rawValue: Int
    /// The frame object learns the instruction (FRAME_UPDATE).
    static let updates = TracePoint(rawValue: 1)
    /// `return` or `yield` follows.
    static let leaves = TracePoint(rawValue: 2)
    /// `return` follows.
    static let ends = TracePoint(rawValue: 4)
    /// A loop's body begins once more: its line is told again.
    static let nextTurn = TracePoint(rawValue: 8)
}
