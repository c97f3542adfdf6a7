import Fabric

/// The controller of character displays, from its pins inwards.
///
/// Datasheet: Hitachi HD44780U: instructions of table 6, times at 270 kHz, data taken at the fall of E, initialising by instruction (figures 23
/// and 24). What comes while it is busy is lost, as there.
/// Not modelled: the ten milliseconds of its reset at power on, fonts of 5 x 10 dots, blinking as light.
final class HD44780 {
    private static let lineLength = 40
    private static let times = (long: Picoseconds.microseconds(1520), short: Picoseconds.microseconds(37))

    private struct State {
        /// Both lines, 40 characters each.
        var text = [UInt8](repeating: 0x20, count: 2 * HD44780.lineLength)
        var shapes = [UInt8](repeating: 0, count: 64)
        /// The address counter as the instructions count it: bit 6 is the line.
        var address = 0
        var isDrawing = false
        var isIncrementing = true
        var shiftsOnWrite = false
        var isOn = false
        var hasCursor = false
        var isTwoLine = false
        var isFourBit = false
        /// How far the text has moved to the left.
        var shift = 0
    }

    private var state = State()
    private var busyUntil = Instant.zero
    /// The upper half of a byte on four wires; the half that is read next.
    private var upper: UInt8?
    private var readsLower = false
    /// Instructions that came while it was busy.
    private(set) var lostCount = 0

    func reset() {
        state = State()
        upper = nil
        readsLower = false
        busyUntil = .zero
    }

    // MARK: Pins

    /// E fell with R/W low.
    func write(_ pins: UInt8, isData: Bool, at instant: Instant) {
        var byte = pins
        if state.isFourBit {
            guard let upper else { return self.upper = pins & 0xF0 }
            byte = upper | pins >> 4
            self.upper = nil
        }
        guard instant >= busyUntil else { return lostCount += 1 }
        let isLong = !isData && byte < 4
        busyUntil = instant + (isLong ? Self.times.long : Self.times.short)
        if isData { store(byte) } else { obey(byte) }
    }

    /// What it drives while E is high with R/W high.
    func read(isData: Bool, at instant: Instant) -> UInt8 {
        let byte: UInt8
        if isData {
            byte = state.isDrawing ? state.shapes[state.address & 63] : state.text[place(of: state.address)]
        } else {
            byte = UInt8(state.address & 0x7F) | (instant < busyUntil ? 0x80 : 0)
        }
        return state.isFourBit && readsLower ? byte << 4 : byte
    }

    /// E fell with R/W high.
    func readEnded(isData: Bool) {
        if state.isFourBit {
            readsLower.toggle()
            if readsLower { return }
        }
        if isData { step() }
    }

    // MARK: Instructions

    private func obey(_ byte: UInt8) {
        switch byte {
        case 0x80...:
            state.isDrawing = false
            state.address = Int(byte & 0x7F)
        case 0x40...:
            state.isDrawing = true
            state.address = Int(byte & 0x3F)
        case 0x20...:
            state.isFourBit = byte & 0x10 == 0
            state.isTwoLine = byte & 8 != 0
            upper = nil
            readsLower = false
        case 0x10...: byte & 8 == 0 ? moveCursor(right: byte & 4 != 0) : moveText(right: byte & 4 != 0)
        case 0x08...:
            state.isOn = byte & 4 != 0
            state.hasCursor = byte & 2 != 0
        case 0x04...:
            state.isIncrementing = byte & 2 != 0
            state.shiftsOnWrite = byte & 1 != 0
        case 1...:
            if byte == 1 {
                state.text = [UInt8](repeating: 0x20, count: state.text.count)
                state.isIncrementing = true
            }
            state.isDrawing = false
            state.address = 0
            state.shift = 0
        default: break
        }
    }

    private func store(_ byte: UInt8) {
        if state.isDrawing {
            state.shapes[state.address & 63] = byte & 0x1F
        } else {
            state.text[place(of: state.address)] = byte
            if state.shiftsOnWrite { moveText(right: !state.isIncrementing) }
        }
        step()
    }

    private func step() {
        if state.isDrawing {
            state.address = (state.address + (state.isIncrementing ? 1 : 63)) & 63
        } else {
            moveCursor(right: state.isIncrementing)
        }
    }

    /// With two lines the counter goes from 0x27 to 0x40 and from 0x67 to 0.
    private func moveCursor(right: Bool) {
        let count = 2 * Self.lineLength
        let next = (place(of: state.address) + (right ? 1 : count - 1)) % count
        state.address = state.isTwoLine && next >= Self.lineLength ? 0x40 + next - Self.lineLength : next
    }

    private func moveText(right: Bool) {
        let length = state.isTwoLine ? Self.lineLength : 2 * Self.lineLength
        state.shift = (state.shift + (right ? length - 1 : 1)) % length
    }

    private func place(of address: Int) -> Int {
        if !state.isTwoLine { return address % (2 * Self.lineLength) }
        return address & 0x40 == 0
            ? (address & 0x3F) % Self.lineLength : Self.lineLength + (address & 0x3F) % Self.lineLength
    }

    // MARK: Glass

    var isOn: Bool { state.isOn }

    /// The code at a place of the glass; rows 2 and 3 of a large one lie behind rows 0 and 1.
    private func position(row: Int, column: Int, columns: Int) -> Int {
        let along = column + (row >= 2 ? columns : 0)
        if !state.isTwoLine {
            // One line: only the first row of the glass has it.
            return row == 0 ? (along + state.shift) % (2 * Self.lineLength) : -1
        }
        return (row & 1) * Self.lineLength + (along + state.shift) % Self.lineLength
    }

    func code(row: Int, column: Int, columns: Int) -> UInt8 {
        let position = position(row: row, column: column, columns: columns)
        return position < 0 || !state.isOn ? 0x20 : state.text[position]
    }

    func hasCursor(row: Int, column: Int, columns: Int) -> Bool {
        state.isOn && state.hasCursor && !state.isDrawing
            && position(row: row, column: column, columns: columns) == place(of: state.address)
    }

    /// The dots of a code, eight rows from the top, the left dot in bit 4.
    func shape(of code: UInt8) -> ArraySlice<UInt8> {
        if code >= 0x10 { return HD44780Font.rows(of: code) }
        let first = Int(code & 7) * 8
        return state.shapes[first..<first + 8]
    }

    /// The code as a character of Unicode; those that the guest drew are U+E000 and on.
    static func character(_ code: UInt8) -> Character {
        switch code {
        case 0..<0x10: return Character(Unicode.Scalar(0xE000 + UInt32(code & 7))!)
        case 0x5C: return "¥"
        case 0x7E: return "→"
        case 0x7F: return "←"
        case 0x20..<0x7E: return Character(Unicode.Scalar(code))
        case 0xDF: return "°"
        case 0xA1..<0xDF: return Character(Unicode.Scalar(0xFF61 + UInt32(code) - 0xA1)!)
        case 0xE0...:
            let place = Int(code) - 0xE0
            return Array("αäβεµσρg√⁻jˣ¢£ñöpqθ∞ΩüΣπx̄y千万円÷ █")[place]
        default: return " "
        }
    }
}
