import Fabric

/// A frame of the NEC infrared code as light and darkness.
///
/// Datasheet: NEC uPD6122: leader 9 ms and 4.5 ms, then address, its complement, command, its complement, lowest bit first; a bit is
/// 562.5 µs of light and 562.5 µs (0) or 1687.5 µs (1) of darkness; 562.5 µs of light end it.
enum NECFrame {
    private static let unit: Picoseconds = .nanoseconds(562_500)

    /// The frame for a lamp that rests dark.
    static func pulses(address: UInt8, command: UInt8) -> [PulseTrain.Pulse] {
        lengths(address: address, command: command).enumerated().map {
            ($0.offset.isMultiple(of: 2) ? .high : .released, $0.element)
        }
    }

    /// Light and darkness in turn, beginning with light.
    static func lengths(address: UInt8, command: UInt8) -> [Picoseconds] {
        var lengths: [Picoseconds] = [16 * unit, 8 * unit]
        for byte in [address, ~address, command, ~command] {
            for bit in 0..<8 { lengths += [unit, byte >> UInt8(bit) & 1 == 1 ? 3 * unit : unit] }
        }
        return lengths + [unit]
    }
}

/// The air between remote controls and receivers of one circuit: a net that is high while a lamp sends (38 kHz, not played out).
enum InfraredLight {
    private static let name = "infrared light"

    static func net(in circuit: Circuit) -> Net {
        circuit.nets.first { $0.name == name } ?? circuit.makeNet(named: name)
    }
}
