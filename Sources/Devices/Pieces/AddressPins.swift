import Fabric

/// The pins of a chip that add to its bus address: each a bit, high while it is tied to the supply. A loose one counts as low.
struct AddressPins {
    private let names: [String]
    private var nets: [Net?]

    /// From the lowest bit up.
    init(_ names: String...) {
        self.names = names
        nets = names.map { _ in nil }
    }

    /// Solders one; false for any other pin.
    mutating func attach(_ name: String, to net: Net) -> Bool {
        guard let place = names.firstIndex(of: name) else { return false }
        nets[place] = net
        return true
    }

    /// What they add.
    var offset: UInt8 {
        nets.enumerated().reduce(0) { $0 | ($1.element?.dutyHigh == 1 ? 1 << UInt8($1.offset) : 0) }
    }
}
