/// `binascii` (extmod/modbinascii.c, v1.29).
enum BinasciiModule {
    static let members: MethodTable = [
        "hexlify": .range(1...2) { vm, arguments throws(GuestException) in
            try BytesObject.hex(vm, arguments, .bytes)
        },
        "unhexlify": .fixed(1) { vm, arguments throws(GuestException) in
            try BytesObject.fromHex(vm, arguments[0], .bytes)
        },
        "a2b_base64": .fixed(1, fromBase64),
        "b2a_base64": .keywords(1, toBase64),
        "crc32": .range(1...2, checksum),
    ]

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func sextet(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character &- UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character &- UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character &- UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    /// What is neither a digit nor padding is passed over.
    private static func fromBase64(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let source = try vm.bytes(of: arguments[0])
        var text = try TextBuffer(capacity: source.count * 3 / 4 + 1, vm)
        var bits: UInt32 = 0
        var bitCount = 0
        var wasPadding = false
        for character in source {
            if character == UInt8(ascii: "=") {
                if bitCount == 2 || (bitCount == 4 && wasPadding) {
                    bitCount = 0
                    break
                }
                wasPadding = true
            }
            guard let sextet = sextet(character) else { continue }
            wasPadding = false
            bits = bits << 6 | sextet
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                try text.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)), vm)
            }
        }
        vm.owe(instructions: 14 * source.count)
        // The buffer stays to the collector, as there.
        if bitCount != 0 { throw vm.error(.valueError, "incorrect padding") }
        return try vm.newStr(adopting: &text, .bytes)
    }

    private static func toBase64(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let newline = try reader.next("newline").map { value throws(GuestException) in try vm.isTrue(value) } ?? true
        try reader.finish()
        let source = try vm.bytes(of: arguments[0])
        vm.owe(instructions: 12 * source.count)
        return try vm.newBytes(count: (source.count + 2) / 3 * 4 + (newline ? 1 : 0)) { target in
            var place = 0
            for start in stride(from: 0, to: source.count, by: 3) {
                let left = source.count - start
                let group =
                    UInt32(source[start]) << 16 | (left > 1 ? UInt32(source[start + 1]) << 8 : 0)
                    | (left > 2 ? UInt32(source[start + 2]) : 0)
                for digit in 0..<4 {
                    target[place] =
                        digit <= left ? alphabet[Int(group >> UInt32(18 - 6 * digit) & 63)] : UInt8(ascii: "=")
                    place += 1
                }
            }
            if newline { target[place] = UInt8(ascii: "\n") }
        }
    }

    private static func checksum(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let source = try vm.bytes(of: arguments[0])
        var value: UInt32 = 0
        if let start = arguments.optional(1) { value = UInt32(truncatingIfNeeded: try vm.int(truncating: start)) }
        vm.owe(instructions: 12 * source.count)
        return try vm.newInt(Int(~CRC32.add(source, to: ~value)))
    }
}
