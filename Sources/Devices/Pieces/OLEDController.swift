import Fabric

/// The controllers of small OLED displays, which are cousins: a memory of pages, eight rows each, and one-byte commands with arguments.
///
/// Datasheet: Solomon SSD1306 rev 1.1 chapters 8 to 10, Sino Wealth SH1106 v2.3 and SH1107 v2.1, "Commands". The panel of the modules is mounted for
/// A1 and C8: with those the picture stands upright.
/// Not modelled: scrolling by itself (26 to 2F), contrast as light, COM pin wirings (DA), reading.
final class OLEDController {
    /// Which of them.
    enum Kind {
        /// 128 x 64, three ways of addressing.
        case ssd1306
        /// 132 x 64, of which the panel shows the middle; page by page only.
        case sh1106
        /// 128 x 128.
        case sh1107

        var columns: Int { self == .sh1106 ? 132 : 128 }
        var pages: Int { self == .sh1107 ? 16 : 8 }
        var firstVisible: Int { self == .sh1106 ? 2 : 0 }
    }

    private enum Order { case horizontal, vertical, page }

    private struct State {
        var memory: [UInt8]
        var order = Order.page
        var column = 0
        var page = 0
        var columnRange: ClosedRange<Int>
        var pageRange: ClosedRange<Int>
        var isOn = false
        /// The pump that makes the panel's voltage. The SSD1306 begins without, the others with it.
        var hasPump: Bool
        var isAllOn = false
        var isInverted = false
        var isColumnRemapped = false
        var isRowRemapped = false
        var startLine = 0
        var offset = 0
        var contrast: UInt8 = 0x7F
        var multiplex: Int

        init(_ kind: Kind) {
            memory = [UInt8](repeating: 0, count: kind.columns * kind.pages)
            columnRange = 0...kind.columns - 1
            pageRange = 0...kind.pages - 1
            hasPump = kind != .ssd1306
            multiplex = kind.pages * 8
        }
    }

    private let kind: Kind
    private var state: State
    private var command: UInt8 = 0
    private var arguments: [UInt8] = []
    private var missing = 0

    init(_ kind: Kind) {
        self.kind = kind
        state = State(kind)
    }

    func reset() {
        state = State(kind)
        missing = 0
    }

    var contrast: UInt8 { state.contrast }

    // MARK: Data

    func write(data byte: UInt8) {
        let column = state.isColumnRemapped ? kind.columns - 1 - state.column : state.column
        state.memory[state.page * kind.columns + column] = byte
        switch state.order {
        case .page: state.column = next(state.column, state.columnRange)
        case .horizontal:
            if state.column == state.columnRange.upperBound { state.page = next(state.page, state.pageRange) }
            state.column = next(state.column, state.columnRange)
        case .vertical:
            if state.page == state.pageRange.upperBound { state.column = next(state.column, state.columnRange) }
            state.page = next(state.page, state.pageRange)
        }
    }

    private func next(_ place: Int, _ range: ClosedRange<Int>) -> Int {
        place == range.upperBound ? range.lowerBound : min(place + 1, range.upperBound)
    }

    // MARK: Commands

    func write(command byte: UInt8) {
        if missing > 0 {
            arguments.append(byte)
            missing -= 1
        } else {
            command = byte
            arguments = []
            missing = argumentCount(byte)
        }
        if missing == 0 { obey(command, arguments.map(Int.init)) }
    }

    private func argumentCount(_ command: UInt8) -> Int {
        switch command {
        case 0x20: kind == .ssd1306 ? 1 : 0
        case 0x21, 0x22: kind == .ssd1306 ? 2 : 0
        case 0x26, 0x27: kind == .ssd1306 ? 6 : 0
        case 0x29, 0x2A: kind == .ssd1306 ? 5 : 0
        case 0xA3: kind == .ssd1306 ? 2 : 0
        case 0x8D: kind == .ssd1306 ? 1 : 0
        case 0xDC: kind == .sh1107 ? 1 : 0
        // On the SSD1306 the current's source, on the others the pump.
        case 0x81, 0xAD, 0xA8, 0xD3, 0xD5, 0xD9, 0xDA, 0xDB: 1
        default: 0
        }
    }

    private func obey(_ command: UInt8, _ arguments: [Int]) {
        let low = Int(command & 0x0F)
        let first = arguments.first ?? 0
        switch command {
        case 0x00...0x0F: state.column = min(state.column & 0xF0 | low, kind.columns - 1)
        case 0x10...0x1F: state.column = min(state.column & 0x0F | low << 4, kind.columns - 1)
        case 0x20, 0x21, 0x22: address(command, arguments)
        case 0x40...0x7F: if kind != .sh1107 { state.startLine = Int(command & 0x3F) }
        case 0x81: state.contrast = UInt8(first)
        case 0x8D: if kind == .ssd1306 { state.hasPump = first & 4 != 0 }
        case 0xA0, 0xA1: state.isColumnRemapped = command & 1 == 1
        case 0xA4, 0xA5: state.isAllOn = command & 1 == 1
        case 0xA6, 0xA7: state.isInverted = command & 1 == 1
        case 0xA8: state.multiplex = min(max(first & 0x7F, 15) + 1, kind.pages * 8)
        case 0xAD: if kind != .ssd1306 { state.hasPump = first & 1 == 1 }
        case 0xAE, 0xAF: state.isOn = command & 1 == 1
        case 0xB0...0xBF: state.page = min(low, kind.pages - 1)
        case 0xC0...0xCF: state.isRowRemapped = command & 8 != 0
        case 0xD3: state.offset = first
        case 0xDC: if kind == .sh1107 { state.startLine = first & 0x7F }
        default: break
        }
    }

    private func address(_ command: UInt8, _ arguments: [Int]) {
        guard kind == .ssd1306 else {
            // SH1107: 20 goes along the page, 21 down the column.
            if kind == .sh1107 && command != 0x22 { state.order = command == 0x21 ? .vertical : .page }
            return
        }
        if command == 0x20 {
            state.order = [.horizontal, .vertical, .page, .page][arguments[0] & 3]
            return
        }
        let most = command == 0x21 ? kind.columns - 1 : kind.pages - 1
        let first = arguments[0] & most
        let range = first...max(arguments[1] & most, first)
        if command == 0x21 {
            (state.columnRange, state.column) = (range, first)
        } else {
            (state.pageRange, state.page) = (range, first)
        }
    }

    // MARK: Panel

    /// What the panel shows, white on black.
    var picture: Picture {
        let height = kind.pages * 8
        var picture = Picture(width: 128, height: height)
        guard state.isOn && state.hasPump else { return picture }
        for y in 0..<state.multiplex {
            let line = state.isRowRemapped ? y : state.multiplex - 1 - y
            let row = (line + state.startLine + state.offset) % height
            for x in 0..<128 {
                // A1 stores from the right, and the panel is mounted the other way round.
                let column = kind.columns - 1 - (x + kind.firstVisible)
                let bit = state.memory[row / 8 * kind.columns + column] >> UInt8(row % 8) & 1 == 1
                if state.isAllOn || bit != state.isInverted { picture[x, y] = 0xFFFFFF }
            }
        }
        return picture
    }
}
