/// Verbs of a printer beyond plain writing. Where the reference writes byte by byte, a buffer grows at other moments
/// than for the whole text at once, and a stream of the guest is called once a byte: both can be told.
extension Printer {
    /// Writes bytes one by one.
    func writeEach(_ bytes: UnsafeRawBufferPointer) throws(GuestException) {
        switch sink {
        case .console, .errors, .host: try write(bytes)
        case .buffer(let buffer): try buffer.pointee.appendEach(bytes, vm)
        case .stream: for index in 0..<bytes.count { try write(byte: bytes[index]) }
        }
    }

    /// Writes a number as lower-case hexadecimal digits, with zeros in front.
    func writeHex(_ number: UInt32, digits: Int) throws(GuestException) {
        var text: UInt64 = 0
        for place in 0..<digits {
            let digit = UInt8(number &>> UInt32((digits - 1 - place) * 4) & 15)
            text |= UInt64(UInt8(hexDigit: digit)) << UInt64(place * 8)
        }
        try write(packed: text, count: digits)
    }

    /// Writes an address as the reference's `%p` does: hexadecimal digits, nothing in front (py/mpprint.c, v1.29).
    func write(pointer: GuestAddress) throws(GuestException) { try write(text: String(pointer, radix: 16)) }

    /// Writes up to eight bytes, the first one in the low byte.
    func write(packed text: UInt64, count: Int) throws(GuestException) {
        var text = text.littleEndian
        let failure: GuestException? = withUnsafeBytes(of: &text) { bytes in
            do throws(GuestException) {
                try write(UnsafeRawBufferPointer(rebasing: bytes[0..<count]))
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }
}

extension TextBuffer {
    /// Appends as many `append(byte)` would: room is asked for byte by byte, the bytes are copied in runs.
    mutating func appendEach(_ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) {
        var position = 0
        while position < bytes.count {
            let room = min(capacity - count, bytes.count - position)
            if room == 0 {
                try append(bytes[position], vm)
                position += 1
            } else {
                try append(UnsafeRawBufferPointer(rebasing: bytes[position..<position + room]), vm)
                position += room
            }
        }
    }
}
