/// The prompt: bytes in, bytes out, and programs run in between (shared/runtime/pyexec.c, v1.29).
///
/// Not modelled: in raw-paste mode the source is compiled when all of it is there, not while it comes, so that a mistake in it is told
/// at its end.
public final class REPL {
    /// What ports choose.
    public struct Options: Sendable {
        /// The first line, without its end.
        public var banner: String
        /// Lines that the history keeps.
        public var historyCount = 8
        /// Keys that move and delete by words.
        public var movesByWords = false

        /// What the line says, and the choices of most boards.
        public init(banner: String) { self.banner = banner }
    }

    /// Why the prompt is over.
    public enum End: Equatable, Sendable {
        /// Control-D: a board starts anew, a program ends.
        case softReset
        /// `sys.exit`.
        case exited(Int)
        /// The host stopped what ran: see `VM.stopException`.
        case stopped
    }

    enum Mode: Equatable {
        /// The first line of a statement, or a later one.
        case line, continuation
        case paste
        case raw
        /// Bytes until the host may be told of a free window.
        case rawPaste(windowLeft: Int)
    }

    let interpreter: Interpreter
    let terminal: Terminal
    private let options: Options
    var mode = Mode.line
    var editor: LineEditor
    /// Source of raw-paste mode: it takes no memory of the guest, whose compiler reads it as it comes.
    var pasted: [UInt8] = []
    /// Around each program: a terminal is for the program then.
    var willRun: () -> Void = {}
    var didRun: () -> Void = {}

    /// Half of MICROPY_REPL_STDIN_BUFFER_MAX.
    static let windowBytes = 128

    var vm: VM { interpreter.vm }

    /// A prompt that is not shown yet.
    ///
    /// - Parameter send: takes what the prompt itself says, line ends as they are. What programs print goes to the console.
    public init(
        _ interpreter: Interpreter, options: Options, send: @escaping (UnsafeRawBufferPointer) -> Void
    ) throws(GuestException) {
        self.interpreter = interpreter
        self.options = options
        let vm = interpreter.vm
        terminal = Terminal(write: send) { bytes in vm.state.pointee.console?(bytes) }
        editor = try LineEditor(terminal, options: options, vm)
    }

    /// Calls the host before and after each program that runs.
    public func setRunHooks(willRun: @escaping () -> Void, didRun: @escaping () -> Void) {
        self.willRun = willRun
        self.didRun = didRun
    }

    /// The lines of the history, oldest first, for the host to keep.
    public var history: [[UInt8]] { (0..<editor.history.count).reversed().map { Array(editor.history.bytes($0)) } }

    /// Adds a line to the history, as if it had been typed.
    public func addHistory(_ line: [UInt8]) { line.withUnsafeBytes { editor.history.add($0) } }

    /// Nothing is typed yet in the line: what comes now begins a new one.
    public var isLineEmpty: Bool { editor.bytes.isEmpty }

    /// Shows the banner and the prompt, or that raw mode goes on: a soft reset keeps it (pyexec_mode_kind).
    public func start(isRaw: Bool = false) {
        vm.state.pointee.interruptCharacter = -1
        tolerating { () throws(GuestException) in if isRaw { try enterRaw() } else { try showBanner() } }
    }

    /// A program talks to it, and no person.
    public var isRaw: Bool {
        switch mode {
        case .raw, .rawPaste: true
        case .line, .continuation, .paste: false
        }
    }

    /// Takes a byte; nil while the prompt goes on.
    public func feed(_ byte: UInt8) -> End? {
        var end: End?
        tolerating { () throws(GuestException) in
            switch mode {
            case .line, .continuation: end = try feedLine(byte)
            case .paste: end = try feedPaste(byte)
            case .raw: end = try feedRaw(byte)
            case .rawPaste(let windowLeft): end = try feedRawPaste(byte, windowLeft: windowLeft)
            }
        }
        return end
    }

    /// No heap is left for the line that is typed: the reference stops for good there; here the byte is lost.
    private func tolerating(_ body: () throws(GuestException) -> Void) {
        do throws(GuestException) { try body() } catch { vm.closeScope(0) }
    }

    // MARK: Friendly

    private func showBanner() throws(GuestException) {
        terminal.send(options.banner + "\r\nType \"help()\" for more information.\r\n")
        try showPrompt()
    }

    /// A new statement. The heap is unlocked, since nobody could do so any more.
    func showPrompt() throws(GuestException) {
        mode = .line
        vm.heap.lockDepth = 0
        editor.clear()
        try editor.begin(prompt: prompt("ps1"))
    }

    /// `sys.ps1` and `sys.ps2`.
    private func prompt(_ name: StaticString) -> [UInt8] {
        let fallback = name.description == "ps1" ? ">>> " : "... "
        guard let module = vm.registry.pointee.modules[Qstr(.sys).id] else { return Array(fallback.utf8) }
        do throws(GuestException) {
            guard let attribute = vm.findInterned(UnsafeRawBufferPointer(start: name.utf8Start, count: 3)),
                let value = try vm.loadAttributeMaybe(Value(address: module.address), attribute)
            else { return Array(fallback.utf8) }
            return vm.isString(value) ? Array(try vm.text(of: value)) : []
        } catch {
            return []
        }
    }

