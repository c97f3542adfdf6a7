/// The line that is being typed, on a terminal that understands VT100: cursor, deletion, history, completion and indents
/// (shared/readline/readline.c, v1.29). The text is a buffer of the guest's heap; a statement of several lines is one text,
/// of which only the last line can be edited.
struct LineEditor {
    /// What a byte led to.
    enum Result: Equatable {
        case goesOn
        /// The line is entered.
        case line
        /// Control and a letter.
        case control(UInt8)
    }

    let vm: VM
    let terminal: Terminal
    private(set) var text: TextBuffer
    var history: LineHistory
    private var decoder: KeyDecoder
    private var prompt: [UInt8] = []
    /// Where the line begins that can be edited.
    private(set) var start = 0
    private var cursor = 0
    /// -1 is the line itself, 0 the newest of the history.
    private var historyPlace = -1
    private var indents = true
    private var hasJustIndented = false

    static let capacityInitial = 32

    init(_ terminal: Terminal, options: REPL.Options, _ vm: VM) throws(GuestException) {
        self.vm = vm
        self.terminal = terminal
        decoder = KeyDecoder(movesByWords: options.movesByWords)
        history = LineHistory(countMax: options.historyCount, vm)
        text = try TextBuffer(capacity: LineEditor.capacityInitial, vm)
        vm.retain(Value(address: text.address))
    }

    var bytes: UnsafeRawBufferPointer { text.bytes(vm) }

    // MARK: The text as a whole

    /// Changes the text, which may move.
    mutating func change(_ body: (inout TextBuffer) throws(GuestException) -> Void) throws(GuestException) {
        let before = text.address
        defer {
            if text.address != before {
                vm.release(Value(address: before))
                vm.retain(Value(address: text.address))
            }
        }
        try body(&text)
    }

    /// Another mode begins with a buffer of its own.
    mutating func replaceText() throws(GuestException) {
        vm.release(Value(address: text.address))
        text.free(vm)
        text = try TextBuffer(capacity: LineEditor.capacityInitial, vm)
        vm.retain(Value(address: text.address))
    }

    mutating func clear() { text.removeAll() }

    /// A new line is asked for, behind what stands in the text.
    mutating func begin(prompt: [UInt8]) throws(GuestException) {
        start = text.count
        cursor = start
        historyPlace = -1
        decoder.reset()
        self.prompt = prompt
        terminal.send(prompt)
        if text.count == 0 { indents = true }
        try indent()
    }

    // MARK: A byte

    mutating func feed(_ byte: UInt8) throws(GuestException) -> Result {
        guard let key = decoder.decode(byte, isLineEmpty: text.count == start) else {
            hasJustIndented = false
            return .goesOn
        }
        switch key {
        case .control(let byte): return .control(byte)
        case .newline:
            terminal.send("\r\n")
            try change { [vm] (text) throws(GuestException) in try text.terminate(vm) }
            history.add(UnsafeRawBufferPointer(rebasing: bytes[start...]))
            return .line
        default:
            let redraw = try apply(key)
            draw(redraw)
            hasJustIndented = false
            return .goesOn
        }
    }

    /// What has to be drawn again after a key.
    private struct Redraw {
        let countBefore: Int
        var stepsBack = 0
        var isFromCursor = false
        var stepsForward = 0
    }

    private mutating func apply(_ key: TypedKey) throws(GuestException) -> Redraw {
        var redraw = Redraw(countBefore: text.count)
        switch key {
        case .control, .newline: break
        case .printable(let byte): try type(byte, &redraw)
        case .tab: try tab(&redraw)
        case .backspace: backspace(&redraw)
        case .delete where cursor < text.count: cut(cursor, 1, &redraw)
        case .delete: break
        case .left: redraw.stepsBack = cursor > start ? 1 : 0
        case .right: redraw.stepsForward = cursor < text.count ? 1 : 0
        case .home: redraw.stepsBack = cursor - start
        case .end: redraw.stepsForward = text.count - cursor
        case .up where historyPlace + 1 < history.count: try showHistory(historyPlace + 1, &redraw)
        case .down where historyPlace >= 0: try showHistory(historyPlace - 1, &redraw)
        case .up, .down: break
        case .wordLeft: redraw.stepsBack = wordBefore
        case .wordRight: redraw.stepsForward = wordAfter
        case .killWordLeft:
            redraw.stepsBack = wordBefore
            cut(cursor - redraw.stepsBack, redraw.stepsBack, &redraw)
        case .killWordRight: cut(cursor, wordAfter, &redraw)
        case .killToEnd: cut(cursor, text.count - cursor, &redraw)
        case .killToStart:
            redraw.stepsBack = cursor - start
            cut(start, redraw.stepsBack, &redraw)
        }
        return redraw
    }

    private mutating func cut(_ position: Int, _ count: Int, _ redraw: inout Redraw) {
        text.remove(at: position, count: count, vm)
        redraw.isFromCursor = true
    }

