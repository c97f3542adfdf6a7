import Fabric

/// The controller of colour displays that speak the MIPI display command set, and its panel.
///
/// Datasheet: ILITEK ILI9341 v1.11 chapter 8, Sitronix ST7735S v1.4 and ST7789V v1.6 chapter 9 or 10: CASET 2A, RASET 2B, RAMWR 2C, MADCTL 36, COLMOD 3A, scrolling
/// 33 and 37, sleep 10 and 11, inversion 20 and 21, display 28 and 29.
/// Not modelled: gamma, partial and idle mode, tearing line, reading back but for the ids, the waits after reset.
final class ColorDisplay: SPITarget {
    /// What tells one kind from another.
    struct Kind {
        let width: Int
        let height: Int
        /// Rows of the memory, of which the panel shows the first `height`.
        let memoryHeight: Int
        /// The panel's columns run against the memory's.
        let isMirrored: Bool
        /// Its rows do.
        let isFlipped: Bool
        /// The panel is of the kind that shows colours inverted unless told otherwise (IPS).
        let isInverted: Bool
        /// The glass is wired blue first, so that MADCTL's BGR gives true colours.
        let isBlueFirst: Bool
        /// Answers of RDDID (04) and RDID4 (D3).
        let ids: [UInt8: [UInt8]]
    }

    private struct State {
        var columns = 0...0
        var rows = 0...0
        var column = 0
        var row = 0
        var control: UInt8 = 0
        var format: UInt8 = 0x66
        var isAsleep = true
        var isOn = false
        var isInverted = false
        var scroll = (top: 0, height: 0, start: 0)
    }

    private let kind: Kind
    private var memory: [UInt32]
    private var state = State()
    private var command: UInt8 = 0
    private var arguments: [UInt8] = []
    /// A pixel's bytes as they come in.
    private var shift: UInt32 = 0
    private var shiftCount = 0
    var dataPin: Net?

    init(_ kind: Kind) {
        self.kind = kind
        memory = [UInt32](repeating: 0, count: kind.width * kind.memoryHeight)
        reset()
    }

    func reset() {
        state = State()
        state.columns = 0...kind.width - 1
        state.rows = 0...kind.memoryHeight - 1
        state.scroll = (0, kind.memoryHeight, 0)
        command = 0
    }

    // MARK: Bus

    func select(at instant: Instant) -> UInt8 { 0xFF }

    func exchange(_ byte: UInt8, at instant: Instant) -> UInt8 {
        guard let dataPin, !dataPin.level(at: instant).isHigh else {
            write(data: byte)
            return answer()
        }
        command = byte
        arguments = []
        shiftCount = 0
        switch byte {
        case 0x01: reset()
        case 0x10: state.isAsleep = true
        case 0x11: state.isAsleep = false
        case 0x20: state.isInverted = false
        case 0x21: state.isInverted = true
        case 0x28: state.isOn = false
        case 0x29: state.isOn = true
        case 0x2C:
            state.column = state.columns.lowerBound
            state.row = state.rows.lowerBound
        default: break
        }
        return answer()
    }

    private func answer() -> UInt8 {
        guard let id = kind.ids[command] else { return 0xFF }
        // One dummy byte, then the id.
        let place = arguments.count
        return place >= 1 && place <= id.count ? id[place - 1] : 0
    }

    private func write(data byte: UInt8) {
        if command == 0x2C || command == 0x3C { return write(pixel: byte) }
        if arguments.count < 16 { arguments.append(byte) }
        let word = { (place: Int) in Int(self.arguments[place]) << 8 | Int(self.arguments[place + 1]) }
        switch (command, arguments.count) {
        case (0x2A, 4): state.columns = Self.range(word(0), word(2), isSwapped ? kind.memoryHeight : kind.width)
        case (0x2B, 4): state.rows = Self.range(word(0), word(2), isSwapped ? kind.width : kind.memoryHeight)
        case (0x36, 1): state.control = byte
        case (0x3A, 1): state.format = byte
        case (0x33, 6): state.scroll = (word(0), max(word(2), 1), state.scroll.start)
        case (0x37, 2): state.scroll.start = word(0)
        default: break
        }
    }

