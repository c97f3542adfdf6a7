/// Makes keys of the bytes that a terminal sends: control characters as in Emacs, and VT100 escape sequences
/// (shared/readline/readline.c, v1.29).
struct KeyDecoder {
    /// Moving and deleting by words: ports choose it (MICROPY_REPL_EMACS_WORDS_MOVE and ..._EXTRA_WORDS_MOVE).
    let movesByWords: Bool

    private enum State: Equatable {
        case plain, escape, bracket, letterO
        case digit(UInt8)
    }
    private var state = State.plain
    /// The line end that came last: CR LF is one, CR CR are two.
    private var lastLineEnd: UInt8 = 0

    init(movesByWords: Bool) { self.movesByWords = movesByWords }

    /// A new line begins: what was left of an escape sequence is forgotten.
    mutating func reset() { state = .plain }

    /// - Parameter isLineEmpty: control characters then have a meaning of their own.
    mutating func decode(_ byte: UInt8, isLineEmpty: Bool) -> TypedKey? {
        switch state {
        case .plain: return plain(byte, isLineEmpty)
        case .escape: return escaped(byte)
        case .bracket: return bracketed(byte)
        case .digit(let digit): return numbered(byte, digit)
        case .letterO:
            state = .plain
            return byte == UInt8(ascii: "H") ? .home : byte == UInt8(ascii: "F") ? .end : nil
        }
    }

    private mutating func plain(_ byte: UInt8, _ isLineEmpty: Bool) -> TypedKey? {
        if (1...5).contains(byte) && isLineEmpty { return .control(byte) }
        switch byte {
        case TypedKey.Byte.controlA: return .home
        case TypedKey.Byte.controlB: return .left
        case TypedKey.Byte.controlC: return .control(byte)
        case TypedKey.Byte.controlD: return .delete
        case TypedKey.Byte.controlE: return .end
        case 6: return .right
        case 11: return .killToEnd
        case 14: return .down
        case 16: return .up
        case 21: return .killToStart
        case 23 where movesByWords: return .killWordLeft
        default: break
        }
        if endsLine(byte) { return .newline }
        switch byte {
        case 27: state = .escape
        case 8, 127: return .backspace
        case 9: return .tab
        case 32...126: return .printable(byte)
        default: break
        }
        return nil
    }

    private mutating func endsLine(_ byte: UInt8) -> Bool {
        let isLineEnd = byte == TypedKey.Byte.carriageReturn || byte == TypedKey.Byte.lineFeed
        let ends = isLineEnd && (lastLineEnd == 0 || lastLineEnd == byte)
        lastLineEnd = ends ? byte : 0
        return ends
    }

    private mutating func escaped(_ byte: UInt8) -> TypedKey? {
        state = .plain
        switch byte {
        case UInt8(ascii: "["): state = .bracket
        case UInt8(ascii: "O"): state = .letterO
        case UInt8(ascii: "b") where movesByWords: return .wordLeft
        case UInt8(ascii: "f") where movesByWords: return .wordRight
        case UInt8(ascii: "d") where movesByWords: return .killWordRight
        case 127 where movesByWords: return .killWordLeft
        default: break
        }
        return nil
    }

    private mutating func bracketed(_ byte: UInt8) -> TypedKey? {
        if (0x30...0x39).contains(byte) {
            state = .digit(byte)
            return nil
        }
        state = .plain
        switch byte {
        case UInt8(ascii: "A"): return .up
        case UInt8(ascii: "B"): return .down
        case UInt8(ascii: "C"): return .right
        case UInt8(ascii: "D"): return .left
        case UInt8(ascii: "H"): return .home
        case UInt8(ascii: "F"): return .end
        default: return nil
        }
    }

    private mutating func numbered(_ byte: UInt8, _ digit: UInt8) -> TypedKey? {
        state = .plain
        switch (digit, byte) {
        case (UInt8(ascii: "1"), UInt8(ascii: "~")), (UInt8(ascii: "7"), UInt8(ascii: "~")): return .home
        case (UInt8(ascii: "4"), UInt8(ascii: "~")), (UInt8(ascii: "8"), UInt8(ascii: "~")): return .end
        case (UInt8(ascii: "3"), UInt8(ascii: "~")): return .delete
        // `1;5D` is control and left: the next number begins.
        case (UInt8(ascii: "1"), UInt8(ascii: ";")) where movesByWords: state = .bracket
        case (UInt8(ascii: "5"), UInt8(ascii: "C")) where movesByWords: return .wordRight
        case (UInt8(ascii: "5"), UInt8(ascii: "D")) where movesByWords: return .wordLeft
        default: break
        }
        return nil
    }
}
