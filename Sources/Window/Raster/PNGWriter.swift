import CZlib

/// Writes PNG files: 8-bit RGB, no interlace, no time stamp, one compression level, so that equal pictures are equal files.
///
/// Format: W3C "Portable Network Graphics", third edition; chunks in chapter 5, filters in chapter 9, deflate in chapter 10.
/// The file's bytes also depend on the zlib that is linked; its pixels never do.
enum PNGWriter {
    static func encode(_ image: Image) -> [UInt8] {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        append("IHDR", bigEndian(image.width) + bigEndian(image.height) + [8, 2, 0, 0, 0], to: &file)
        append("IDAT", deflate(filtered(image)), to: &file)
        append("IEND", [], to: &file)
        return file
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func append(_ type: String, _ data: [UInt8], to file: inout [UInt8]) {
        let body = Array(type.utf8) + data
        let checksum = body.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
        file += bigEndian(data.count) + body + bigEndian(Int(checksum))
    }

    /// Each row with filter 2 (difference to the row above): a drawing has long vertical edges.
    private static func filtered(_ image: Image) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: image.height * (1 + 3 * image.width))
        out.withUnsafeMutableBufferPointer { out in
            image.pixels.withUnsafeBufferPointer { pixels in
                var to = 0
                for y in 0..<image.height {
                    out[to] = 2
                    to += 1
                    for index in (y * image.width)..<((y + 1) * image.width) {
                        let above = y == 0 ? 0 : pixels[index - image.width]
                        out[to] =
                            UInt8(truncatingIfNeeded: pixels[index] >> 16) &- UInt8(truncatingIfNeeded: above >> 16)
                        out[to + 1] =
                            UInt8(truncatingIfNeeded: pixels[index] >> 8) &- UInt8(truncatingIfNeeded: above >> 8)
                        out[to + 2] = UInt8(truncatingIfNeeded: pixels[index]) &- UInt8(truncatingIfNeeded: above)
                        to += 3
                    }
                }
            }
        }
        return out
    }

    private static func deflate(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var out = [UInt8](repeating: 0, count: Int(length))
        let status = compress2(&out, &length, bytes, UInt(bytes.count), 6)
        precondition(status == Z_OK, "compressBound gives room enough")
        return Array(out.prefix(Int(length)))
    }
}
