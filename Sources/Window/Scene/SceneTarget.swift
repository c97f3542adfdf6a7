import Board

/// What lies under the pointer.
public enum SceneTarget: Sendable, Equatable {
    /// A push button, on the board or beside it.
    case button(id: String)
    /// A control of a part, and the value that the place stands for.
    case control(part: String, name: String, value: Double)
    /// The serial console.
    case console
    /// The pause button.
    case pause
    /// How full the heap is: shows its map, or hides it.
    case heap
    /// A step of the speed, to this value.
    case speed(Double)
}

/// How the user looks at the scene; not part of the board's state.
public struct SceneView: Sendable, Equatable {
    /// Whether keys go to the console.
    public var isConsoleFocused = true
    /// Rows of the console that are scrolled back.
    public var scrolledRows = 0
    /// What the pointer is over.
    public var hovered: SceneTarget?

    /// The usual look: at the end of the console, which takes the keys.
    public init() {}

    /// Id of the thing under the pointer, without the value that the exact place stands for.
    var hoveredID: String? {
        switch hovered {
        case .button(let id): id
        case .control(let part, _, _): part
        case .pause: "\u{1}pause"
        case .speed(let value): "\u{1}speed\(value)"
        case .heap: "\u{1}heap"
        case .console, nil: nil
        }
    }
}

extension SceneLayout {
    /// What lies at a place of the window.
    func target(at point: Point, _ snapshot: BoardSnapshot) -> SceneTarget? {
        if status.pause.contains(point) { return .pause }
        if status.heapBar.inset(-6).contains(point) || status.heapLabel.contains(point) { return .heap }
        if let heap, heap.panel.contains(point) { return heap.close.contains(point) ? .heap : nil }
        if let speed = snapshot.speed {
            if status.slower.contains(point) { return .speed(SpeedSteps.below(speed)) }
            if status.faster.contains(point) { return .speed(SpeedSteps.above(speed)) }
        }
        if console.panel.contains(point) { return .console }
        for button in snapshot.buttons where board.button(button).inset(-2).contains(point) {
            return .button(id: button.id)
        }
        for place in parts where place.card.contains(point) || place.sliders.contains(where: { $0.contains(point) }) {
            return target(at: point, on: snapshot.parts[place.index], place)
        }
        return nil
    }

    private func target(at point: Point, on part: PartSnapshot, _ place: PartPlace) -> SceneTarget? {
        switch part.face {
        case .led, .buzzer:
            return nil
        case .button:
            return place.picture.contains(point) ? .button(id: part.id) : nil
        case .potentiometer:
            guard place.picture.inset(-4).contains(point) else { return nil }
            return value(of: "position", on: part, place, at: point)
        case .box(_, let controls):
            for (index, control) in controls.enumerated() where place.sliders[index].inset(-5).contains(point) {
                return value(of: control.name, on: part, place, at: point)
            }
            return nil
        }
    }

    /// The value that a drag to `point` gives a control, wherever the pointer has gone meanwhile.
    func value(of name: String, on part: PartSnapshot, _ place: PartPlace, at point: Point) -> SceneTarget? {
        switch part.face {
        case .potentiometer:
            let position = KnobDial.position(towards: point - place.picture.centre)
            return .control(part: part.id, name: name, value: position)
        case .box(_, let controls):
            guard let index = controls.firstIndex(where: { $0.name == name }) else { return nil }
            let (track, range) = (place.sliders[index], controls[index].range)
            let share = min(1, max(0, (point.x - track.x - 6) / (track.width - 12)))
            let value = range.lowerBound + share * (range.upperBound - range.lowerBound)
            return .control(part: part.id, name: name, value: value)
        case .led, .button, .buzzer:
            return nil
        }
    }
}

/// Speeds that the status bar offers.
enum SpeedSteps {
    static let all = [0.1, 0.25, 0.5, 1, 2, 5, 10, 100]
    static func below(_ speed: Double) -> Double { all.last { $0 < speed } ?? all[0] }
    static func above(_ speed: Double) -> Double { all.first { $0 > speed } ?? all[all.count - 1] }
}
