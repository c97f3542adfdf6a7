/// Which line an instruction belongs to: steps of so many bytes and so many lines, behind the names of a prelude
/// (py/emitbc.c and py/bc.h, v1.29).
///
/// `0LLBBBBB` or `1LLLBBBB LLLLLLLL`, the lines' low bits in the second byte.
enum LineTable {
    static func encode(bytes: Int, lines: Int, _ write: (UInt8) -> Void) {
        var bytes = bytes
        var lines = lines
        while bytes > 0 || lines > 0 {
            let byteStep: Int
            let lineStep: Int
            if lines <= 6 || bytes > 0xf {
                byteStep = min(bytes, 0x1f)
                // All bytes before the first line.
                lineStep = byteStep < bytes ? 0 : min(lines, 3)
                write(UInt8(byteStep | lineStep << 5))
            } else {
                byteStep = min(bytes, 0xf)
                lineStep = min(lines, 0x7ff)
                write(UInt8(0x80 | byteStep | lineStep >> 4 & 0x70))
                write(UInt8(lineStep & 0xff))
            }
            bytes -= byteStep
            lines -= lineStep
        }
    }

    /// Reads one step at `offset` and moves `offset` behind it; nil when it runs past `end`.
    static func decodeStep(
        _ code: UnsafePointer<UInt8>, _ offset: inout Int, end: Int
    ) -> (bytes: Int, lines: Int)? {
        guard offset < end else { return nil }
        let first = Int(code[offset])
        offset += 1
        if first & 0x80 == 0 { return (first & 0x1f, first >> 5) }
        guard offset < end else { return nil }
        let second = Int(code[offset])
        offset += 1
        return (first & 0xf, first << 4 & 0x700 | second)
    }

    /// The line of the instruction so many bytes into a function's instructions.
    static func line(of instruction: Int, _ code: UnsafePointer<UInt8>, _ prelude: Prelude) -> Int {
        var offset = prelude.lineOffset
        var left = instruction
        var line = 1
        while let step = decodeStep(code, &offset, end: prelude.cellOffset) {
            guard left >= step.bytes else { break }
            left -= step.bytes
            line += step.lines
        }
        return line
    }
}
