import Fabric
import MicroPython

/// The Python of one custom part, in an interpreter of its own: the board's engine with memory and time of its own. What it does takes no
/// virtual time.
///
/// What happens while it runs waits until it has returned; a question then gets no answer.
final class PartProgram {
    /// How long one call may take: more than any part needs, and a second or so of the host's time.
    private static let cyclesMax = 1_000_000_000
    private static let heapBytes = 512 * 1024

    /// It raised something: it does nothing any more.
    private(set) var isDead = false
    /// What it does, and what it is told, happens now.
    private(set) var now = Instant.zero
    private let file: String
    private let interpreter: Interpreter
    private let say: (String, Instant) -> Void
    private var isRunning = false
    private var waiting: [(at: Instant, handler: Value, numbers: [Double])] = []
    /// A line that is not finished.
    private var line: [UInt8] = []
    /// What it printed of the exception that ended it; nil while there is none.
    private var traceback: [String]?
    private var hangsAt: String?
    /// The interpreter's cycle at which it was called.
    private var callStart = 0

    /// - Parameter say: takes each line that the program prints, and what is wrong with it.
    init(
        file: String, modules: [NativeModule], say: @escaping (String, Instant) -> Void
    ) throws(Interpreter.SetupError) {
        self.file = file
        self.say = say
        var layout = RAMLayout.unix32
        layout.heapBytes = Self.heapBytes
        interpreter = try Interpreter(firmware: .unix32, layout: layout, modules: modules)
        interpreter.setFrozen([ChipLibrary.module])
        interpreter.setConsole { [unowned self] bytes in for byte in bytes { print(byte) } }
        interpreter.setErrorConsole { _ in }
        interpreter.setService { [unowned self] in serve($0) }
    }

    /// The engine asks at the end of its budget, and now and then before that.
    private func serve(_ vm: VM) {
        if vm.cycles - callStart < Self.cyclesMax { return grant() }
        hangsAt = vm.currentLine.map { "\($0.file):\($0.line)" } ?? file
        vm.grant(Self.cyclesMax)
        vm.interrupt(vm.stopException())
    }

    private func grant() {
        let vm = interpreter.vm
        vm.grant(Self.cyclesMax - (vm.cycles - callStart) - vm.cyclesLeft)
    }

    /// Runs its text.
    func start(_ source: [UInt8], files: any GuestFiles, at instant: Instant) {
        interpreter.mount(files)
        isRunning = true
        now = instant
        callStart = interpreter.vm.cycles
        grant()
        let started = interpreter.outcome(afterBody: {}) { () throws(GuestException) in
            try interpreter.start(path: ["", ".frozen"])
        }
        if started == .finished {
            traceback = []
            judge(interpreter.run(source: source, file: file))
        } else {
            judge(started)
        }
        isRunning = false
        runWaiting()
    }

    /// Calls a handler with numbers, now or when it has returned from what it does.
    func call(_ handler: Value, _ numbers: [Double], at instant: Instant) {
        if isDead { return }
        if isRunning { return waiting.append((instant, handler, numbers)) }
        _ = run(handler, numbers, at: instant)
        runWaiting()
    }

    /// Calls a handler for an answer; nil where there is none.
    func ask(_ handler: Value, _ numbers: [Double], at instant: Instant) -> Int? {
        if isDead || isRunning { return nil }
        defer { runWaiting() }
        return run(handler, numbers, at: instant)
    }

    private func runWaiting() {
        while !waiting.isEmpty, !isDead {
            let next = waiting.removeFirst()
            _ = run(next.handler, next.numbers, at: max(now, next.at))
        }
    }

    private func run(_ handler: Value, _ numbers: [Double], at instant: Instant) -> Int? {
        isRunning = true
        defer { isRunning = false }
        now = instant
        callStart = interpreter.vm.cycles
        grant()
        let vm = interpreter.vm
        var answer: Int?
        judge(
            interpreter.outcome(afterBody: { traceback = [] }) { () throws(GuestException) in
                var arguments: [Value] = []
                for number in numbers {
                    if let whole = Int(exactly: number) {
                        arguments.append(try vm.newInt(whole))
                    } else {
                        arguments.append(try vm.newFloat(number))
                    }
                }
                let result = try vm.call(handler, arguments)
                if result != .none { answer = try vm.isInteger(result) ? vm.int(result) : vm.truth(of: result) ? 1 : 0 }
            })
        return answer
    }

    // MARK: What it says

    private func print(_ byte: UInt8) {
        if byte != 0x0A { return line.append(byte) }
        let text = String(decoding: line, as: UTF8.self)
        line = []
        if traceback == nil || !(text.hasPrefix("Traceback") || !traceback!.isEmpty) {
            say(text, now)
        } else {
            traceback!.append(text)
        }
    }

    private func judge(_ outcome: Interpreter.Outcome) {
        defer { traceback = nil }
        switch outcome {
        case .finished, .exited: return
        case .stopped:
            isDead = true
            say("\(hangsAt ?? file): the part's program does not return; it does nothing from here on", now)
        case .raised(let type, let message):
            isDead = true
            let words = message.isEmpty ? type : "\(type): \(message)"
            say("\(place): \(words); it does nothing from here on", now)
        }
    }

    /// The innermost line of the traceback that is the part's own: `File "a.chip.py", line 3, in read`.
    private var place: String {
        let frames = (traceback ?? []).compactMap { text -> String? in
            let words = text.split(separator: "\"", omittingEmptySubsequences: false)
            guard words.count >= 3, words[0].hasSuffix("File "), words[1] != "chip.py" else { return nil }
            let digits = words[2].drop { !$0.isNumber }.prefix { $0.isNumber }
            return "\(words[1]):\(digits)"
        }
        return frames.last ?? file
    }
}
