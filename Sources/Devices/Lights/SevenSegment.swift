import Fabric

/// Seven segment display of one to four digits (`wokwi-7segment`).
///
/// Datasheet: Kingbright SA56-11 (one digit) and CA56-12 (four): a LED for each segment of each digit between the segment's pin and the
/// digit's. The colon shines by CLN alone, against any digit's pin that is on.
/// Not modelled: forward voltage, current, brightness that falls with the duty of a swept display.
public final class SevenSegment: Device {
    private static let segments = ["A", "B", "C", "D", "E", "F", "G", "DP"]
    private static let digitPins = ["DIG1", "DIG2", "DIG3", "DIG4"]
    /// Light that an eye notices: a swept display gives each digit an eighth and more.
    private static let visible = 0.02
    /// Segments, digits and the common pin of a single digit.
    public static let pinNames = segments + digitPins + ["COM", "COM.1", "COM.2", "CLN"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Seven segment display; swept by the sketch if it has several digits",
        attributes: [
            .init("common", default: "anode", "anode (a segment is lit by low) or cathode"),
            .init("digits", default: "1", "1 to 4"), .init("colon", default: "", "1: with a colon"),
            .init("color", default: "red", "a CSS name or #rrggbb"),
        ], notModelled: "forward voltage, current")

    /// The part's name.
    public let id: String
    /// The segments' colour.
    public let color: String
    private let isCommonAnode: Bool
    private let hasColon: Bool
    /// Digit by digit, segment by segment.
    private let digits: [[Diode]]
    private let colons: [Diode]

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        color = attributes.text("color", default: "red")
        isCommonAnode = try attributes.commonAnode(part: id)
        let count = Int(try attributes.number("digits", default: 1, in: 1...4, part: id))
        digits = (0..<count).map { _ in Self.segments.map { _ in Diode() } }
        hasColon = attributes.flag("colon", default: false)
        colons = (0..<count).map { _ in Diode() }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if let segment = Self.segments.firstIndex(of: name) {
            for digit in digits { digit[segment].attach(isAnode: !isCommonAnode, to: net, at: instant) }
        } else if name == "CLN" {
            for colon in colons { colon.attach(isAnode: !isCommonAnode, to: net, at: instant) }
        } else if let place = name.hasPrefix("COM") ? 0 : Self.digitPins.firstIndex(of: name), place < digits.count {
            for diode in digits[place] + [colons[place]] {
                diode.attach(isAnode: isCommonAnode, to: net, at: instant)
            }
        }
    }

    /// The segments that an eye sees.
    public func readout(at instant: Instant) -> Readout? {
        let masks = digits.map { digit in
            digit.enumerated().reduce(UInt8(0)) { mask, entry in
                entry.element.lamp.seen(at: instant) >= Self.visible ? mask | 1 << entry.offset : mask
            }
        }
        return .digits(masks, colon: hasColon && colons.contains { $0.lamp.seen(at: instant) >= Self.visible })
    }

    /// No resistor, or the wrong way round.
    public func complaints(at instant: Instant) -> [String] {
        Diode.complaints(part: id, digits.flatMap { $0 } + colons)
    }
}
