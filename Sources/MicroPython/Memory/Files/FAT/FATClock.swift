/// The time that files are given. Not modelled: the clock's.
enum FATClock {
    /// 2000-01-01, the day that FatFs gives without a clock.
    static let date = 20 << 9 | 1 << 5 | 1
    /// The same since 1970.
    static let seconds = 946_684_800
    /// Time and date as they are stored.
    static let stamp = [0, 0, UInt8(date & 0xFF), UInt8(date >> 8)]
}
