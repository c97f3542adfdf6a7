/// Compiling and running what was entered (parse_compile_execute, shared/runtime/pyexec.c v1.29).
extension REPL {
    /// Runs the text of the line, in place.
    func run(as input: ParseInput, isInteractive: Bool = false, marksEnds: Bool = false) -> End? {
        let bytes = editor.bytes
        let address = editor.text.address
        return run(marksEnds: marksEnds) { () throws(GuestException) in
            let reader = { [vm] () throws(GuestException) in
                try SourceReader(at: address, count: bytes.count, ownsText: false, vm)
            }
            try self.execute(reader, input, isInteractive: isInteractive)
        }
    }

    /// Runs what raw-paste mode brought.
    func runPasted(isCancelled: Bool) -> End? {
        let bytes = pasted
        pasted = []
        return run(marksEnds: true) { () throws(GuestException) in
            if isCancelled { throw vm.error(.keyboardInterrupt, arguments: []) }
            let reader = { () throws(GuestException) in SourceReader(streaming: bytes) }
            try self.execute(reader, .file, isInteractive: false)
        }
    }

    private func execute(
        _ reader: () throws(GuestException) -> SourceReader, _ input: ParseInput, isInteractive: Bool
    ) throws(GuestException) {
        let globals = MemoryMap.mainGlobals
        let mark = vm.openScope()
        let reader = try reader()
        let compiled = try vm.compile(
            reader, file: Qstr(.stdinSource), as: input, globals: globals, isInteractive: isInteractive,
            namesFile: input == .file)
        vm.closeScope(mark)
        if interpreter.isCompileOnly { return }
        _ = try vm.run(compiled, locals: globals)
        try vm.runScheduledCalls()
    }

    /// - Parameter marksEnds: a byte 4 goes out behind the program's output and another behind its exception.
    private func run(marksEnds: Bool, _ body: () throws(GuestException) -> Void) -> End? {
        willRun()
        // mp_hal_set_interrupt_char: Control-C is a key while nothing runs.
        vm.state.pointee.interruptCharacter = Int(TypedKey.Byte.controlC)
        let outcome = interpreter.outcome(
            afterBody: {
                vm.state.pointee.interruptCharacter = -1
                if marksEnds && !vm.engine.pointee.isStopping { terminal.send([4]) }
            }, body)
        didRun()
        // Whom the host stopped, with a reset for one, comes to no end.
        if marksEnds && outcome != .stopped { terminal.send([4]) }
        switch outcome {
        case .finished, .raised: return nil
        case .exited(let code): return .exited(code)
        case .stopped: return .stopped
        }
    }
}
