import Fabric

/// A kind of part: what must be known of it before one is made. One of the catalogue, or one that somebody brings.
public struct PartKind: Sendable {
    /// The names of its pins.
    public let pinNames: [String]
    /// See `Device.pinAliases`.
    public let pinAliases: [String: String]
    /// What a person can do to it.
    public let controls: [Control]
    /// What `perch parts` says of it.
    public let facts: PartFacts
    private let maker: Maker

    /// Makes a part with this name and these attributes in a circuit.
    public typealias Maker = @Sendable (String, Attributes, Circuit) throws(DeviceError) -> any Device

    /// A kind of one's own.
    public init(
        pinNames: [String], pinAliases: [String: String] = [:], controls: [Control], facts: PartFacts,
        maker: @escaping Maker
    ) {
        self.pinNames = pinNames
        self.pinAliases = pinAliases
        self.controls = controls
        self.facts = facts
        self.maker = maker
    }

    /// A kind of the catalogue.
    public init(_ type: any Device.Type) {
        self.init(
            pinNames: type.pinNames, pinAliases: type.pinAliases, controls: type.controls, facts: type.facts
        ) {
            id, attributes, circuit throws(DeviceError) in
            try type.init(id: id, attributes: attributes, circuit: circuit)
        }
    }

    /// A part in its first state, soldered to nothing yet.
    public func make(id: String, attributes: Attributes, in circuit: Circuit) throws(DeviceError) -> any Device {
        try maker(id, attributes, circuit)
    }
}
