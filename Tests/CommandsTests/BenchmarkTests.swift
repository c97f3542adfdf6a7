import Testing

@testable import Commands

@Suite struct BenchmarkTests {
    @Test func aSampleIsTheLastLineOfItsForm() {
        let sample = BenchmarkProgram.Sample(text: "warming up\nfib 1244 2357016\n")
        #expect(sample?.name == "fib")
        #expect(sample?.milliseconds == 1244)
        #expect(sample?.checksum == "2357016")
        #expect(BenchmarkProgram.Sample(text: "nothing here\n") == nil)
    }

    @Test func theRatioIsTakenRoundByRound() {
        let row = BenchmarkTable.Row(
            name: "fib", perchMilliseconds: [100, 200, 100], peerMilliseconds: [300, 800, 500])
        #expect(row.ratios == [3, 4, 5])
        let text = BenchmarkTable(rows: [row], hasPeer: true).text
        #expect(text.split(separator: "\n")[1] == "fib             100       500          4.00 (3.00 .. 5.00)")
    }

    @Test func theHostsClockIsTheGuests() throws {
        let program =
            "import time\nt = time.ticks_us()\nprint('x', time.ticks_diff(time.ticks_us(), t) >= 0, time.ticks_diff(5, (1 << 30) - 5))"
        let (text, outcome) = try HostInterpreter(heap: nil).run(Array(program.utf8), file: "main.py")
        #expect(outcome == .finished)
        #expect(text == "x True 10\n")
    }
}
