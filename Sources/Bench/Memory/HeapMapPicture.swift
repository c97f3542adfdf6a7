import MicroPython

/// A map of the heap as SVG: a cell for each block, by its kind. Neighbours of one kind are one rectangle.
struct HeapMapPicture {
    private let cells: [HeapCell]
    private let columns: Int
    private static let width = 960.0

    init(_ map: HeapMap) {
        cells = map.cells
        columns = map.cells.count > 16_384 ? 256 : map.cells.count > 2048 ? 128 : 64
    }

    var svg: String {
        let side = Self.width / Double(columns)
        let rows = (cells.count + columns - 1) / columns
        let height = Double(max(1, rows)) * side
        // A gap between cells, where there is room for one.
        let gap = side >= 5 ? 1.0 : 0.3
        var shapes: [HeapCell: String] = [:]
        for row in 0..<rows {
            var column = 0
            while column < columns, row * columns + column < cells.count {
                let cell = cells[row * columns + column]
                var end = column + 1
                while end < columns, row * columns + end < cells.count, cells[row * columns + end] == cell { end += 1 }
                let (x, y) = (Double(column) * side, Double(row) * side)
                let width = Double(end - column) * side - gap
                shapes[cell, default: ""] +=
                    "M\(x.inPicture) \(y.inPicture)h\(width.inPicture)v\((side - gap).inPicture)h\((-width).inPicture)z"
                column = end
            }
        }
        let paths = HeapCell.allCases.compactMap { cell in
            shapes[cell].map { "<path class=\"\(cell.cssClass)\" d=\"\($0)\"/>" }
        }
        return """
            <svg viewBox="0 0 \(Self.width.inPicture) \(height.inPicture)" role="img" aria-label="Map of the heap">
            \(paths.joined(separator: "\n"))
            </svg>
            """
    }
}
