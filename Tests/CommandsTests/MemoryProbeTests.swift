import Foundation
import MicroPython
import TestBench
import Testing

@testable import Commands

/// What objects take of the heap, and how much fits, beside the figures of the real MicroPython.
@Suite struct MemoryProbeTests {
    static func programs() throws -> [(name: String, source: [UInt8])] {
        try BenchmarkProgram.load([Repository.path("Fixtures/Memory/probe")]).map {
            (String($0.path.split(separator: "/").last!), $0.source)
        }
    }

    @Test(arguments: [("unix32", Firmware.unix32), ("cortex_m3", .cortexM3)])
    func figuresAreMicroPythons(file: String, firmware: Firmware) throws {
        let expected = FigureTable(Repository.text("Fixtures/Memory/probe/\(file).txt"))
        #expect(expected.figures.count > 350)
        let names = Set(expected.figures.map(\.name))
        var found = try FigureTable(running: Self.programs(), firmware, heapBytes: 1 << 20)
        found.figures.removeAll { !names.contains($0.name) }
        let differences = expected.differences(from: found)
        #expect(differences.unexpected == [])
        #expect(differences.excused.count <= 5)
    }

    struct Limits: Sendable, CustomTestStringConvertible {
        let heapBytes: Int
        let figures: [String: String]
        var testDescription: String { "\(heapBytes)" }
    }

    static let limits: [Limits] = {
        let rows = Repository.text("Fixtures/Memory/limits.csv").split(separator: "\n").map { $0.split(separator: ",") }
        guard let header = rows.first else { return [] }
        return header.indices.dropFirst().map { column in
            Limits(
                heapBytes: Int(header[column]) ?? 0,
                figures: Dictionary(
                    rows.dropFirst().map { (String($0[0]), String($0[column])) }, uniquingKeysWith: { $1 }))
        }
    }()

    /// How much fits before the heap is full. One object more or less depends on words of the C stack.
    @Test(arguments: limits)
    func asMuchFits(limits: Limits) throws {
        #expect(limits.figures.count == 13)
        let source = Array(Repository.text("Fixtures/Memory/limits.py").utf8)
        var printed: [UInt8] = []
        let interpreter = try Interpreter.forFigures(
            of: "limits.py", heapBytes: limits.heapBytes, console: { printed += $0 })
        #expect(interpreter.run(source: source, file: "limits.py") == .finished)
        var seen = 0
        for line in String(decoding: printed, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let expected = try #require(limits.figures[words[0]])
            seen += 1
            guard let number = Int(words[1]), let other = Int(expected) else {
                #expect(words[1] == expected)
                continue
            }
            let tolerance = words[0] == "free_at_end" ? 16 : ["tuples", "source_lines"].contains(words[0]) ? 1 : 0
            #expect(abs(number - other) <= tolerance, "\(words[0]) \(number), there \(other)")
        }
        #expect(seen == 13)
    }
}
