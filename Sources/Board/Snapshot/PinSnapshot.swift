/// One pin of the board's headers.
public struct PinSnapshot: Sendable, Equatable {
    /// The edge of the board that a pin is nearest to; its live tag and its wire leave on that side.
    public enum Edge: Sendable, Equatable {
        /// Left edge.
        case left
        /// Right edge.
        case right
        /// Upper edge.
        case top
        /// Lower edge.
        case bottom
    }

    /// What a pin is for.
    public enum Role: Sendable, Equatable {
        /// Anything a sketch can use.
        case signal
        /// Supply.
        case power
        /// Ground.
        case ground
        /// Reset, enable, reference and the like.
        case system
    }

    /// What a pin is set to.
    public enum Mode: Sendable, Equatable {
        /// Nobody has set it up.
        case unused
        /// Input without a pull.
        case input
        /// Input with pull-up.
        case inputPullUp
        /// Input with pull-down.
        case inputPullDown
        /// Push-pull output.
        case output
        /// Open-drain output.
        case openDrain
        /// Pulse-width modulation.
        case pwm
        /// Analog input or output.
        case analog
        /// A peripheral's function, in the words to show (`SDA`, `TX`).
        case peripheral(String)
    }

    /// What the net at the pin resolves to.
    public enum Level: Sendable, Equatable {
        /// Driven or pulled low.
        case low
        /// Driven or pulled high.
        case high
        /// Nobody drives it.
        case floating
        /// Two drivers disagree.
        case conflict
    }

    /// Unique on the board, as wires name it (`GP15`, `GND.2`).
    public var id: String
    /// Silkscreen (`GP15`, `GND`).
    public var label: String
    /// Centre of the pad.
    public var position: BoardPoint
    /// The edge that it belongs to.
    public var edge: Edge
    /// What it is for.
    public var role: Role
    /// What it is set to.
    public var mode: Mode
    /// What its net resolves to.
    public var level: Level
    /// Share of time that a PWM output is high, 0...1.
    public var duty: Double?
    /// Voltage, where it says more than the level.
    public var volts: Double?

    /// A pin that nobody has set up.
    public init(id: String, label: String? = nil, position: BoardPoint, edge: Edge, role: Role = .signal) {
        self.id = id
        self.label = label ?? id
        self.position = position
        self.edge = edge
        self.role = role
        mode = .unused
        level = .floating
        duty = nil
        volts = nil
    }
}

/// An LED that is soldered to the board.
public struct LEDSnapshot: Sendable, Equatable {
    /// Silkscreen (`LED`, `D1`).
    public var name: String
    /// Colour of its light.
    public var colour: BoardColour
    /// Its centre.
    public var position: BoardPoint
    /// Mean light since the last frame, 0...1.
    public var brightness: Double

    /// An LED that is soldered to the board.
    public init(name: String, colour: BoardColour, position: BoardPoint, brightness: Double = 0) {
        self.name = name
        self.colour = colour
        self.position = position
        self.brightness = brightness
    }
}

/// A push button that is soldered to the board.
public struct ButtonSnapshot: Sendable, Equatable {
    /// What `BoardInput.press` calls it.
    public var id: String
    /// Silkscreen (`BOOTSEL`, `USR`).
    public var name: String
    /// Its centre.
    public var position: BoardPoint
    /// Whether it is held down.
    public var isPressed: Bool

    /// A push button that is soldered to the board.
    public init(id: String, name: String, position: BoardPoint, isPressed: Bool = false) {
        self.id = id
        self.name = name
        self.position = position
        self.isPressed = isPressed
    }
}
