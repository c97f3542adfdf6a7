import Fabric
import Testing

@testable import Devices

@Suite struct HX711Tests {
    let bench = PartBench()

    func part(_ words: [String: String] = [:]) throws -> HX711 {
        let part = try bench.solder(HX711(id: "cell1", attributes: Attributes(words), circuit: bench.circuit))
        bench.drive("SCK", false)
        return part
    }

    /// As drivers do: wait for DT to fall, then 25 pulses.
    func read() -> Int? {
        for _ in 0..<1000 where bench.isHigh("DT") { bench.wait(.milliseconds(1)) }
        if bench.isHigh("DT") { return nil }
        var value: UInt32 = 0
        for pulse in 0..<25 {
            bench.drive("SCK", true)
            bench.wait(.microseconds(1))
            if pulse < 24 { value = value << 1 | (bench.isHigh("DT") ? 1 : 0) }
            bench.drive("SCK", false)
            bench.wait(.microseconds(1))
        }
        return Int(Int32(bitPattern: value << 8) >> 8)
    }

    /// Wokwi's part test: 420 counts a kilogram.
    @Test func twentyFourBitsOfTwosComplement() throws {
        let part = try part()
        #expect(read() == 0)
        try part.set(control: "load", to: 12.5, at: bench.now)
        #expect(read() == 5250)
        try part.set(control: "load", to: -1, at: bench.now)
        #expect(read() == -420)
    }

    @Test func theSmallCellEndsAtFiveKilograms() throws {
        let part = try part(["type": "5kg"])
        try part.set(control: "load", to: 30, at: .zero)
        #expect(read() == 2100)
    }

    /// 400 ms after power on, then every 100 ms; the 25th pulse makes DT high.
    @Test func conversionsComeInTheirTime() throws {
        _ = try part()
        bench.wait(.milliseconds(399))
        #expect(bench.isHigh("DT"))
        bench.wait(.milliseconds(1))
        #expect(!bench.isHigh("DT"))
        #expect(read() == 0 && bench.isHigh("DT"))
        bench.wait(.milliseconds(100))
        #expect(!bench.isHigh("DT"))
    }

    /// What nobody reads is followed by the next value, and by an edge that drivers wait for.
    @Test func eachConversionIsAnEdge() throws {
        _ = try part()
        bench.wait(.milliseconds(400))
        let falls = bench.edges(of: "DT") { bench.wait(.milliseconds(350)) }.filter { $0.level == .low }
        #expect(falls.map { $0.at.microseconds } == [500_000, 600_000, 700_000])
        #expect(read() == 0)
    }

    @Test func aLongHighOfTheClockIsPowerDown() throws {
        _ = try part()
        bench.wait(.milliseconds(400))
        bench.drive("SCK", true)
        bench.wait(.milliseconds(500))
        #expect(bench.isHigh("DT"))
        bench.drive("SCK", false)
        bench.wait(.milliseconds(399))
        #expect(bench.isHigh("DT"))
        bench.wait(.milliseconds(1))
        #expect(!bench.isHigh("DT"))
    }
}
