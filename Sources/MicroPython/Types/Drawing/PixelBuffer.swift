/// Where the pixels of a drawing lie and how they are packed (extmod/modframebuf.c, v1.29).
struct PixelBuffer {
    /// The numbers are those of the module's constants.
    enum Format: Int {
        /// One bit, eight rows in a byte, the topmost lowest.
        case monoVertical = 0
        /// Two bytes.
        case rgb565 = 1
        /// Four bits, the left pixel in the upper half.
        case gray4 = 2
        /// One bit, eight columns in a byte, the leftmost highest.
        case monoHorizontal = 3
        /// One bit, eight columns in a byte, the leftmost lowest.
        case monoHorizontalReversed = 4
        /// Two bits, the leftmost pixel lowest.
        case gray2 = 5
        /// A byte.
        case gray8 = 6

        var bitsPerPixel: Int {
            switch self {
            case .monoVertical, .monoHorizontal, .monoHorizontalReversed: 1
            case .gray2: 2
            case .gray4: 4
            case .gray8: 8
            case .rgb565: 16
            }
        }

        /// Pixels that share a byte side by side.
        var pixelsPerByte: Int { self == .monoVertical ? 1 : max(1, 8 / bitsPerPixel) }
    }

    let ram: GuestRAM
    var address: GuestAddress
    var width: Int
    var height: Int
    /// Pixels from one row to the next.
    var stride: Int
    var format: Format

    func contains(_ x: Int, _ y: Int) -> Bool { x >= 0 && x < width && y >= 0 && y < height }

    private func byte(_ offset: Int) -> GuestAddress { address &+ UInt32(truncatingIfNeeded: offset) }

    /// The byte that holds a pixel, and where in it the pixel's bits begin.
    private func place(_ x: Int, _ y: Int) -> (byte: GuestAddress, shift: UInt8) {
        switch format {
        case .monoVertical: (byte(y >> 3 &* stride &+ x), UInt8(y & 7))
        case .monoHorizontal: (byte((x &+ y &* stride) >> 3), UInt8(7 - x & 7))
        case .monoHorizontalReversed: (byte((x &+ y &* stride) >> 3), UInt8(x & 7))
        case .gray2: (byte((x &+ y &* stride) >> 2), UInt8(x & 3) << 1)
        case .gray4: (byte((x &+ y &* stride) >> 1), x & 1 == 0 ? 4 : 0)
        case .gray8: (byte(x &+ y &* stride), 0)
        case .rgb565: (byte((x &+ y &* stride) << 1), 0)
        }
    }

    /// A pixel within the bounds.
    subscript(x: Int, y: Int) -> Int {
        get {
            let place = place(x, y)
            if format == .rgb565 { return Int(ram[half: place.byte]) }
            return Int(ram[byte: place.byte] >> place.shift) & (1 << format.bitsPerPixel - 1)
        }
        nonmutating set {
            let place = place(x, y)
            if format == .rgb565 { return ram[half: place.byte] = UInt16(truncatingIfNeeded: newValue) }
            let color = format.bitsPerPixel == 1 ? (newValue == 0 ? 0 : 1) : newValue
            let mask = UInt8(truncatingIfNeeded: 1 << format.bitsPerPixel - 1) << place.shift
            let bits = UInt8(truncatingIfNeeded: color) << place.shift & mask
            ram[byte: place.byte] = ram[byte: place.byte] & ~mask | bits
        }
    }

    /// A pixel, where there is one.
    func set(_ x: Int, _ y: Int, _ color: Int) {
        if contains(x, y) { self[x, y] = color }
    }

    /// A rectangle, as far as it lies within the bounds; how many pixels that is.
    @discardableResult
    func fill(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ color: Int) -> Int {
        let right = min(self.width, x + width)
        let bottom = min(self.height, y + height)
        let (left, top) = (max(x, 0), max(y, 0))
        guard left < right && top < bottom else { return 0 }
        for row in top..<bottom {
            var column = left
            if format.bitsPerPixel < 8 && format != .monoVertical {
                while column < right && column % format.pixelsPerByte != 0 {
                    self[column, row] = color
                    column += 1
                }
                // Whole bytes at once.
                let pattern = pattern(color)
                while column + format.pixelsPerByte <= right {
                    ram[byte: place(column, row).byte] = pattern
                    column += format.pixelsPerByte
                }
            }
            while column < right {
                self[column, row] = color
                column += 1
            }
        }
        return (right - left) * (bottom - top)
    }

    /// A byte whose pixels all have a color.
    private func pattern(_ color: Int) -> UInt8 {
        switch format.bitsPerPixel {
        case 1: color == 0 ? 0 : 0xFF
        case 2: UInt8(color & 3) * 0x55
        default: UInt8(color & 15) * 0x11
        }
    }
}
