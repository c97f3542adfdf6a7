import Fabric
import Machine
import MicroPython

/// What a board does when its program is over and somebody sits at the console (main.c of the ports, shared/runtime/pyexec.c; v1.29).
///
/// Not modelled: the time that bytes take to and from the console.
extension Board {
    /// How a turn of the guest ended: the run's end if it is that, and the reset that follows otherwise.
    typealias TurnEnd = (end: RunEnd, reset: StopReason?)

    /// Whether a script runs: a soft reset from the raw mode of the prompt runs no `main.py`, and the micro:bit has no `boot.py`.
    func runs(_ script: (file: String, source: [UInt8])) -> Bool {
        if script.file == "boot.py" { return !hardware.facts.isMicrobit }
        return !resumesRawPrompt
    }

    /// The prompt, behind a program that ended so; until a reset, or the end of what is typed.
    func prompt(_ interpreter: Interpreter, after program: RunEnd) -> TurnEnd {
        runState = .waiting
        let repl: REPL
        do {
            let banner = "MicroPython \(Firmware.release); \(profile.machine)"
            repl = try REPL(interpreter, options: REPL.Options(banner: banner)) { [unowned self] in
                serial.write($0, at: hardware.sync())
            }
        } catch {
            // The heap has no room for a line.
            return (program, nil)
        }
        repl.start(isRaw: resumesRawPrompt)
        while true {
            var byte: UInt8?
            let outcome = interpreter.outcome { () throws(GuestException) in
                byte = try nextTyped(interpreter.vm)
            }
            switch outcome {
            case .finished: break
            case .raised: continue
            case .exited: return softReset(from: repl)
            case .stopped: return stopped(after: program)
            }
            guard let byte else { return (program, nil) }
            switch repl.feed(byte) {
            case nil: continue
            case .softReset, .exited: return softReset(from: repl)
            case .stopped:
                if case .reset(.soft, _) = hardware.stopReason {
                    resumesRawPrompt = repl.isRaw
                    // To the real prompt it is a SystemExit.
                    if repl.isRaw { serial.write([4, 4], at: now) }
                }
                return stopped(after: program)
            }
        }
    }

    /// Nil: no more will be typed.
    private func nextTyped(_ vm: VM) throws(GuestException) -> UInt8? {
        if let byte = serial.take() { return byte }
        try hardware.wait(vm, for: "the prompt waits for a line that nobody types") { [self] in
            !serial.received.isEmpty || (isInputOver && !serial.hasInput)
        }
        return serial.take()
    }

    private func softReset(from repl: REPL) -> TurnEnd {
        resumesRawPrompt = repl.isRaw
        return (.stopped, .reset(.soft, at: now))
    }

    /// The host ends a run at the prompt: the program's own end counts.
    private func stopped(after program: RunEnd) -> TurnEnd {
        if hardware.stopReason == .host || hardware.stopReason == nil { return (program, nil) }
        return ending(.stopped) ?? (program, nil)
    }

    /// A program ended by an exception: what the board shows of it besides the traceback.
    func signalError(_ end: RunEnd, in file: String, _ interpreter: Interpreter) {
        guard case .uncaught(let type, let message) = end else { return }
        _ = interpreter.outcome { () throws(GuestException) in
            if hardware.facts.isMicrobit {
                // microbit_display_exception, source/microbit/main.cpp of bbcmicrobit/micropython.
                let line = interpreter.lastErrorLine.map { "line \($0) " } ?? ""
                try hardware.scroll(interpreter.vm, "\(line)\(type) \(message)")
            } else if hardware.facts.port == .stm32 {
                // flash_error, ports/stm32/boardctrl.c v1.29.
                try hardware.flashError(interpreter.vm, times: file == "boot.py" ? 4 : 3)
            }
        }
    }
}
