import Devices

/// A part that is wired to the board.
public struct PartSnapshot: Sendable, Equatable {
    /// What the diagram calls it (`led1`).
    public var id: String
    /// What the user reads (`LED 1`).
    public var label: String
    /// Its kind and what is to be seen of it.
    public var face: PartFace
    /// Its attributes in the diagram's order (`color`, `red`).
    public var attributes: [PartAttribute]
    /// Its pins, in the part's own order, and where each is wired to.
    public var terminals: [PartTerminal]
    /// What its display of pixels shows; `nil` without one.
    public var picture: Picture?
    /// What its display of characters or digits shows; `nil` without one.
    public var readout: Readout?

    /// A part that is wired to the board.
    public init(
        id: String, label: String, face: PartFace, terminals: [PartTerminal], attributes: [PartAttribute] = []
    ) {
        self.id = id
        self.label = label
        self.face = face
        self.attributes = attributes
        self.terminals = terminals
    }
}

/// What is to be seen of a part. A part without a picture of its own is a `box`.
public enum PartFace: Sendable, Equatable {
    /// A LED with the mean light since the last frame, 0...1.
    case led(colour: BoardColour, brightness: Double)
    /// A push button.
    case button(colour: BoardColour, isPressed: Bool)
    /// A potentiometer at a position of 0...1; its control is called `position`.
    case potentiometer(position: Double)
    /// A buzzer; the frequency in hertz while it sounds.
    case buzzer(hertz: Double?)
    /// Any other part: a title, lines of readings, and controls drawn as sliders.
    case box(readings: [String], controls: [PartControl])
}

/// Something of a part that the user can turn.
public struct PartControl: Sendable, Equatable {
    /// What `BoardInput.set` calls it (`temperature`).
    public var name: String
    /// Where it stands.
    public var value: Double
    /// Where it can stand.
    public var range: ClosedRange<Double>
    /// Written after the value (`°C`).
    public var unit: String

    /// Something of a part that the user can turn.
    public init(name: String, value: Double, range: ClosedRange<Double>, unit: String = "") {
        self.name = name
        self.value = value
        self.range = range
        self.unit = unit
    }
}

/// One attribute of a part, as the diagram writes it.
public struct PartAttribute: Sendable, Equatable {
    /// Name (`color`).
    public var name: String
    /// Value (`red`).
    public var value: String

    /// One attribute of a part.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// One pin of a part.
public struct PartTerminal: Sendable, Equatable {
    /// Where a wire ends.
    public enum End: Sendable, Equatable {
        /// At the board's pin of this id.
        case boardPin(String)
        /// At another part's terminal.
        case part(String, terminal: String)
        /// Nowhere.
        case open
    }

    /// Name on the part (`A`, `SIG`).
    public var name: String
    /// Where its wire goes.
    public var end: End
    /// Colour of the wire; `nil` lets the window choose.
    public var colour: BoardColour?

    /// One pin of a part.
    public init(_ name: String, to end: End, colour: BoardColour? = nil) {
        self.name = name
        self.end = end
        self.colour = colour
    }
}
