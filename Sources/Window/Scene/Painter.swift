import Board

/// A canvas and a pen: the pictures of single things are extensions of it.
final class Painter {
    var canvas = Canvas(width: 1, height: 1)
    let lettering = Lettering()

    func draw(_ item: SceneItem, _ layout: SceneLayout) {
        switch item.kind {
        case .pin(let index, let pin): draw(pin, layout.board.pins[index])
        case .led(let led): draw(led, layout.board)
        case .button(let button, let isHovered): draw(button, layout.board, isHovered: isHovered)
        case .part(let index, let part, let isHovered):
            if let place = layout.parts.first(where: { $0.index == index }) { draw(part, place, isHovered: isHovered) }
        case .consoleFrame(let isFocused): drawConsoleFrame(layout.console, isFocused: isFocused)
        case .consoleRow(let text, let cursor, let isFocused):
            drawConsoleRow(text, cursor: cursor, isFocused: isFocused, left: Int(layout.console.text.x), item.pixels)
        case .consoleThumb(let above, let rows, let total):
            drawConsoleThumb(above: above, rows: rows, total: total, item.pixels)
        case .consoleInput(let text, let isFocused, let isScrolled):
            drawConsoleInput(text, layout.console.input, isFocused: isFocused, isScrolled: isScrolled)
        case .pause(let isPaused, let isHovered):
            drawPause(layout.status.pause, isPaused: isPaused, isHovered: isHovered)
        case .state(let state, let line): drawState(state, line, layout.status.state)
        case .time(let text): write(text, .console(14), layout.status.time, .right, Palette.text)
        case .speed(let text, let hoveredID): drawSpeed(text, layout.status, hoveredID)
        case .heapLabel(let text): write(text, .plain(12), layout.status.heapLabel, .right, Palette.textSoft)
        case .heap(let heap): drawHeap(heap, layout.status.heapBar)
        case .heapMap(let cells): if let place = layout.heap { drawHeapMap(cells, place) }
        }
    }

    func write(
        _ text: String, _ style: TextStyle, _ box: Rect, _ alignment: Lettering.Alignment = .left, _ colour: Colour
    ) {
        lettering.draw(text, style, in: box, alignment, colour, on: &canvas)
    }

    func fill(_ rect: Rect, _ radius: Double, _ colour: Colour) { canvas.fill(.rounded(rect, radius), colour) }

    func border(_ rect: Rect, _ radius: Double, _ colour: Colour, width: Double = 1) {
        canvas.fill(.border(rect, radius, width: width), colour)
    }

    /// A flat disk.
    func disk(_ centre: Point, _ radius: Double, _ paint: Paint) { canvas.fill(.circle(centre, radius), paint) }
    func disk(_ centre: Point, _ radius: Double, _ colour: Colour) { disk(centre, radius, .solid(colour)) }
}