    private mutating func type(_ byte: UInt8, _ redraw: inout Redraw) throws(GuestException) {
        // A space right after an automatic indent: that was not wanted, one space is.
        if hasJustIndented && byte == 0x20 && text.count - start >= 3 {
            indents = false
            redraw.stepsBack = 3
            text.truncate(to: text.count - 3)
            return
        }
        try insert([byte], &redraw)
    }

    private mutating func insert(_ bytes: [UInt8], _ redraw: inout Redraw) throws(GuestException) {
        let place = cursor
        // One by one, as the reference asks for room.
        for (offset, byte) in bytes.enumerated() {
            try change { [vm] (text) throws(GuestException) in try text.insert([byte], at: place + offset, vm) }
        }
        redraw.isFromCursor = true
        redraw.stepsForward = bytes.count
    }

    /// Takes a whole indent where only spaces stand before the cursor.
    private mutating func backspace(_ redraw: inout Redraw) {
        guard cursor > start else { return }
        let before = bytes[start..<cursor]
        let count = before.count >= 4 && before.allSatisfy { $0 == 0x20 } ? 4 : 1
        redraw.stepsBack = count
        cut(cursor - count, count, &redraw)
    }

    private mutating func tab(_ redraw: inout Redraw) throws(GuestException) {
        if hasJustIndented {
            // The indent is meant to stay as it is.
            indents = false
            return
        }
        if text.count > 0 && cursor > 0 && ByteClass.isSpace(bytes[cursor - 1]) {
            return try insert([0x20, 0x20, 0x20, 0x20], &redraw)
        }
        switch Completion.complete(UnsafeRawBufferPointer(rebasing: bytes[start..<cursor]), vm) {
        case .nothing: break
        case .text(let bytes): try insert(bytes, &redraw)
        case .choices(let table):
            terminal.print(table)
            terminal.send(prompt)
            terminal.send(Array(bytes[start..<cursor]))
            redraw.isFromCursor = true
        }
    }

    private mutating func showHistory(_ place: Int, _ redraw: inout Redraw) throws(GuestException) {
        historyPlace = place
        text.truncate(to: start)
        if place >= 0 {
            let line = history.bytes(place)
            try change { [vm] (text) throws(GuestException) in try text.append(line, vm) }
        }
        redraw.stepsBack = cursor - start
        redraw.isFromCursor = true
        redraw.stepsForward = text.count - start
    }

    // MARK: Words

    private var wordBefore: Int {
        let bytes = bytes
        var position = cursor
        var isInWord = false
        while position > 0 {
            if ByteClass.isAlphanumeric(bytes[position - 1]) { isInWord = true } else if isInWord { break }
            position -= 1
        }
        // The words of earlier lines are out of reach.
        return min(cursor - position, cursor - start)
    }

    private var wordAfter: Int {
        let bytes = bytes
        var position = cursor
        var isInWord = false
        while position < bytes.count {
            if ByteClass.isAlphanumeric(bytes[position]) { isInWord = true } else if isInWord { break }
            position += 1
        }
        return position - cursor
    }

    // MARK: Drawing

    private mutating func draw(_ redraw: Redraw) {
        if redraw.stepsBack > 0 {
            terminal.moveBack(redraw.stepsBack)
            cursor -= redraw.stepsBack
        }
        if redraw.isFromCursor {
            if text.count < redraw.countBefore { terminal.eraseToEnd() }
            terminal.send(Array(bytes[cursor...]))
            terminal.moveBack(text.count - (cursor + redraw.stepsForward))
            cursor += redraw.stepsForward
        } else if redraw.stepsForward > 0 {
            terminal.send(Array(bytes[cursor..<(cursor + redraw.stepsForward)]))
            cursor += redraw.stepsForward
        }
    }

    // MARK: Indents

    /// Begins a line as deep as the last one, and deeper after a colon; two empty lines end that.
    private mutating func indent() throws(GuestException) {
        guard indents, text.count > 1, bytes.last == TypedKey.Byte.lineFeed else { return }
        let bytes = bytes
        let lines = bytes.dropLast().split(separator: TypedKey.Byte.lineFeed, omittingEmptySubsequences: false)
        guard let last = lines.last else { return }
        let isBlank = last.allSatisfy { $0 == 0x20 }
        if lines.count > 1 && isBlank {
            let before = lines[lines.count - 2]
            if lines.count > 2 && before.allSatisfy({ $0 == 0x20 }) { return }
        }
        let spaces = last.prefix { $0 == 0x20 }.count
        var depth = spaces / 4
        if last.last == UInt8(ascii: ":") { depth += 1 }
        for _ in 0..<depth {
            try change { [vm] (text) throws(GuestException) in try text.append([0x20, 0x20, 0x20, 0x20], vm) }
            terminal.send("    ")
            cursor += 4
            hasJustIndented = true
        }
    }
}
