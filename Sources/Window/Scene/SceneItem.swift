import Board

/// One thing that can change from frame to frame, with all that its look depends on: equal items need no redraw.
struct SceneItem: Equatable {
    enum Kind: Equatable {
        case pin(Int, PinSnapshot)
        case led(LEDSnapshot)
        case button(ButtonSnapshot, isHovered: Bool)
        case part(Int, PartSnapshot, isHovered: Bool)
        case consoleFrame(isFocused: Bool)
        case consoleRow([Unicode.Scalar], cursor: Int?, isFocused: Bool)
        case consoleThumb(above: Int, rows: Int, total: Int)
        case consoleInput(String, isFocused: Bool, isScrolled: Bool)
        case pause(isPaused: Bool, isHovered: Bool)
        case state(RunState, SketchLine?)
        case time(String)
        case speed(String, hoveredID: String?)
        case heapLabel(String)
        case heapMap([HeapBlock])
        case heap(HeapSnapshot)
    }

    let kind: Kind
    let pixels: PixelRect
}

extension SceneLayout {
    /// All changing things, in drawing order.
    func items(_ snapshot: BoardSnapshot, _ view: SceneView) -> [SceneItem] {
        var items: [SceneItem] = []
        let hovered = view.hoveredID
        for (index, pin) in snapshot.pins.enumerated() {
            items.append(SceneItem(kind: .pin(index, pin), pixels: board.pins[index].pixels))
        }
        for button in snapshot.buttons {
            let kind = SceneItem.Kind.button(button, isHovered: hovered == button.id)
            items.append(SceneItem(kind: kind, pixels: board.button(button).inset(-3).pixels))
        }
        for led in snapshot.leds {
            items.append(SceneItem(kind: .led(led), pixels: board.led(led).inset(-40).pixels))
        }
        for place in parts {
            let part = snapshot.parts[place.index]
            let kind = SceneItem.Kind.part(place.index, part, isHovered: hovered == part.id)
            items.append(SceneItem(kind: kind, pixels: place.pixels))
        }
        appendConsole(snapshot.console, view, to: &items)
        appendStatus(snapshot, hovered, to: &items)
        return items
    }

    private func appendConsole(_ console: ConsoleSnapshot, _ view: SceneView, to items: inout [SceneItem]) {
        let place = self.console
        let focused = view.isConsoleFocused
        items.append(SceneItem(kind: .consoleFrame(isFocused: focused), pixels: place.panel.pixels))
        let page = ConsolePage(console, columns: place.columns, rows: place.rows, scrolled: view.scrolledRows)
        for (index, row) in page.rows.enumerated() {
            let kind = SceneItem.Kind.consoleRow(row.text, cursor: row.cursor, isFocused: focused)
            items.append(SceneItem(kind: kind, pixels: place.row(index).withSideBearings))
        }
        let rail = Rect(place.panel.maxX - 12, place.text.y, 8, place.text.height)
        let thumb = SceneItem.Kind.consoleThumb(above: page.rowsAbove, rows: place.rows, total: page.rowsInAll)
        items.append(SceneItem(kind: thumb, pixels: rail.pixels))
        let input = SceneItem.Kind.consoleInput(
            console.pendingInput, isFocused: focused, isScrolled: view.scrolledRows > 0)
        items.append(SceneItem(kind: input, pixels: place.input.pixels))
    }

    private func appendStatus(_ snapshot: BoardSnapshot, _ hovered: String?, to items: inout [SceneItem]) {
        func add(_ kind: SceneItem.Kind, _ rect: Rect) {
            items.append(SceneItem(kind: kind, pixels: rect.withSideBearings))
        }
        add(.pause(isPaused: snapshot.state == .paused, isHovered: hovered == "\u{1}pause"), status.pause.inset(-1))
        add(.state(snapshot.state, snapshot.line), status.state)
        add(.time(Numerals.clock(nanoseconds: snapshot.timeNanoseconds)), status.time)
        let speed = snapshot.speed.map { Numerals.speed($0) } ?? "max"
        let group = Rect(status.slower.x, status.slower.y, status.faster.maxX - status.slower.x, 26)
        let hoveredSpeed = hovered.flatMap { $0.hasPrefix("\u{1}speed") ? $0 : nil }
        add(.speed(speed, hoveredID: hoveredSpeed), group)
        let heap = snapshot.heap
        let label = "Heap " + Numerals.kilobytes(heap.usedBytes) + " of " + Numerals.kilobytes(heap.totalBytes)
        add(.heapLabel(label), status.heapLabel)
        add(.heap(heap), status.heapBar.inset(-2))
        if let place = self.heap {
            items.append(SceneItem(kind: .heapMap(heap.cells), pixels: place.panel.inset(1).pixels))
        }
    }
}

extension Rect {
    /// The pixels of a line of text: the soft edge of its first and last character may reach over the box.
    fileprivate var withSideBearings: PixelRect { Rect(x - 2, y, width + 4, height).pixels }
}
