import Fabric

/// All parts, by the names that a circuit gives them (those of Wokwi).
public enum Catalog {
    /// The types of all parts, in the order of the table.
    public static var types: [String] { parts.map(\.type) }

    /// The kind of part that a type names; nil for one that is not in the catalogue.
    public static func kind(of type: String) -> (any Device.Type)? { parts.first { $0.type == type }?.part }

    /// A part of this type with this name in the circuit, not soldered to anything yet.
    public static func make(
        _ type: String, id: String, attributes: Attributes = Attributes(), in circuit: Circuit
    ) throws(DeviceError) -> any Device {
        guard let kind = kind(of: type) else { throw .unknownType(type) }
        return try kind.init(id: id, attributes: attributes, circuit: circuit)
    }

    // One line per part.
    private static var parts: [(type: String, part: any Device.Type)] {
        [
            ("wokwi-led", LED.self),
            ("wokwi-pushbutton", Button.self),
            ("wokwi-pushbutton-6mm", Button.self),
            ("wokwi-potentiometer", Potentiometer.self),
            ("wokwi-slide-potentiometer", Potentiometer.self),
            ("wokwi-buzzer", Buzzer.self),
            ("wokwi-resistor", Resistor.self),
            ("board-at24c32", AT24C32.self),
            ("wokwi-ds18b20", DS18B20.self),
            ("board-ds18b20", DS18B20.self),
        ]
    }
}
