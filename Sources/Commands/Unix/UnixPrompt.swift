import Foundation
import MicroPython

/// The prompt of `perch micropython` in its terminal, with a history that outlives it.
struct UnixPrompt {
    let interpreter: Interpreter
    let console: UnixConsole

    /// Lines of the history there (MICROPY_READLINE_HISTORY_SIZE).
    private static let historyCount = 50

    /// Until Ctrl-D or `sys.exit`; the exit code.
    func run() throws(Complaint) -> Int32 {
        let terminal = UnixTerminal()
        let repl = try makeREPL()
        readHistory(into: repl)
        terminal.makeRaw()
        repl.setRunHooks {
            terminal.restore()
        } didRun: {
            terminal.makeRaw()
        }
        repl.start()
        var end: REPL.End?
        while end == nil {
            console.flush()
            if let byte = terminal.read() {
                end = repl.feed(byte)
            } else {
                // The input's end is Ctrl-D, and the end even where that would be the delete key.
                end = repl.feed(4) ?? (repl.isLineEmpty ? nil : .softReset)
            }
        }
        terminal.restore()
        writeHistory(of: repl)
        if case .exited(let code) = end { return Int32(code) }
        return 0
    }

    private func makeREPL() throws(Complaint) -> REPL {
        var options = REPL.Options(banner: UnixSession.banner)
        options.historyCount = Self.historyCount
        options.movesByWords = true
        let console = console
        do {
            return try REPL(interpreter, options: options) { console.write($0) }
        } catch {
            throw Complaint(.failed, "the heap has no room for a prompt; give a larger -X heapsize")
        }
    }

    // MARK: History

    private static var historyPath: String? {
        getenv("HOME").map { String(cString: $0) + "/.micropython.history" }
    }

    private func readHistory(into repl: REPL) {
        guard let path = Self.historyPath, let bytes = HostFiles().read(path) else { return }
        for line in bytes.split(separator: 10) { repl.addHistory(Array(line)) }
    }

    private func writeHistory(of repl: REPL) {
        guard let path = Self.historyPath else { return }
        let descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o644)
        guard descriptor >= 0 else { return }
        for line in repl.history { StandardStreams.write(line + [10], to: descriptor) }
        close(descriptor)
    }
}
