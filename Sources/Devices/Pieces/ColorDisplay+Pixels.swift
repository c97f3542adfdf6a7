import Fabric

/// Pixels on their way into a colour display's memory.
extension ColorDisplay {
    /// Columns and rows change places (MV).
    var isSwapped: Bool { state.control & 0x20 != 0 }

    func write(pixel byte: UInt8) {
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

    /// Many at once: those of sixteen bits row by row, others one by one.
    func write(pixels bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        if shiftCount == 1, let byte = rest.first {
            write(pixel: byte)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst())
        }
        while state.format & 7 == 5 && shiftCount == 0 && rest.count > 1 {
            var count = storeRow(rest)
            if count == 0 {
                write(pixel: rest[0])
                write(pixel: rest[1])
                count = 1
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[(2 * count)...])
        }
        for byte in rest { write(pixel: byte) }
    }

    /// Pixels of sixteen bits up to the end of the window's row, but for one: that one goes on to the next. Returns how many; none where some of them are outside the memory.
    private func storeRow(_ bytes: UnsafeRawBufferPointer) -> Int {
        let count = min(bytes.count / 2, state.columns.upperBound - state.column)
        guard count > 1, let first = place(state.column, state.row),
            let last = place(state.column + count - 1, state.row)
        else { return 0 }
        let step = (last - first) / (count - 1)
        let isSwapping = (state.control & 8 != 0) != kind.isBlueFirst
        Self.wide.withUnsafeBufferPointer { wide in
            memory.withUnsafeMutableBufferPointer { memory in
                var place = first
                for pixel in 0..<count {
                    let word = Int(bytes[2 * pixel]) << 8 | Int(bytes[2 * pixel + 1])
                    let color = wide[word]
                    memory[place] = isSwapping ? Self.swapped(color) : color
                    place += step
                }
            }
        }
        state.column += count
        return count
    }

    /// The colour of each word of sixteen bits.
    private static let wide: [UInt32] = (0..<65536).map { color($0 >> 11 & 31, $0 >> 5 & 63, $0 & 31, bits: 5) }

    /// Widened to eight bits each; green has one bit more than 5.
    private static func color(_ red: UInt32, _ green: UInt32, _ blue: UInt32, bits: UInt32) -> UInt32 {
        let most: UInt32 = 1 << bits - 1
        let greenMost: UInt32 = bits == 5 ? 63 : most
        return ((red * 255 + most / 2) / most) << 16 | ((green * 255 + greenMost / 2) / greenMost) << 8
            | (blue * 255 + most / 2) / most
    }

    /// Where in the memory a pixel goes; nil: nowhere. MV swaps, MX and MY mirror the memory's columns and rows (ILI9341 9.3).
    private func place(_ column: Int, _ row: Int) -> Int? {
        let control = state.control
        var (x, y) = control & 0x20 != 0 ? (row, column) : (column, row)
        if control & 0x40 != 0 { x = kind.width - 1 - x }
        if control & 0x80 != 0 { y = kind.memoryHeight - 1 - y }
        return x >= 0 && x < kind.width && y >= 0 && y < kind.memoryHeight ? y * kind.width + x : nil
    }

    private func store(_ color: UInt32) {
        if let place = place(state.column, state.row) {
            let isBlueFirst = state.control & 8 != 0
            memory[place] = isBlueFirst == kind.isBlueFirst ? color : Self.swapped(color)
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
}
