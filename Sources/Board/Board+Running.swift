import BoardProfiles
import Fabric
import Machine
import MicroPython

extension Board {
    /// Runs a program until it ends, or to a limit. `machine.reset()` starts it anew with fresh RAM.
    public func run(_ program: Program, limits: RunLimits = RunLimits()) -> RunEnd {
        hardware.until = limits.until
        hardware.callbackLimit = limits.callback
        hardware.endsIdleRuns = limits.endsIdleRuns
        defer {
            tellEnd()
            interpreter?.endThreads()
        }
        memoryFailure = nil
        runState = .running
        resumesRawPrompt = false
        sayStart(after: .powerOn)
        var resetsInARow = 0
        while true {
            let start = now
            let end = runOnce(program, limits)
            guard case .reset(let kind, let instant)? = end.reset else {
                runState = end.end == .finished ? .finished : .failed(end.end.words)
                return end.end
            }
            tellEnd()
            if kind == .soft { sayRestart() } else { resumesRawPrompt = false }
            interpreter = nil
            hardware.detach(kind, at: instant)
            sayStart(after: kind)
            resetCount += 1
            resetsInARow = now - start < limits.resetInterval ? resetsInARow + 1 : 0
            if resetsInARow >= limits.resetsMax { return .resetLoop(resets: resetCount) }
        }
    }

    /// What main.c of the ports prints before it begins anew.
    private func sayRestart() {
        let syncs = hardware.facts.port == .stm32 && !hardware.facts.chip.hasPrefix("nrf")
        let text = (syncs ? "MPY: sync filesystems\n" : "") + "MPY: soft reboot\n"
        Array(text.utf8).withUnsafeBytes { send($0) }
    }

    private func sayStart(after kind: ResetKind) {
        guard hasConsole, let message = StartMessage(chip: profile.chip.name, after: kind) else { return }
        serial.write(message.bytes, at: now)
    }

    private func runOnce(_ program: Program, _ limits: RunLimits) -> (end: RunEnd, reset: StopReason?) {
        let interpreter: Interpreter
        if let fresh = self.interpreter {
            interpreter = fresh
        } else {
            guard let made = try? makeInterpreter() else {
                // The memory of the guest before was given back just now.
                return (.uncaught(type: "MemoryError", message: "the host has no memory for a guest"), nil)
            }
            interpreter = made
            self.interpreter = made
        }
        hardware.attach(interpreter)
        let started = interpreter.outcome { () throws(GuestException) in
            try interpreter.start(path: searchPath, mountPoint: hardware.facts.port == .stm32 ? "/flash" : "/")
            try interpreter.bringIntoMain(modulesOfBoot)
            // A file of this name keeps main.c of ports/stm32 from looking at the card.
            if case .missing = flash.kind(of: "/SKIPSD") { try hardware.mountCardAtBoot(interpreter.vm) }
        }
        if let end = ending(started) { return end }
        var end = RunEnd.finished
        for script in program.scripts where runs(script) {
            guard let ended = ending(interpreter.run(source: script.source, file: script.file)) else { continue }
            guard hasConsole, ended.reset == nil else { return ended }
            switch ended.end {
            case .uncaught:
                end = ended.end
                signalError(end, in: script.file, interpreter)
            case .exited:
                // ports/esp8266/main.c looks at no result of its scripts; the others reset.
                guard hardware.facts.port == .esp8266 else { return (.stopped, .reset(.soft, at: now)) }
                continue
            default: return ended
            }
            break
        }
        if hasConsole && hardware.facts.isMicrobit && program.scripts.isEmpty {
            _ = interpreter.run(source: Array("from microbit import *".utf8), file: "__main__", isFile: false)
        }
        return hasConsole ? prompt(interpreter, after: end) : afterProgram(interpreter, limits)
    }

    private func afterProgram(_ interpreter: Interpreter, _ limits: RunLimits) -> (end: RunEnd, reset: StopReason?) {
        runState = .waiting
        switch hardware.idle(interpreter, endsIfNobodyComes: limits.endsIdleRuns) {
        case .finished: return (.finished, nil)
        case .stopped: return ending(.stopped) ?? (.stopped, nil)
        case .interrupted: return (.uncaught(type: "KeyboardInterrupt", message: ""), nil)
        case .nobodyComes: return (.waitsForever(wordsForArmedPins), nil)
        case .outcome(let outcome): return ending(outcome) ?? (.finished, nil)
        }
    }

    /// Nil: the program goes on.
    func ending(_ outcome: Interpreter.Outcome) -> (end: RunEnd, reset: StopReason?)? {
        switch outcome {
        case .finished: return nil
        case .exited(let code): return (.exited(code), nil)
        case .raised(let type, let message):
            let end = RunEnd.uncaught(type: type, message: message)
            if type == "MemoryError" { memoryFailure = interpreter?.vm.memoryFailure }
            return (end, nil)
        case .stopped:
            switch hardware.stopReason {
            case .limit: return (.stillRunning(at: now), nil)
            case .reset: return (.stopped, hardware.stopReason)
            case .waitsForever(let what): return (.waitsForever(what), nil)
            case .callbackTooLong: return (.callbackTooLong, nil)
            case .host, nil: return (.stopped, nil)
            }
        }
    }

    private var wordsForArmedPins: String {
        let names = hardware.armedPins.map { wiring.pinNets[$0].name }
        return "the program has returned and waits for an interrupt of \(names.joined(separator: ", ")), "
            + "but nothing moves there"
    }

    /// Modules that `_boot.py` of a port imports and leaves in `__main__` (modules/_boot.py of the ports, v1.29): sketches that forgot to import them
    /// run there. Not modelled: `bdev` of the ESP ports.
    private var modulesOfBoot: [String] {
        switch hardware.facts.port {
        case .rp2: ["machine", "rp2"]
        case .esp32, .esp8266: ["gc", "vfs"]
        case .stm32: []
        }
    }

    /// `sys.path` of each port (docs/reference/reset_boot, main.c of the ports).
    private var searchPath: [String] {
        switch hardware.facts.port {
        case .rp2, .esp32: ["", ".frozen", "/lib"]
        case .esp8266: ["", ".frozen", "/lib", "/"]
        case .stm32: ["", ".frozen", "/flash", "/flash/lib"]
        }
    }
}

extension RunEnd {
    /// For the window.
    var words: String {
        switch self {
        case .finished: "finished"
        case .exited(let code): "exit \(code)"
        case .uncaught(let type, _): type
        case .stillRunning: "time is up"
        case .waitsForever: "waits for ever"
        case .resetLoop: "reset loop"
        case .callbackTooLong: "callback too long"
        case .stopped: "stopped"
        }
    }
}
