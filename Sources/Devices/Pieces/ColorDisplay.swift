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

    struct State {
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

    let kind: Kind
    var memory: [UInt32]
    var state = State()
    private var command: UInt8 = 0
    private var arguments: [UInt8] = []
    /// A pixel's bytes as they come in.
    var shift: UInt32 = 0
    var shiftCount = 0
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

    /// Pixels, which are the bulk of all that a display is sent.
    func take(_ bytes: UnsafeRawBufferPointer, at instant: Instant) -> UInt8? {
        guard command == 0x2C || command == 0x3C, let dataPin, dataPin.waveform == nil,
            dataPin.level(at: instant).isHigh
        else { return nil }
        write(pixels: bytes)
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
