import StrictYAML

/// How a board looks from above: `picture`. Millimetres from the upper left corner, x to the right, y down.
public struct BoardPicture: Sendable {
    /// A place or an extent, `[x, y]`.
    public struct Point: Hashable, Sendable {
        /// To the right.
        public let x: Double
        /// Down.
        public let y: Double

        init(_ place: YAMLValue) throws(ProfileError) {
            let numbers = try place.list()
            guard numbers.count == 2 else {
                throw place.error("\(place.name) has \(numbers.count) numbers, expected [x, y]")
            }
            self.init(x: try numbers[0].number(), y: try numbers[1].number())
        }

        init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// `usb`: the connector, `kind` on the `edge`, its middle `center` along it.
    public struct USB: Sendable {
        /// An edge of the board.
        public enum Edge: String, CaseIterable, Sendable {
            /// y = 0.
            case top
            /// The greatest y.
            case bottom
            /// x = 0.
            case left
            /// The greatest x.
            case right
        }

        /// A form of connector.
        public enum Kind: String, CaseIterable, Sendable {
            /// Micro-B.
            case micro
            /// Type C.
            case c
        }

        /// Where it sits.
        public let edge: Edge
        /// Its middle along that edge.
        public let center: Double
        /// Its form.
        public let kind: Kind
    }

    /// `chip`: the biggest chip or module, `at` its middle.
    public struct Chip: Sendable {
        /// Its middle.
        public let at: Point
        /// Its extent.
        public let size: Point
        /// What is printed on it.
        public let label: String
    }

    /// A hole or pin of a header.
    public struct HeaderPin: Sendable {
        /// What hangs on it.
        public enum Wire: Hashable, Sendable {
            /// A pin of the chip: its place in `BoardProfile.pins`.
            case pin(Int)
            /// A rail of this voltage.
            case power(volts: Double)
            /// Something else: a reset, a reference.
            case other
        }

        /// What is printed beside it.
        public let label: String
        /// Its middle.
        public let at: Point
        /// What hangs on it.
        public let wire: Wire
    }

    /// `size`: the outline.
    public let size: Point
    /// `color`: the solder mask, `#rrggbb`.
    public let color: String
    /// `usb` (optional).
    public let usb: USB?
    /// `chip`.
    public let chip: Chip
    /// `headers`: rows of `pins` from `start` on, a `step` apart, in physical order. A pin is `LABEL` when that is a name of the board's
    /// or chip's pin, one of `power` (rails with their volts) or one of `other`; else `LABEL=PIN`.
    public let headers: [[HeaderPin]]

    init(_ place: YAMLValue, wire: (String) -> Int?) throws(ProfileError) {
        let fields = try place.fields("size", "color", "usb", "chip", "power", "other", "headers")
        size = try Point(fields["size"])
        color = try fields["color"].text()
        usb = try fields.optional("usb").map { value throws(ProfileError) in
            let fields = try value.fields("edge", "center", "kind")
            return USB(
                edge: try fields["edge"].choice(), center: try fields["center"].number(),
                kind: try fields["kind"].choice())
        }
        let chipFields = try fields["chip"].fields("at", "size", "label")
        chip = Chip(
            at: try Point(chipFields["at"]), size: try Point(chipFields["size"]), label: try chipFields["label"].text())
        let power = try fields["power"].entries().map { entry throws(ProfileError) in
            (entry.key, try entry.value.number())
        }
        let other = try fields["other"].list().map { value throws(ProfileError) in try value.text() }
        headers = try fields["headers"].list().map { header throws(ProfileError) in
            try Self.row(header) { label in
                if let pin = wire(label) { return .pin(pin) }
                if let rail = power.first(where: { $0.0 == label }) { return .power(volts: rail.1) }
                return other.contains(label) ? .other : nil
            }
        }
        for pin in headers.joined() where pin.at.x > size.x || pin.at.y > size.y {
            throw place.error(
                "header pin \(pin.label) at [\(pin.at.x), \(pin.at.y)] lies outside 'size' [\(size.x), \(size.y)]")
        }
    }

    private static func row(
        _ place: YAMLValue, wire: (String) -> HeaderPin.Wire?
    ) throws(ProfileError) -> [HeaderPin] {
        let fields = try place.fields("start", "step", "pins")
        let (start, step) = (try Point(fields["start"]), try Point(fields["step"]))
        var row: [HeaderPin] = []
        for value in try fields["pins"].list() {
            let words = try value.text().split(separator: "=", maxSplits: 1).map(String.init)
            guard let label = words.first, let name = words.last, let wire = wire(name) else {
                throw value.error("header pin '\(try value.text())' is neither a pin nor in 'power' or 'other'")
            }
            let count = Double(row.count)
            row.append(
                HeaderPin(label: label, at: Point(x: start.x + step.x * count, y: start.y + step.y * count), wire: wire)
            )
        }
        return row
    }
}
