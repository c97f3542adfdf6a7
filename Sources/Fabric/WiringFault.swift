/// Something that is wrong with the wiring, as far as it showed on a net.
public struct WiringFault: Hashable, Sendable, CustomStringConvertible {
    /// Where it showed.
    public let net: NetID
    /// What a person calls that.
    public let name: String
    /// What it is.
    public let words: String

    /// `GP3: two outputs drive it against each other`.
    public var description: String { "\(name): \(words)" }
}
