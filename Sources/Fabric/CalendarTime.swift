/// A moment of the civil calendar (shared/timeutils/timeutils.c, v1.29): proleptic Gregorian, no zones.
public struct CalendarTime: Equatable, Sendable {
    /// 2025.
    public var year: Int
    /// 1 to 12.
    public var month: Int
    /// 1 to 31.
    public var day: Int
    /// 0 to 23.
    public var hour: Int
    /// 0 to 59.
    public var minute: Int
    /// 0 to 59.
    public var second: Int

    /// Days since 1970-01-01. Howard Hinnant's days_from_civil: years begin in March, so that the leap day is the last.
    public var days: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Seconds since 1970-01-01.
    public var seconds: Int { days * 86_400 + hour * 3600 + minute * 60 + second }

    /// Monday is 0.
    public var weekday: Int { ((days + 3) % 7 + 7) % 7 }

    /// 1...366.
    public var dayOfYear: Int { days - CalendarTime(year: year, month: 1, day: 1).days + 1 }

    /// A moment; nothing is checked.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The moment so many seconds after 1970-01-01.
    public init(seconds: Int) {
        let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
        let rest = seconds - days * 86_400
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// 28 to 31.
    public static func days(inMonth month: Int, of year: Int) -> Int {
        let next =
            month == 12
            ? CalendarTime(year: year + 1, month: 1, day: 1) : CalendarTime(year: year, month: month + 1, day: 1)
        return next.days - CalendarTime(year: year, month: month, day: 1).days
    }

    /// The moment of fields out of range, as `mktime` takes them: month 13 is the next January, day 0 the last of the month before.
    public static func normalized(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
    ) -> CalendarTime {
        let months = month - 1
        let years = months >= 0 ? months / 12 : -((11 - months) / 12)
        let first = CalendarTime(year: year + years, month: months - years * 12 + 1, day: 1)
        return CalendarTime(seconds: (first.days + day - 1) * 86_400 + hour * 3600 + minute * 60 + second)
    }
}
