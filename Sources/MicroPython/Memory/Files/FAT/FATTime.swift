/// Times as FAT stores them: a date in the upper half, a time in steps of two seconds in the lower.
///
/// Facts: Microsoft, "FAT: General Overview of On-Disk Format", 1.03, date and time formats: years from 1980 to 2107.
enum FATTime {
    private static let daySeconds = 86400
    /// Seconds from 1970 to 1980 and to 2108.
    private static let range = 315_532_800..<4_354_819_200

    /// From seconds since 1970; what lies outside becomes the first or last moment there is.
    static func stamp(_ seconds: Int) -> UInt32 {
        let seconds = min(max(seconds, range.lowerBound), range.upperBound - 1)
        let (year, month, day) = date(seconds / daySeconds)
        let time = seconds % daySeconds
        let clock = (time / 3600) << 11 | (time / 60 % 60) << 5 | (time % 60) / 2
        return UInt32((year - 1980) << 25 | month << 21 | day << 16 | clock)
    }

    /// Seconds since 1970. Days and months that there are not count on, as in the reference.
    static func seconds(_ stamp: UInt32) -> Int {
        let (date, time) = (Int(stamp >> 16), Int(stamp & 0xFFFF))
        let days = days(year: 1980 + (date >> 9), month: date >> 5 & 15, day: date & 31)
        return days * daySeconds + (time >> 11) * 3600 + (time >> 5 & 63) * 60 + (time & 31) * 2
    }

    /// The Gregorian calendar with years that begin in March, so that a leap day ends one.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + (153 * marchMonth + 2) / 5 + day
            - 719_469
    }

    private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        var year = 1970 + days / 366
        while Self.days(year: year + 1, month: 1, day: 1) <= days { year += 1 }
        var month = 1
        while month < 12, Self.days(year: year, month: month + 1, day: 1) <= days { month += 1 }
        return (year, month, days - Self.days(year: year, month: month, day: 1) + 1)
    }
}
