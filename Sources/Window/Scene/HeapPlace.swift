import Board

/// Places inside of the panel with the map of the heap.
struct HeapPlace {
    let panel: Rect
    let header: Rect
    /// Hides it again.
    let close: Rect
    let map: Rect
    let legend: Rect
    static let legendRowHeight = 18.0
    static let legendColumnWidth = 86.0

    init(_ panel: Rect) {
        self.panel = panel
        header = Rect(panel.x, panel.y, panel.width, 34)
        close = Rect(panel.maxX - 30, panel.y + 6, 22, 22)
        let columns = max(1, ((panel.width - 28) / Self.legendColumnWidth).rounded(.down))
        let rows = (Double(HeapBlock.allCases.count) / columns).rounded(.up)
        // A low panel has room for the map alone.
        let legendHeight = panel.height < 260 ? 0 : rows * Self.legendRowHeight
        legend = Rect(panel.x + 14, panel.maxY - legendHeight - 10, panel.width - 28, legendHeight)
        map = Rect(panel.x + 14, header.maxY + 10, panel.width - 28, legend.y - header.maxY - 18)
    }

    /// A panel in two: of a tall one the upper part, of a wide one the right part becomes the map's.
    static func halves(of panel: Rect) -> (heap: Rect, console: Rect) {
        if panel.height >= panel.width {
            let height = (panel.height * 0.45).rounded()
            return (
                Rect(panel.x, panel.y, panel.width, height),
                Rect(panel.x, panel.y + height + 12, panel.width, panel.height - height - 12)
            )
        }
        let width = (panel.width * 0.45).rounded()
        return (
            Rect(panel.maxX - width, panel.y, width, panel.height),
            Rect(panel.x, panel.y, panel.width - width - 12, panel.height)
        )
    }
}

/// How the blocks of a heap are laid out in whole pixels.
struct HeapGridPlace: Equatable {
    /// Pixels of a cell's side; a gap of one is part of it where it has room.
    let side: Int
    let columns: Int
    let rows: Int
    /// Blocks that share a cell, where there are too many.
    let blocksPerCell: Int

    init(blocks: Int, width: Int, height: Int) {
        func fits(_ side: Int) -> Bool { (width / side) * (height / side) >= blocks }
        var side = 2
        while side < 16 && fits(side + 1) { side += 1 }
        self.side = side
        columns = max(1, width / side)
        let most = columns * max(1, height / side)
        blocksPerCell = max(1, (blocks + most - 1) / most)
        rows = ((blocks + blocksPerCell - 1) / blocksPerCell + columns - 1) / columns
    }

    /// What a cell shows: its kind where it stands for one block, else the kind of its first block in use, or free where most are.
    func cell(_ index: Int, of blocks: [HeapBlock]) -> HeapBlock? {
        let start = index * blocksPerCell
        guard start < blocks.count else { return nil }
        if blocksPerCell == 1 { return blocks[start] }
        let part = blocks[start..<min(start + blocksPerCell, blocks.count)]
        if part.count(where: { $0 == .free }) * 2 > part.count { return .free }
        return part.first { $0 != .free } ?? .free
    }
}
