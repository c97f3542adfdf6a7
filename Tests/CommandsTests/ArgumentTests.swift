import Fabric
import Testing

@testable import Commands

/// What the options' values mean.
@Suite struct ArgumentTests {
    @Test(arguments: [
        ("10s", Picoseconds.seconds(10)), ("250ms", .milliseconds(250)), ("2m", .seconds(120)),
        ("90us", .microseconds(90)),
        ("1.5s", .milliseconds(1500)), ("1500", .milliseconds(1500)), ("0", 0),
    ])
    func timesHaveUnitsAndBareOnesAreMilliseconds(text: String, expected: Picoseconds) {
        #expect(TimeSpan(argument: text)?.picoseconds == expected)
    }

    @Test(arguments: ["", "s", "-1s", "1e3", "ten", "5 s", "9999999999s", "nan", "0x10"])
    func nonsenseIsNoTime(text: String) { #expect(TimeSpan(argument: text) == nil) }

    @Test func aTimeIsSaidInItsLargestWholeUnit() {
        #expect(TimeSpan(argument: "30s")?.description == "30 s")
        #expect(TimeSpan(argument: "1500")?.argument == "1500ms")
    }

    @Test(arguments: [("16K", 16384), ("1M", 1 << 20), ("3000", 3000), ("12KiB", 12288), ("0", 0)])
    func sizesArePowersOf1024(text: String, expected: Int) { #expect(ByteSize(argument: text)?.bytes == expected) }

    @Test(arguments: ["", "K", "-1K", "1.5K", "9999G", "4000M"])
    func nonsenseIsNoSize(text: String) { #expect(ByteSize(argument: text) == nil) }

    @Test func speedsAreFactorsOrMax() {
        #expect(RunSpeed(argument: "0.5") == .times(0.5))
        #expect(RunSpeed(argument: "max") == .unlimited)
        #expect(RunSpeed(argument: "0") == nil)
        #expect(RunSpeed(argument: "fast") == nil)
    }
}
