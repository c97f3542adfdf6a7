/// The look of a circuit board: outline, colour and what is soldered to it. Millimetres from the upper left corner, y down.
public struct BoardDrawing: Sendable, Equatable {
    /// Width of the circuit board.
    public var widthMillimetres: Double
    /// Height of the circuit board.
    public var heightMillimetres: Double
    /// Radius of its corners.
    public var cornerMillimetres: Double
    /// Colour of the solder mask.
    public var colour: BoardColour
    /// Connectors, chips and lettering, drawn in this order.
    public var features: [BoardFeature]

    /// The look of a circuit board.
    public init(
        widthMillimetres: Double, heightMillimetres: Double, cornerMillimetres: Double = 1,
        colour: BoardColour = .boardGreen, features: [BoardFeature] = []
    ) {
        self.widthMillimetres = widthMillimetres
        self.heightMillimetres = heightMillimetres
        self.cornerMillimetres = cornerMillimetres
        self.colour = colour
        self.features = features
    }
}

/// One thing on a circuit board that only is there to be seen.
public struct BoardFeature: Sendable, Equatable {
    /// What it looks like.
    public enum Kind: Sendable, Equatable {
        /// USB socket; its open end looks off the nearest edge.
        case usb
        /// Black package with pins on all sides.
        case chip
        /// Metal shield of a radio module, with its antenna at the upper end.
        case module
        /// Small metal can.
        case crystal
        /// Small black package.
        case component
        /// Plated hole for a screw.
        case hole
        /// Silkscreen lettering alone.
        case text
    }

    /// What it looks like.
    public var kind: Kind
    /// Where it is.
    public var frame: BoardRect
    /// Lettering on it; may be empty.
    public var label: String

    /// One thing on a circuit board.
    public init(_ kind: Kind, _ frame: BoardRect, label: String = "") {
        self.kind = kind
        self.frame = frame
        self.label = label
    }
}

/// A place on the board, in millimetres.
public struct BoardPoint: Sendable, Equatable {
    /// From the left edge.
    public var x: Double
    /// From the upper edge.
    public var y: Double

    /// A place on the board, in millimetres.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A rectangle on the board, in millimetres.
public struct BoardRect: Sendable, Equatable {
    /// Left edge.
    public var x: Double
    /// Upper edge.
    public var y: Double
    /// Width.
    public var width: Double
    /// Height.
    public var height: Double

    /// A rectangle on the board, in millimetres.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// An sRGB colour.
public struct BoardColour: Sendable, Hashable {
    /// Red, 0...255.
    public var red: UInt8
    /// Green, 0...255.
    public var green: UInt8
    /// Blue, 0...255.
    public var blue: UInt8

    /// The colour `0xRRGGBB`.
    public init(_ hex: UInt32) {
        red = UInt8(truncatingIfNeeded: hex >> 16)
        green = UInt8(truncatingIfNeeded: hex >> 8)
        blue = UInt8(truncatingIfNeeded: hex)
    }

    /// `#RRGGBB`, or one of the colour names that diagrams use for LEDs, wires and buttons; `nil` for other words.
    public init?(named name: String) {
        let word = name.lowercased()
        if word.hasPrefix("#") {
            guard word.utf8.count == 7, let hex = UInt32(word.dropFirst(), radix: 16) else { return nil }
            self.init(hex)
        } else if let hex = Self.names[word] {
            self.init(hex)
        } else {
            return nil
        }
    }

    /// The usual solder mask.
    public static let boardGreen = BoardColour(0x1F6B45)

    private static let names: [String: UInt32] = [
        "red": 0xFF3B30, "green": 0x30D158, "blue": 0x3D8BFF, "yellow": 0xFFD426, "orange": 0xFF9F0A,
        "white": 0xF4F6FA, "purple": 0xB565F2, "violet": 0xB565F2, "magenta": 0xFF4FA3, "pink": 0xFF7EB6,
        "cyan": 0x45D6E8, "limegreen": 0x8EE000, "gold": 0xE5B53B, "brown": 0x9A6B43, "gray": 0x8A93A0,
        "grey": 0x8A93A0, "black": 0x3A4048,
    ]
}