    private func feedLine(_ byte: UInt8) throws(GuestException) -> End? {
        let result = try editor.feed(byte)
        if result == .goesOn { return nil }
        return mode == .line ? try finishLine(result) : try finishContinuation(result)
    }

    private func finishLine(_ result: LineEditor.Result) throws(GuestException) -> End? {
        switch result {
        case .control(TypedKey.Byte.controlA):
            terminal.send("\r\n")
            try enterRaw()
        case .control(TypedKey.Byte.controlB):
            terminal.send("\r\n")
            try showBanner()
        case .control(TypedKey.Byte.controlD):
            terminal.send("\r\n")
            return .softReset
        case .control(TypedKey.Byte.controlE):
            terminal.send("\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ")
            editor.clear()
            mode = .paste
        case .control:
            terminal.send("\r\n")
            try showPrompt()
        case .goesOn, .line:
            if editor.bytes.isEmpty { try showPrompt() } else { return try continueOrRun() }
        }
        return nil
    }

    private func finishContinuation(_ result: LineEditor.Result) throws(GuestException) -> End? {
        switch result {
        case .control(TypedKey.Byte.controlC):
            terminal.send("\r\n")
            try showPrompt()
            return nil
        case .control(TypedKey.Byte.controlD): return try runStatement()
        default: return try continueOrRun()
        }
    }

    private func continueOrRun() throws(GuestException) -> End? {
        guard InputContinuation.isWanted(editor.bytes) else { return try runStatement() }
        try editor.change { (text) throws(GuestException) in try text.append(TypedKey.Byte.lineFeed, vm) }
        mode = .continuation
        try editor.begin(prompt: prompt("ps2"))
        return nil
    }

    private func runStatement() throws(GuestException) -> End? {
        if let end = run(as: .single, isInteractive: true) { return end }
        try showPrompt()
        return nil
    }

    private func feedPaste(_ byte: UInt8) throws(GuestException) -> End? {
        switch byte {
        case TypedKey.Byte.controlC:
            terminal.send("\r\n")
            try showPrompt()
        case TypedKey.Byte.controlD:
            terminal.send("\r\n")
            if let end = run(as: .file, isInteractive: true) { return end }
            try showPrompt()
        default:
            try editor.change { (text) throws(GuestException) in try text.append(byte, vm) }
            if byte == TypedKey.Byte.carriageReturn { terminal.send("\r\n=== ") } else { terminal.send([byte]) }
        }
        return nil
    }

    // MARK: Raw

    private func enterRaw() throws(GuestException) {
        mode = .raw
        try editor.replaceText()
        terminal.send("raw REPL; CTRL-B to exit\r\n>")
    }

    private func feedRaw(_ byte: UInt8) throws(GuestException) -> End? {
        switch byte {
        case TypedKey.Byte.controlA:
            let bytes = editor.bytes
            let isCommand = bytes.count == 2 && bytes[0] == TypedKey.Byte.controlE
            let command = isCommand ? bytes[1] : 0
            editor.clear()
            if !isCommand {
                terminal.send("raw REPL; CTRL-B to exit\r\n>")
            } else if command == UInt8(ascii: "A") {
                beginRawPaste()
            } else {
                terminal.send([UInt8(ascii: "R"), 0, UInt8(ascii: ">")])
            }
        case TypedKey.Byte.controlB:
            terminal.send("\r\n")
            try editor.replaceText()
            try showBanner()
        case TypedKey.Byte.controlC: editor.clear()
        case TypedKey.Byte.controlD:
            terminal.send("OK")
            if editor.bytes.isEmpty {
                terminal.send("\r\n")
                return .softReset
            }
            let end = run(as: .file, marksEnds: true)
            editor.clear()
            if end == nil { terminal.send(">") }
            return end
        default: try editor.change { (text) throws(GuestException) in try text.append(byte, vm) }
        }
        return nil
    }

    private func beginRawPaste() {
        pasted.removeAll(keepingCapacity: true)
        mode = .rawPaste(windowLeft: REPL.windowBytes)
        // The command is understood; the window's size says that it is free, and another 1 that a second is.
        terminal.send([UInt8(ascii: "R"), 1, UInt8(REPL.windowBytes), 0, 1])
    }

    private func feedRawPaste(_ byte: UInt8, windowLeft: Int) throws(GuestException) -> End? {
        if byte == TypedKey.Byte.controlC || byte == TypedKey.Byte.controlD {
            terminal.send([4])
            mode = .raw
            let end = runPasted(isCancelled: byte == TypedKey.Byte.controlC)
            if end == nil { terminal.send(">") }
            return end
        }
        pasted.append(byte)
        if windowLeft > 1 {
            mode = .rawPaste(windowLeft: windowLeft - 1)
        } else {
            terminal.send([1])
            mode = .rawPaste(windowLeft: REPL.windowBytes)
        }
        return nil
    }
}
