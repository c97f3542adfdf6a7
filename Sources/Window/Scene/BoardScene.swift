import Board

/// Draws snapshots. What stands still is drawn once, a frame repaints only what has changed, and the bytes are the same as if
/// everything had been drawn anew.
public final class BoardScene {
    private var still: BoardSnapshot?
    private var layout: SceneLayout?
    private var background: Image
    private let painter: Painter
    private var shown: [SceneItem] = []

    /// An empty scene.
    public init() {
        background = Image(width: 1, height: 1)
        painter = Painter()
    }

    /// The picture of a board, 1100 by 720 pixels unless told otherwise.
    public static func render(
        _ snapshot: BoardSnapshot, width: Int = 1100, height: Int = 720, view: SceneView = SceneView()
    ) -> Image {
        let scene = BoardScene()
        scene.draw(snapshot, width: width, height: height, view: view)
        return scene.image
    }

    /// The last frame.
    public var image: Image { painter.canvas.image }

    /// The last frame's pixels in place, as `Image.pixels` has them.
    func withPixels(_ body: (UnsafeBufferPointer<UInt32>) -> Void) {
        painter.canvas.image.pixels.withUnsafeBufferPointer(body)
    }

    /// Draws a frame; returns how many pixels were repainted (none when nothing has changed).
    @discardableResult
    public func draw(_ snapshot: BoardSnapshot, width: Int, height: Int, view: SceneView = SceneView()) -> Int {
        let still = snapshot.still
        let isSameSize = background.width == width && background.height == height
        if self.still != still || !isSameSize || layout == nil {
            self.still = still
            let layout = SceneLayout(snapshot, width: width, height: height)
            self.layout = layout
            painter.canvas = Canvas(width: width, height: height)
            painter.drawBackground(snapshot, layout)
            background = painter.canvas.image
            shown = []
        }
        guard let layout else { return 0 }
        let items = layout.items(snapshot, view)
        let dirty = changes(to: items)
        shown = items
        for rect in dirty {
            painter.canvas.setClip(rect)
            painter.canvas.copy(background, rect)
            for item in items where item.pixels.intersects(rect) { painter.draw(item, layout) }
        }
        painter.canvas.setClip(nil)
        return dirty.reduce(0) { $0 + $1.width * $1.height }
    }

    /// What lies under a place of the last frame's window.
    public func target(x: Double, y: Double, _ snapshot: BoardSnapshot) -> SceneTarget? {
        layout?.target(at: Point(x, y), snapshot)
    }

    /// Where a drag of a control has come to.
    public func drag(part id: String, control: String, x: Double, y: Double, _ snapshot: BoardSnapshot) -> SceneTarget?
    {
        guard let layout, let place = layout.parts.first(where: { snapshot.parts[$0.index].id == id }) else {
            return nil
        }
        return layout.value(of: control, on: snapshot.parts[place.index], place, at: Point(x, y))
    }

    /// Rows of console text that fit, for scrolling by a page.
    public var consoleRows: Int { layout?.console.rows ?? 1 }

    /// The rectangles to repaint: none of them overlaps another.
    private func changes(to items: [SceneItem]) -> [PixelRect] {
        let all = PixelRect(left: 0, top: 0, right: background.width, bottom: background.height)
        var dirty: [PixelRect] = []
        if shown.isEmpty { return [all] }
        for index in 0..<max(items.count, shown.count) {
            let (before, after) = (index < shown.count ? shown[index] : nil, index < items.count ? items[index] : nil)
            if before == after { continue }
            var rects = [before?.pixels, after?.pixels].compactMap { $0 }
            if rects.count == 2, rects[0] == rects[1] { rects.removeLast() }
            for rect in rects {
                var grown = rect.intersection(all)
                if grown.isEmpty { continue }
                while let hit = dirty.firstIndex(where: { $0.intersects(grown) }) {
                    grown = grown.union(dirty.remove(at: hit))
                }
                dirty.append(grown)
            }
        }
        return dirty
    }
}

extension BoardSnapshot {
    /// The same board with everything taken out that changes while it runs.
    var still: BoardSnapshot {
        var out = BoardSnapshot(name: name, title: title, drawing: drawing)
        out.speed = nil
        // Whether the map of the heap is shown, not what it shows.
        out.heap.cells = Array(heap.cells.prefix(1).map { _ in .free })
        out.circuit = circuit
        out.pins = pins.map {
            PinSnapshot(id: $0.id, label: $0.label, position: $0.position, edge: $0.edge, role: $0.role)
        }
        out.leds = leds.map { LEDSnapshot(name: $0.name, colour: $0.colour, position: $0.position) }
        out.buttons = buttons.map { ButtonSnapshot(id: $0.id, name: $0.name, position: $0.position) }
        out.parts = parts.map { part in
            var part = part
            switch part.face {
            case .led(let colour, _): part.face = .led(colour: colour, brightness: 0)
            case .button(let colour, _): part.face = .button(colour: colour, isPressed: false)
            case .potentiometer: part.face = .potentiometer(position: 0)
            case .buzzer: part.face = .buzzer(hertz: nil)
            case .box(let readings, let controls):
                let still = controls.map { PartControl(name: $0.name, value: 0, range: $0.range, unit: $0.unit) }
                part.face = .box(readings: readings.map { _ in "" }, controls: still)
            }
            return part
        }
        return out
    }
}
