import Fabric

/// All parts, by the names that a circuit gives them (those of Wokwi).
public enum Catalog {
    /// The types of all parts, in the order of the table.
    public static var types: [String] { parts.map(\.type) }

    /// A part of this type with this name in the circuit, not soldered to anything yet.
    public static func make(
        _ type: String, id: String, attributes: Attributes = Attributes(), in circuit: Circuit
    ) throws(DeviceError) -> any Device {
        guard let entry = parts.first(where: { $0.type == type }) else { throw .unknownType(type) }
        return try entry.part.init(id: id, attributes: attributes, circuit: circuit)
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
