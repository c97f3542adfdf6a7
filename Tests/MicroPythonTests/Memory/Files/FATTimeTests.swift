import Testing

@testable import MicroPython

@Suite struct FATTimeTests {
    /// Python's calendar.timegm((2024, 2, 29, 23, 59, 58)) is 1709251198; the fields are (2024 - 1980) << 9 | 2 << 5 | 29 and 23 << 11 | 59 << 5 | 29.
    @Test func aLeapDay() {
        #expect(FATTime.stamp(1_709_251_198) == 0x585D_BF7D)
        #expect(FATTime.stamp(1_709_251_199) == 0x585D_BF7D)
        #expect(FATTime.seconds(0x585D_BF7D) == 1_709_251_198)
    }

    /// 1980-01-01 and 2107-12-31, 23:59:58.
    @Test func theEnds() {
        #expect(FATTime.stamp(0) == 0x0021_0000)
        #expect(FATTime.seconds(0x0021_0000) == 315_532_800)
        #expect(FATTime.stamp(.max) == 0xFF9F_BF7D)
        #expect(FATTime.seconds(0xFF9F_BF7D) == 4_354_819_198)
    }

    /// timegm((2000, 1, 1, 0, 0, 0)) is 946684800, timegm((2100, 3, 1, 0, 0, 0)) is 4107542400: 2100 has no leap day.
    @Test func centuries() {
        #expect(FATTime.stamp(946_684_800) == UInt32(20 << 25 | 1 << 21 | 1 << 16))
        #expect(FATTime.stamp(4_107_542_400) == UInt32(120 << 25 | 3 << 21 | 1 << 16))
        #expect(FATTime.seconds(UInt32(120 << 25 | 3 << 21 | 1 << 16)) == 4_107_542_400)
    }
}
