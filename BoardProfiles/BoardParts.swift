import StrictYAML

/// A light on a board: an entry of `leds`.
public struct LEDProfile: Sendable {
    /// `name`: what is printed beside it.
    public let name: String
    /// `pin`: the place of its pin in `BoardProfile.pins`.
    public let pin: Int
    /// `cathode` (optional): the place of the pin at its other leg, in a matrix of rows and columns; nil for a rail.
    public let cathode: Int?
    /// `lit`: the level that lights it.
    public let lit: SignalLevel
    /// `color`: a CSS name or `#rrggbb`.
    public let color: String
    /// `at`: its place in the picture.
    public let at: BoardPicture.Point

    init(_ place: YAMLValue, wire: (String) -> Int?) throws(ProfileError) {
        let fields = try place.fields("name", "pin", "cathode", "lit", "color", "at")
        name = try fields["name"].text()
        pin = try fields["pin"].pin(wire)
        cathode = try fields.optional("cathode").map { value throws(ProfileError) in try value.pin(wire) }
        lit = try fields["lit"].choice()
        color = try fields["color"].text()
        at = try BoardPicture.Point(fields["at"])
    }
}

/// A button on a board: an entry of `buttons`.
public struct ButtonProfile: Sendable {
    /// `name`: what is printed beside it.
    public let name: String
    /// `pin` (optional): the place of its pin in `BoardProfile.pins`; nil for a button that no pin sees (reset, BOOTSEL).
    public let pin: Int?
    /// `pressed` (needed with `pin`): the level that it pulls its pin to.
    public let pressed: SignalLevel?
    /// `pull_up_ohms` (optional): the resistor that pulls the pin up while it is released.
    public let pullUpOhms: Double?
    /// `at`: its place in the picture.
    public let at: BoardPicture.Point

    init(_ place: YAMLValue, wire: (String) -> Int?) throws(ProfileError) {
        let fields = try place.fields("name", "pin", "pressed", "pull_up_ohms", "at")
        name = try fields["name"].text()
        pin = try fields.optional("pin").map { value throws(ProfileError) in try value.pin(wire) }
        pressed = try pin.map { _ throws(ProfileError) in try fields["pressed"].choice() }
        pullUpOhms = try fields.optional("pull_up_ohms").map { value throws(ProfileError) in try value.number() }
        at = try BoardPicture.Point(fields["at"])
    }
}

/// A level in a profile.
public enum SignalLevel: String, CaseIterable, Sendable {
    /// Ground.
    case low
    /// The supply.
    case high
}

extension YAMLValue {
    /// The place of a pin that is called by one of its names.
    func pin(_ wire: (String) -> Int?) throws(ProfileError) -> Int {
        let name = try text()
        guard let pin = wire(name) else { throw error("'\(name)' is no pin of this board") }
        return pin
    }
}
