/// A moment as a clock shows it, and as seconds since 2000-01-01T00:00:00.
///
/// Not modelled: time zones (a time without zone is taken as it stands).
struct CalendarTime: Equatable {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int

    private static let daySeconds = 86_400
    /// What `now` stands for: no part knows the host's time.
    static let assumedNow = CalendarTime(year: 2025, month: 1, day: 1, hour: 0, minute: 0, second: 0)

    init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second) = (hour, minute, second)
    }

    init(seconds: Int) {
        var days = seconds / Self.daySeconds
        let rest = seconds % Self.daySeconds
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        year = 2000
        while days >= Self.days(inYear: year) {
            days -= Self.days(inYear: year)
            year += 1
        }
        month = 1
        while days >= Self.days(inMonth: month, of: year) {
            days -= Self.days(inMonth: month, of: year)
            month += 1
        }
        day = days + 1
    }

    var seconds: Int {
        var days = day - 1
        for year in 2000..<max(year, 2000) { days += Self.days(inYear: year) }
        for month in 1..<max(month, 1) { days += Self.days(inMonth: month, of: year) }
        return days * Self.daySeconds + hour * 3600 + minute * 60 + second
    }

    /// 1 is Monday.
    var weekday: Int { (seconds / Self.daySeconds + 5) % 7 + 1 }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && year % 100 != 0 || year % 400 == 0 }
    private static func days(inYear year: Int) -> Int { isLeap(year) ? 366 : 365 }

    static func days(inMonth month: Int, of year: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// ISO 8601, `2019-11-19T11:41:56Z`, also without time and without Z; nil for anything else, and before 2000 or after 2099.
    init?(iso text: String) {
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.map { Int(String($0)) ?? -1 }
        guard numbers.count >= 3, (2000...2099).contains(numbers[0]), (1...12).contains(numbers[1]) else { return nil }
        let clock = numbers.count >= 5 ? Array(numbers[3...]) : [0, 0]
        self.init(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: clock[0], minute: clock[1],
            second: clock.count > 2 ? clock[2] : 0)
        guard (1...Self.days(inMonth: month, of: year)).contains(day), (0...23).contains(hour),
            (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
    }
}

extension Attributes {
    /// Wokwi's `initTime`: `now`, `0`, or a date.
    func initialTime(part: String) throws(DeviceError) -> CalendarTime {
        let word = text("initTime", default: "now")
        switch word {
        case "now", "": return .assumedNow
        case "0": return CalendarTime(seconds: 0)
        default:
            guard let time = CalendarTime(iso: word) else {
                throw .badAttribute(
                    part: part, name: "initTime", value: word, expected: "now, 0 or a date such as 2019-11-19T11:41:56Z"
                )
            }
            return time
        }
    }
}
