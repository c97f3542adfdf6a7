/// Aligned columns for a terminal: the first row are the titles.
struct TextTable {
    let rows: [[String]]
    /// Columns of words; the others are numbers, on the right.
    let leftColumns: Set<Int>

    init(_ rows: [[String]], leftColumns: Set<Int>) {
        self.rows = rows
        self.leftColumns = leftColumns
    }

    var text: String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return leftColumns.contains(column) ? row[column] + space : space + row[column]
            }.joined(separator: "  ").trimmed
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension String {
    /// Without blanks at the end.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
