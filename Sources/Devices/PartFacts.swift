/// What a person wants to know of a kind of part before wiring it, beside its pins and controls.
public struct PartFacts: Sendable {
    /// What it is, in a few words without a full stop: `Push button, momentary`.
    public let summary: String
    /// Its attributes in `diagram.json`.
    public let attributes: [Attribute]
    /// What the real part does and this one does not; empty when there is nothing to warn of.
    public let notModelled: String

    /// Facts of a kind of part.
    public init(_ summary: String, attributes: [Attribute] = [], notModelled: String = "") {
        self.summary = summary
        self.attributes = attributes
        self.notModelled = notModelled
    }

    /// One attribute.
    public struct Attribute: Sendable {
        /// Its name, `color`.
        public let name: String
        /// What stands for a missing one, in the words of a diagram.
        public let standard: String
        /// What it means and may be: `0 to 1023`, `a CSS name or #rrggbb`.
        public let meaning: String

        /// An attribute.
        public init(_ name: String, default standard: String, _ meaning: String) {
            self.name = name
            self.standard = standard
            self.meaning = meaning
        }

        /// Where a control stands at first.
        public init(startOf control: Control, default standard: Double) {
            let unit = control.unit.isEmpty ? "" : " \(control.unit)"
            let (least, most) = (PlainNumber(control.range.lowerBound), PlainNumber(control.range.upperBound))
            self.init(control.name, default: "\(PlainNumber(standard))", "\(least) to \(most)\(unit), at first")
        }
    }
}
