import Fabric

/// Character display of 16 x 2 characters (`wokwi-lcd1602`), by its sixteen pins or with the I2C backpack.
///
/// Datasheet: Hitachi HD44780U (see HD44780) and, for `pins` i2c, NXP PCF8574T.
/// Not modelled: contrast (V0), blinking, ROM A02, fonts of 5 x 10 dots, the controller's reset time.
public final class LCD1602: Powered {
    /// Those of the full display and of the one with the backpack.
    public static let pinNames = CharacterLCD.pinNames
    /// For `perch parts`.
    public static let facts = CharacterLCD.facts("Character display, 16 x 2, with an HD44780")

    /// The part's name.
    public let id: String
    /// Its supply.
    public var rails: Rails { display.rails }
    private let display: CharacterLCD

    /// Blank.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        display = try CharacterLCD(id: id, columns: 16, rows: 2, attributes: attributes, circuit: circuit)
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        display.attach(name, to: net, at: instant)
    }

    /// `backlight`: 1 while it is on.
    public func outputs(at instant: Instant) -> [Output] { [Output("backlight", display.isLit ? 1 : 0)] }

    /// The characters.
    public func readout(at instant: Instant) -> Readout? { display.text }

    /// The dots.
    public func picture(at instant: Instant) -> Picture? { display.picture }

    /// Its supply, and commands that came too early.
    public func complaints(at instant: Instant) -> [String] { display.complaints }
}
