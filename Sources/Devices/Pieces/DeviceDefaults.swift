import Fabric

// What most parts have in common: nothing to turn, nothing to see, nothing to complain of.
extension Device {
    /// It does something however little of it is wired.
    public static var neededPins: [String] { [] }

    /// Nothing to turn.
    public static var controls: [Control] { [] }

    /// Nothing to turn.
    public func turn(control name: String, to value: Double, at instant: Instant) {}

    /// Nothing to see.
    public func outputs(at instant: Instant) -> [Output] { [] }

    /// No display of pixels.
    public func picture(at instant: Instant) -> Picture? { nil }

    /// No display of characters.
    public func readout(at instant: Instant) -> Readout? { nil }

    /// Well wired.
    public func complaints(at instant: Instant) -> [String] { [] }
}
