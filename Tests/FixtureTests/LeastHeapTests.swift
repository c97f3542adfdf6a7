import Foundation
import MicroPython
import TestBench
import Testing

/// What fits there fits here: the smallest heap of 32-bit MicroPython, source compiled on the device, is Perch's too.
@Suite struct LeastHeapTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let program: String
        let leastHeapBytes: Int
        var testDescription: String { program }
    }

    static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    static let rows: [Row] = {
        let table = fixtures.appending(path: "Memory/least_heap.csv")
        let text = (try? String(contentsOf: table, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: ",")
            guard fields.count == 2, let bytes = Int(fields[1]) else { return nil }
            return Row(program: String(fields[0]), leastHeapBytes: bytes)
        }
    }()

    /// Whether a program prints what it should in a heap of so many bytes.
    static func passes(_ row: Row, heapBytes: Int) throws -> Bool {
        let file = fixtures.appending(path: "Python/\(row.program)")
        let expected = try Data(contentsOf: file.deletingPathExtension().appendingPathExtension("exp"))
        var printed: [UInt8] = []
        let name = file.lastPathComponent
        guard let interpreter = try? Interpreter.forFigures(of: name, heapBytes: heapBytes, console: { printed += $0 })
        else { return false }
        _ = interpreter.run(source: [UInt8](try Data(contentsOf: file)), file: name)
        return printed == [UInt8](expected)
    }

    @Test(arguments: rows)
    func isMicroPythons(row: Row) throws {
        let tolerance = max(64, row.leastHeapBytes / 50)
        // Passing is not monotone, there as here: order.py fits into 9632 and not into 9824.
        let sizes = stride(from: row.leastHeapBytes, through: row.leastHeapBytes + tolerance, by: 16)
        #expect(try sizes.contains { size in try Self.passes(row, heapBytes: size) })
        // Never more than 5 % below: that would say "fits" of what does not.
        let tooSmall = row.leastHeapBytes - max(64, row.leastHeapBytes / 20) - 16
        #expect(try !Self.passes(row, heapBytes: tooSmall))
    }

    @Test func thereAreRows() { #expect(Self.rows.count >= 50) }
}
