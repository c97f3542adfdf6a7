/// Binary coded decimals, as clocks keep their time.
enum BCD {
    /// 59 for 0x59.
    static func value(_ byte: UInt8) -> Int { Int(byte >> 4) * 10 + Int(byte & 0x0F) }

    /// 0x59 for 59.
    static func byte(_ value: Int) -> UInt8 { UInt8((value / 10 % 10) << 4 | value % 10) }
}
