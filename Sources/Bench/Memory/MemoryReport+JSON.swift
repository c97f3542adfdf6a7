import BoardProfiles
import Foundation
import MicroPython

extension MemoryReport {
    private struct Document: Encodable {
        var program: String
        var board: String
        var ending: String
        var nanoseconds: UInt64
        var resetCount: Int
        var start: Int
        var ramBytes: Int
        var staticBytes: Int
        var stackBytes: Int
        var heapBytes: Int
        var record: MemoryRecord
        var advice: [String]
    }

    /// For programs: all that was seen. Bytes and nanoseconds, whole numbers; a map of the heap is a letter for each block.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let document = Document(
            program: program, board: board, ending: ending, nanoseconds: nanoseconds, resetCount: resetCount,
            start: start,
            ramBytes: ram.totalBytes, staticBytes: ram.staticBytes, stackBytes: ram.stackBytes,
            heapBytes: ram.heapBytes, record: record, advice: advice)
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }
}
