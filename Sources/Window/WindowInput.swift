import Board

/// Turns pointer and keys into `BoardInput`, and keeps how the user looks at the scene. Knows no SDL, so it is tested without a display.
struct WindowInput {
    /// Keys that are no text.
    enum Key: Equatable {
        case enter, backspace, delete, tab, escape, up, down, left, right, home, end, pageUp, pageDown
        /// A letter held with Ctrl (`c`).
        case control(UInt8)
    }

    private(set) var view = SceneView()
    private var pressedButton: String?
    private var dragged: (part: String, control: String)?
    private var linesSeen = 0

    /// Before a frame is drawn: a console that is scrolled back keeps its place while lines arrive.
    mutating func follow(_ snapshot: BoardSnapshot) {
        let lines = snapshot.console.lines.count + snapshot.console.droppedLines
        if view.scrolledRows > 0 { view.scrolledRows += max(0, lines - linesSeen) }
        linesSeen = lines
    }

    mutating func pointerDown(x: Double, y: Double, _ scene: BoardScene, _ snapshot: BoardSnapshot) -> [BoardInput] {
        let target = scene.target(x: x, y: y, snapshot)
        view.isConsoleFocused = target == .console
        switch target {
        case .button(let id):
            pressedButton = id
            return [.press(id)]
        case .control(let part, let name, let value):
            dragged = (part, name)
            return [.set(part: part, control: name, value: value)]
        case .pause: return [snapshot.state == .paused ? .resume : .pause]
        case .speed(let value): return [.speed(value)]
        case .heap: return [.showHeap(snapshot.heap.cells.isEmpty)]
        case .console, nil: return []
        }
    }

    mutating func pointerMoved(x: Double, y: Double, _ scene: BoardScene, _ snapshot: BoardSnapshot) -> [BoardInput] {
        if let dragged {
            let target = scene.drag(part: dragged.part, control: dragged.control, x: x, y: y, snapshot)
            guard case .control(let part, let name, let value) = target else { return [] }
            return [.set(part: part, control: name, value: value)]
        }
        view.hovered = scene.target(x: x, y: y, snapshot)
        return []
    }

    /// A button is released wherever the pointer is by then.
    mutating func pointerUp() -> [BoardInput] {
        defer { (pressedButton, dragged) = (nil, nil) }
        return pressedButton.map { [.release($0)] } ?? []
    }

    /// Positive steps go back in the console, and turn a control up.
    mutating func wheel(
        _ steps: Int, x: Double, y: Double, _ scene: BoardScene, _ snapshot: BoardSnapshot
    ) -> [BoardInput] {
        switch scene.target(x: x, y: y, snapshot) {
        case .console:
            scroll(3 * steps, snapshot)
            return []
        case .control(let part, let name, _):
            return turn(part, name, Double(steps) / 50, snapshot)
        case .button, .pause, .speed, .heap, nil:
            return []
        }
    }

    private mutating func scroll(_ rows: Int, _ snapshot: BoardSnapshot) {
        view.scrolledRows = min(max(0, view.scrolledRows + rows), max(0, snapshot.console.lines.count - 1))
    }

    private func turn(_ id: String, _ name: String, _ share: Double, _ snapshot: BoardSnapshot) -> [BoardInput] {
        guard let part = snapshot.parts.first(where: { $0.id == id }) else { return [] }
        switch part.face {
        case .potentiometer(let position):
            return [.set(part: id, control: name, value: min(1, max(0, position + share)))]
        case .box(_, let controls):
            guard let control = controls.first(where: { $0.name == name }) else { return [] }
            let (low, high) = (control.range.lowerBound, control.range.upperBound)
            return [.set(part: id, control: name, value: min(high, max(low, control.value + share * (high - low))))]
        case .led, .button, .buzzer:
            return []
        }
    }

    /// Text from the keyboard. Outside of the console a space stops and starts the clock.
    mutating func typed(_ text: String, _ snapshot: BoardSnapshot) -> [BoardInput] {
        guard view.isConsoleFocused else {
            return text == " " ? [snapshot.state == .paused ? .resume : .pause] : []
        }
        view.scrolledRows = 0
        return text.isEmpty ? [] : [.serial(Array(text.utf8))]
    }

    /// A key that is no text, as VT100 terminals send it.
    mutating func pressed(_ key: Key, page: Int, _ snapshot: BoardSnapshot) -> [BoardInput] {
        switch key {
        case .pageUp, .pageDown:
            scroll(key == .pageUp ? page - 1 : 1 - page, snapshot)
            return []
        default: break
        }
        // Ctrl-C reaches the sketch from everywhere.
        guard view.isConsoleFocused || key == .control(UInt8(ascii: "c")) else { return [] }
        view.scrolledRows = 0
        return [.serial(Self.bytes(key))]
    }

    static func bytes(_ key: Key) -> [UInt8] {
        switch key {
        case .enter: [0x0D]
        case .backspace: [0x7F]
        case .delete: Array("\u{1B}[3~".utf8)
        case .tab: [0x09]
        case .escape: [0x1B]
        case .up: Array("\u{1B}[A".utf8)
        case .down: Array("\u{1B}[B".utf8)
        case .right: Array("\u{1B}[C".utf8)
        case .left: Array("\u{1B}[D".utf8)
        case .home: Array("\u{1B}[H".utf8)
        case .end: Array("\u{1B}[F".utf8)
        case .pageUp, .pageDown: []
        case .control(let letter): [letter & 0x1F]
        }
    }
}
