import Board

/// The map of the heap: a cell for each block, by its kind.
extension Painter {
    func drawHeapPanel(_ place: HeapPlace) {
        let panel = place.panel
        canvas.shadow(Rect(panel.x, panel.y + 4, panel.width, panel.height), 10, blur: 14, Colour(0, alpha: 0.45))
        fill(panel, 10, Palette.well)
        let head = place.header
        fill(head, 10, Palette.panel)
        canvas.fill(Rect(head.x, head.y + 12, head.width, head.height - 12).pixels, .solid(Palette.panel))
        canvas.fill(Rect(head.x, head.maxY - 1, head.width, 1).pixels, .solid(Palette.edge))
        write("Heap", .bold(12), Rect(head.x + 14, head.y, 120, head.height), .left, Palette.text)
        let hint = Rect(head.x + 60, head.y, place.close.x - head.x - 70, head.height)
        write("16 bytes a cell", .plain(11), hint, .right, Palette.textFaint)
        fill(place.close, 6, Palette.panelHigh)
        let centre = place.close.centre
        for turn in [1.0, -1.0] {
            canvas.stroke(
                [[centre + Point(-4, -4 * turn), centre + Point(4, 4 * turn)]], width: 1.5, Palette.textSoft)
        }
        border(panel, 10, Palette.edge, width: 1.2)
        if place.legend.height > 0 { drawHeapLegend(place.legend) }
    }

    private func drawHeapLegend(_ rect: Rect) {
        let columns = max(1, Int(rect.width / HeapPlace.legendColumnWidth))
        for (index, kind) in HeapBlock.allCases.enumerated() {
            let x = rect.x + Double(index % columns) * HeapPlace.legendColumnWidth
            let y = rect.y + Double(index / columns) * HeapPlace.legendRowHeight
            fill(Rect(x, y + 4, 10, 10), 2, Palette.heap(kind))
            let box = Rect(x + 15, y, HeapPlace.legendColumnWidth - 17, HeapPlace.legendRowHeight)
            write(kind.title, .plain(11), box, .left, Palette.textSoft)
        }
    }

    func drawHeapMap(_ cells: [HeapBlock], _ place: HeapPlace) {
        let pixels = place.map.pixels
        let grid = HeapGridPlace(blocks: cells.count, width: pixels.width, height: pixels.height)
        let gap = grid.side > 3 ? 1 : 0
        for row in 0..<grid.rows {
            var column = 0
            while column < grid.columns, let kind = grid.cell(row * grid.columns + column, of: cells) {
                var end = column + 1
                // Neighbours of one kind are one stroke of the brush, where no gap parts them.
                while gap == 0, end < grid.columns, grid.cell(row * grid.columns + end, of: cells) == kind { end += 1 }
                let (x, y) = (pixels.left + column * grid.side, pixels.top + row * grid.side)
                canvas.fill(
                    PixelRect(
                        left: x, top: y, right: x + (end - column) * grid.side - gap, bottom: y + grid.side - gap),
                    .solid(Palette.heap(kind)))
                column = end
            }
        }
    }
}

extension Palette {
    /// The colour of a kind of blocks.
    static func heap(_ kind: HeapBlock) -> Colour {
        switch kind {
        case .free: Colour(0x232930)
        case .code: Colour(0x5AA9FF)
        case .names: Colour(0xB78BFF)
        case .text: Colour(0x3DD68C)
        case .container: Colour(0xFFB224)
        case .object: Colour(0xFF6B9D)
        case .number: Colour(0x45D6E8)
        case .buffer: Colour(0xFF8A4C)
        case .frame: Colour(0xC6D64A)
        case .compiler: Colour(0xFF5C5C)
        case .other: Colour(0x8A94A3)
        }
    }
}