    private static func range(_ first: Int, _ last: Int, _ count: Int) -> ClosedRange<Int> {
        let low = min(first, count - 1)
        return low...max(min(last, count - 1), low)
    }

    // MARK: Pixels

    private var isSwapped: Bool { state.control & 0x20 != 0 }

    private func write(pixel byte: UInt8) {
        shift = shift << 8 | UInt32(byte)
        shiftCount += 1
        switch state.format & 7 {
        case 5:
            guard shiftCount == 2 else { return }
            shiftCount = 0
            store(Self.color(shift >> 11 & 31, shift >> 5 & 63, shift & 31, bits: 5))
        case 3:
            // Two pixels of twelve bits in three bytes.
            guard shiftCount == 3 else { return }
            shiftCount = 0
            store(Self.color(shift >> 20 & 15, shift >> 16 & 15, shift >> 12 & 15, bits: 4))
            store(Self.color(shift >> 8 & 15, shift >> 4 & 15, shift & 15, bits: 4))
        default:
            guard shiftCount == 3 else { return }
            shiftCount = 0
            store(Self.color(shift >> 18 & 63, shift >> 10 & 63, shift >> 2 & 63, bits: 6))
        }
    }

    /// Widened to eight bits each; green has one bit more than 5.
    private static func color(_ red: UInt32, _ green: UInt32, _ blue: UInt32, bits: UInt32) -> UInt32 {
        let most: UInt32 = 1 << bits - 1
        let greenMost: UInt32 = bits == 5 ? 63 : most
        return ((red * 255 + most / 2) / most) << 16 | ((green * 255 + greenMost / 2) / greenMost) << 8
            | (blue * 255 + most / 2) / most
    }

    private func store(_ color: UInt32) {
        let control = state.control
        // MV swaps, MX and MY mirror the memory's columns and rows (ILI9341 9.3).
        var x = state.column
        var y = state.row
        if control & 0x20 != 0 { (x, y) = (y, x) }
        if control & 0x40 != 0 { x = kind.width - 1 - x }
        if control & 0x80 != 0 { y = kind.memoryHeight - 1 - y }
        if x >= 0 && x < kind.width && y >= 0 && y < kind.memoryHeight {
            let isBlueFirst = control & 8 != 0
            memory[y * kind.width + x] = isBlueFirst == kind.isBlueFirst ? color : Self.swapped(color)
        }
        if state.column < state.columns.upperBound {
            state.column += 1
        } else {
            state.column = state.columns.lowerBound
            state.row = state.row < state.rows.upperBound ? state.row + 1 : state.rows.lowerBound
        }
    }

    private static func swapped(_ color: UInt32) -> UInt32 {
        color & 0x00FF00 | color >> 16 | (color & 0xFF) << 16
    }

    // MARK: Panel

    /// What the panel shows, upright with its connector below.
    var picture: Picture {
        var picture = Picture(width: kind.width, height: kind.height)
        guard state.isOn && !state.isAsleep else { return picture }
        let mask: UInt32 = state.isInverted == kind.isInverted ? 0 : 0xFFFFFF
        for y in 0..<kind.height {
            let row = scrolled(kind.isFlipped ? kind.height - 1 - y : y) * kind.width
            for x in 0..<kind.width {
                picture.pixels[y * kind.width + x] = memory[row + (kind.isMirrored ? kind.width - 1 - x : x)] ^ mask
            }
        }
        return picture
    }

    private func scrolled(_ y: Int) -> Int {
        let (top, height, start) = state.scroll
        guard y >= top, y < top + height, top + height <= kind.memoryHeight, start >= top, start < top + height else {
            return y
        }
        return top + (y - top + start - top) % height
    }
}
