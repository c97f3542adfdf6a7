import Fabric

/// The seven time registers that the DS1307 and its family share: seconds, minutes, hours, day of the week, date, month, year, in BCD.
///
/// Datasheet: Maxim DS1307, "Clock and calendar": reading is from a copy taken at START, so that a burst is one moment; writing the seconds
/// starts a new second.
struct ClockRegisters {
    static let count = 7

    /// Hours are kept as 1 to 12 with a bit for the afternoon.
    private var isTwelveHour = false
    /// The DS3231's bit 7 of the month: the guest's business too, it changes when the year 99 ends.
    private let hasCentury: Bool
    private var century = false
    /// The day of the week is the guest's business; it only counts on.
    private var weekdayOffset = 0
    private var base: (seconds: Int, at: Instant)
    /// Stopped since `base.at`.
    private(set) var isHalted = false

    init(_ time: CalendarTime, hasCentury: Bool, at instant: Instant) {
        self.hasCentury = hasCentury
        base = (time.seconds, instant)
    }

    /// Since 1970.
    func seconds(at instant: Instant) -> Int {
        base.seconds + (isHalted ? 0 : Int((instant - base.at) / 1_000_000_000_000))
    }

    /// When the second after this one begins.
    func nextSecond(after instant: Instant) -> Instant {
        base.at + UInt64(seconds(at: instant) - base.seconds + 1) * 1_000_000_000_000
    }

    mutating func halt(_ isHalted: Bool, at instant: Instant) {
        guard isHalted != self.isHalted else { return }
        base = (seconds(at: instant), instant)
        self.isHalted = isHalted
    }

    /// The registers of a moment.
    func bytes(at instant: Instant) -> [UInt8] {
        let time = CalendarTime(seconds: seconds(at: instant))
        let weekday = (time.weekday + weekdayOffset) % 7 + 1
        return [
            BCD.byte(time.second), BCD.byte(time.minute), hourByte(time.hour), UInt8(weekday), BCD.byte(time.day),
            BCD.byte(time.month) | (century != (hasCentury && time.year >= 2100) ? 0x80 : 0), BCD.byte(time.year % 100),
        ]
    }

    private func hourByte(_ hour: Int) -> UInt8 {
        guard isTwelveHour else { return BCD.byte(hour) }
        return 0x40 | (hour >= 12 ? 0x20 : 0) | BCD.byte(hour % 12 == 0 ? 12 : hour % 12)
    }

    /// Sets the time from registers of which some were written. A new second begins when that of the seconds was.
    mutating func set(_ bytes: [UInt8], hasNewSecond: Bool, at instant: Instant) {
        isTwelveHour = bytes[2] & 0x40 != 0
        century = hasCentury && bytes[5] & 0x80 != 0
        var hour = BCD.value(bytes[2] & (isTwelveHour ? 0x1F : 0x3F))
        if isTwelveHour { hour = hour % 12 + (bytes[2] & 0x20 != 0 ? 12 : 0) }
        let month = min(max(BCD.value(bytes[5] & 0x1F), 1), 12)
        let year = 2000 + BCD.value(bytes[6])
        let time = CalendarTime(
            year: year, month: month,
            day: min(max(BCD.value(bytes[4] & 0x3F), 1), CalendarTime.days(inMonth: month, of: year)), hour: hour % 24,
            minute: BCD.value(bytes[1] & 0x7F) % 60, second: BCD.value(bytes[0] & 0x7F) % 60)
        let start =
            isHalted || hasNewSecond
            ? instant : Instant(picoseconds: nextSecond(after: instant).picoseconds - 1_000_000_000_000)
        base = (time.seconds, start)
        weekdayOffset = (Int(bytes[3] & 7) - time.weekday + 13) % 7
    }
}
