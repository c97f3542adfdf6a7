import Foundation
import MicroPython

/// Figures as programs print them, a name and a number on a line each, in their order.
struct FigureTable {
    /// One figure; nil: the program ended before it.
    struct Figure: Equatable {
        let name: String
        let number: Int?
        /// Why Perch's is another, as the file says behind a `#`; empty: it is not.
        var excuse = ""
    }

    var figures: [Figure] = []

    /// Lines of anything else are left out.
    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let words = parts[0].split(separator: " ")
            guard words.count >= 2, let number = Int(words[words.count - 1]) else { continue }
            let excuse = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
            figures.append(Figure(name: words.dropLast().joined(separator: " "), number: number, excuse: excuse))
        }
    }

    /// What programs print, each in a heap of its own.
    init(running programs: [(name: String, source: [UInt8])], _ firmware: Firmware, heapBytes: Int) throws {
        var printed: [UInt8] = []
        for program in programs {
            let interpreter = try Interpreter.forFigures(
                of: program.name, firmware: firmware, heapBytes: heapBytes, console: { printed += $0 })
            _ = interpreter.run(source: program.source, file: program.name)
        }
        self.init(String(decoding: printed, as: UTF8.self))
    }

    /// Where the two differ: a line each, `-` for what these say and `+` for the others.
    func differences(from others: FigureTable) -> (unexpected: [String], excused: [String]) {
        var unexpected: [String] = []
        var excused: [String] = []
        var own = Dictionary(others.figures.map { ($0.name, $0.number) }) { $1 }
        for figure in figures {
            let number = own.removeValue(forKey: figure.name) ?? nil
            if number == figure.number { continue }
            let text = "-\(figure.name) \(figure.number ?? 0)\n+\(figure.name) \(number.map(String.init) ?? "missing")"
            if figure.excuse.isEmpty { unexpected.append(text) } else { excused.append("\(text)  # \(figure.excuse)") }
        }
        unexpected += others.figures.filter { own[$0.name] != nil }.map { "+\($0.name) \($0.number ?? 0)" }
        return (unexpected, excused)
    }
}
