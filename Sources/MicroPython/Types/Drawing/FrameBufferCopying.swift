/// Copies between frame buffers and within one, and writes text (extmod/modframebuf.c, v1.29). Each says how many pixels it went over.
enum FrameBufferCopying {
    /// A frame buffer, an instance of a class that inherits from it, or `(buffer, width, height, format[, stride])`.
    private static func source(_ vm: VM, _ value: Value) throws(GuestException) -> PixelBuffer {
        if vm.isExactly(value, .frameBuffer) { return FrameBufferObject.pixels(value, vm) }
        if vm.isInstance(value, of: NativeType.frameBuffer.address) {
            let base = InstanceObject.nativeBase(value, vm)
            if vm.isExactly(base, .frameBuffer) { return FrameBufferObject.pixels(base, vm) }
        }
        let items = try vm.items(of: value)
        guard (4...5).contains(items.count) else { throw vm.error(.valueError, arguments: []) }
        return try FrameBufferObject.layout(vm, items, forWriting: false)
    }

    /// `blit(source, x, y[, key[, palette]])`.
    static func blit(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Int {
        let target = FrameBufferObject.pixels(arguments[0], vm)
        let source = try source(vm, arguments[1])
        let (x, y) = (try vm.int(arguments[2]), try vm.int(arguments[3]))
        let key = try arguments.optional(4).map { value throws(GuestException) in try vm.int(value) } ?? -1
        var palette: PixelBuffer?
        if let given = arguments.optional(5), given != .none { palette = try self.source(vm, given) }
        guard x < target.width, y < target.height, -x < source.width, -y < source.height else { return 0 }
        let columns = max(0, x)..<min(target.width, x + source.width)
        let rows = max(0, y)..<min(target.height, y + source.height)
        let transparent = UInt32(truncatingIfNeeded: key)
        for row in rows {
            for column in columns {
                var color = source[column - x, row - y]
                if let palette { color = palette[color, 0] }
                if UInt32(truncatingIfNeeded: color) != transparent { target[column, row] = color }
            }
        }
        return rows.count * columns.count
    }

    /// What moves in from outside is what was there.
    static func scroll(_ pixels: PixelBuffer, by step: (x: Int, y: Int)) -> Int {
        let width = pixels.width - abs(step.x)
        let height = pixels.height - abs(step.y)
        guard width > 0 && height > 0 else { return 0 }
        for row in 0..<height {
            // In the direction of the step, so that nothing is read after it was written.
            let y = step.y < 0 ? row : pixels.height - 1 - row
            for column in 0..<width {
                let x = step.x < 0 ? column : pixels.width - 1 - column
                pixels[x, y] = pixels[x - step.x, y - step.y]
            }
        }
        return width * height
    }

    /// `text(string, x, y[, color])`.
    static func write(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Int {
        let pixels = FrameBufferObject.pixels(arguments[0], vm)
        let text = try vm.text(of: arguments[1])
        var x = try vm.int(arguments[2])
        let y = try vm.int(arguments[3])
        let color = try arguments.optional(4).map { value throws(GuestException) in try vm.int(value) } ?? 1
        // A zero byte ends it.
        for character in text {
            if character == 0 { break }
            let glyph = PixelFont.glyph(character)
            for column in 0..<8 {
                let bits = UInt8(truncatingIfNeeded: glyph >> UInt64(56 - 8 * column))
                for row in 0..<8 where bits >> UInt8(row) & 1 != 0 { pixels.set(x, y + row, color) }
                x += 1
            }
        }
        return 64 * text.count
    }
}
