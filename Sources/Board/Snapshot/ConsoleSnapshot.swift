/// The serial terminal: lines of text with a cursor.
///
/// `receive` understands what MicroPython's line editor and ordinary programs send: CR, LF, BS, TAB, and of the ECMA-48 control
/// sequences cursor left/right (CSI D, C), erase in line (CSI K), erase in display (CSI J) and cursor home (CSI H).
/// Not modelled: colours and attributes (dropped), scrolling regions, cursor up and down.
public struct ConsoleSnapshot: Sendable, Equatable {
    /// Lines that are kept; older ones fall off.
    public static let linesMax = 2000
    /// Characters in a line before it is broken.
    public static let columnsMax = 1000

    /// Text, oldest line first; never empty. One scalar is one cell, so that a column is an index.
    public private(set) var lines: [[Unicode.Scalar]] = [[]]
    /// Lines that fell off the upper end, so that a reader can hold its place.
    public private(set) var droppedLines = 0
    /// Cursor's line, an index of `lines`.
    public private(set) var cursorRow = 0
    /// Cursor's column in characters.
    public private(set) var cursorColumn = 0
    /// Bytes that were typed and that the guest has not read yet, as text.
    public var pendingInput = ""

    private var decoder = TextDecoder()
    private var sequence: [UInt8]?

    /// An empty terminal.
    public init() {}

    /// The lines as text.
    public var text: String {
        lines.map { line in String(String.UnicodeScalarView(line)) }.joined(separator: "\n")
    }

    /// Takes bytes that the board sent.
    public mutating func receive(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if sequence != nil {
                receiveSequence(byte)
            } else if byte < 0x20 || byte == 0x7F {
                if let broken = decoder.finish() { put(broken) }
                receiveControl(byte)
            } else {
                for scalar in decoder.receive(byte) { put(scalar) }
            }
        }
    }

    private mutating func receiveControl(_ byte: UInt8) {
        switch byte {
        case 0x08: cursorColumn = max(0, cursorColumn - 1)
        case 0x09: for _ in 0..<(8 - cursorColumn % 8) { put(" ") }
        case 0x0A: newLine()
        case 0x0D: cursorColumn = 0
        case 0x1B: sequence = []
        default: break
        }
    }

    /// ESC [ parameters final (ECMA-48 5.4); any other byte after ESC ends the sequence.
    private mutating func receiveSequence(_ byte: UInt8) {
        guard var held = sequence else { return }
        held.append(byte)
        if held.count == 1 {
            sequence = byte == UInt8(ascii: "[") ? held : nil
            return
        }
        guard (0x40...0x7E).contains(byte) || held.count > 16 else {
            sequence = held
            return
        }
        sequence = nil
        let digits = held.dropFirst().dropLast().prefix { (0x30...0x39).contains($0) }
        let number = digits.reduce(0) { min(9999, $0 * 10 + Int($1 - 0x30)) }
        switch byte {
        case UInt8(ascii: "D"): cursorColumn = max(0, cursorColumn - max(1, number))
        case UInt8(ascii: "C"): cursorColumn = min(Self.columnsMax - 1, cursorColumn + max(1, number))
        case UInt8(ascii: "K"): eraseLine(number)
        case UInt8(ascii: "J"):
            if number == 2 { lines = [[]] } else { lines.removeSubrange((cursorRow + 1)...) }
            if number == 2 { (cursorRow, cursorColumn) = (0, 0) } else { eraseLine(number) }
        case UInt8(ascii: "H"): (cursorRow, cursorColumn) = (0, 0)
        default: break
        }
    }

    private mutating func eraseLine(_ how: Int) {
        let column = min(cursorColumn, lines[cursorRow].count)
        switch how {
        case 0: lines[cursorRow].removeSubrange(column...)
        case 1: for index in 0..<column { lines[cursorRow][index] = " " }
        default: lines[cursorRow] = []
        }
    }

    private mutating func newLine() {
        cursorRow += 1
        if cursorRow == lines.count { lines.append([]) }
        // Dropping a block at a time keeps a chatty sketch from moving 2000 lines at every line.
        if lines.count > Self.linesMax {
            let surplus = lines.count - Self.linesMax * 3 / 4
            lines.removeFirst(surplus)
            droppedLines += surplus
            cursorRow -= surplus
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        if cursorColumn >= Self.columnsMax {
            cursorColumn = 0
            newLine()
        }
        let count = lines[cursorRow].count
        if cursorColumn < count {
            lines[cursorRow][cursorColumn] = scalar
        } else {
            for _ in count..<cursorColumn { lines[cursorRow].append(" ") }
            lines[cursorRow].append(scalar)
        }
        cursorColumn += 1
    }
}

/// UTF-8 that arrives byte by byte; a broken sequence becomes U+FFFD.
private struct TextDecoder: Sendable, Equatable {
    private var held: [UInt8] = []

    mutating func receive(_ byte: UInt8) -> [Unicode.Scalar] {
        if byte < 0x80 {
            let broken = finish()
            return (broken.map { [$0] } ?? []) + [Unicode.Scalar(byte)]
        }
        var out: [Unicode.Scalar] = []
        if byte >= 0xC0, let broken = finish() { out.append(broken) }
        held.append(byte)
        let lead = held[0]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
        guard held.count >= length else { return out }
        let scalars = String(decoding: held, as: UTF8.self).unicodeScalars
        held = []
        out.append(scalars.count == 1 ? scalars.first! : "\u{FFFD}")
        return out
    }

    mutating func finish() -> Unicode.Scalar? {
        guard !held.isEmpty else { return nil }
        held = []
        return "\u{FFFD}"
    }
}
