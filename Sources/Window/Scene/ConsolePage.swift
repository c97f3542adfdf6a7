import Board

/// The rows of the console that are in sight: lines broken at the panel's width, counted from the end.
struct ConsolePage {
    struct Row: Equatable {
        var text: [Unicode.Scalar]
        /// Column of the cursor, if it stands in this row.
        var cursor: Int?
    }

    private(set) var rows: [Row] = []
    /// Rows that are scrolled out above, and rows in all; lines far above the page count as one row each.
    private(set) var rowsAbove = 0
    private(set) var rowsInAll = 0

    init(_ console: ConsoleSnapshot, columns: Int, rows count: Int, scrolled: Int) {
        var collected: [Row] = []  // last row first
        var index = console.lines.count
        while index > 0, collected.count < count + scrolled {
            index -= 1
            let cursor = index == console.cursorRow ? console.cursorColumn : nil
            collected += Self.broken(console.lines[index], cursor, columns).reversed()
        }
        let skipped = min(scrolled, max(0, collected.count - count))
        rows = collected.dropFirst(skipped).prefix(count).reversed()
        rowsInAll = index + collected.count
        rowsAbove = rowsInAll - skipped - rows.count
    }

    private static func broken(_ line: [Unicode.Scalar], _ cursor: Int?, _ columns: Int) -> [Row] {
        let length = max(line.count, (cursor ?? -1) + 1, 1)
        return stride(from: 0, to: length, by: columns).map { start in
            let text = start < line.count ? Array(line[start..<min(start + columns, line.count)]) : []
            let column = cursor.flatMap { $0 >= start && $0 < start + columns ? $0 - start : nil }
            return Row(text: text, cursor: column)
        }
    }
}
