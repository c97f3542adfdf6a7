import Fabric

extension CalendarTime {
    /// What `now` stands for: no part knows the host's time.
    static let assumedNow = CalendarTime(year: 2025, month: 1, day: 1)

    /// Where the years of two digits begin.
    static let clockEpoch = CalendarTime(year: 2000, month: 1, day: 1)

    /// A time without zone is taken as it stands; ISO 8601, `2019-11-19T11:41:56Z`, also without time and without Z; nil for anything else, and before 2000 or after 2099.
    init?(iso text: String) {
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.map { Int(String($0)) ?? -1 }
        guard numbers.count >= 3, (2000...2099).contains(numbers[0]), (1...12).contains(numbers[1]) else { return nil }
        let clock = numbers.count >= 5 ? Array(numbers[3...]) : [0, 0]
        self.init(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: clock[0], minute: clock[1],
            second: clock.count > 2 ? clock[2] : 0)
        guard (1...CalendarTime.days(inMonth: month, of: year)).contains(day), (0...23).contains(hour),
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
        case "0": return .clockEpoch
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
