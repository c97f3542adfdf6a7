import Fabric

/// SD card of 8 MB in its socket (`wokwi-microsd-card`).
///
/// Datasheet: SD Association, Physical Layer Simplified Specification 6.00, chapter 7 (SPI mode): a card of standard capacity, version 2, addressed by bytes. It comes
/// formatted with FAT16; another one, of any size, can be put in its place. CD lets go: a card is always there.
/// Not modelled: the SD bus's own mode, the 74 clocks before the first command, high speed, write protection, times (busy lasts two bytes).
public final class MicroSDCard: Powered {
    /// Card detect, SPI, supply.
    public static let pinNames = ["CD", "DO", "GND", "SCK", "VCC", "DI", "CS"]
    /// What it cannot do without.
    public static let neededPins = ["DO", "SCK", "DI", "CS"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "SD card of 8 MB, FAT16, on SPI, with the project's files",
        notModelled: "the SD bus's own mode, the 74 clocks before the first command, high speed, times")

    private static let sectorCount = 16_384

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private let card: SDCardProtocol
    private let port = SPITargetPort()

    /// An empty card.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        rails = Rails(circuit: circuit)
        card = SDCardProtocol(bytes: FATVolume(sectorCount: Self.sectorCount).bytes)
        port.target = card
        rails.onChange = { [weak self] isOn, instant in
            self?.port.setPowered(isOn, at: instant)
            if !isOn { self?.card.reset() }
        }
    }

    /// Formats the card anew with these files in its root. Returns those that did not fit.
    @discardableResult
    public func format(with files: [(name: String, contents: [UInt8])]) -> [String] {
        var volume = FATVolume(sectorCount: Self.sectorCount)
        var lost: [String] = []
        for file in files where !volume.add(file.name, file.contents) { lost.append(file.name) }
        card.insert(volume.bytes)
        return lost
    }

    /// What is on it, sector by sector. Another card is put in by setting it.
    public var contents: [UInt8] {
        get { card.bytes }
        set {
            card.insert(newValue)
            card.reset()
        }
    }

    /// Something was written to it.
    public var isChanged: Bool { card.isChanged }
    /// Somebody has asked it for something.
    public var isUsed: Bool { card.isUsed }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        switch name {
        case "DO": port.attachOutput(to: net, at: instant)
        case "DI": port.attachInput(to: net, at: instant)
        case "SCK": port.attachClock(to: net, at: instant)
        case "CS": port.attachSelect(to: net, at: instant)
        default: break
        }
    }

    /// `reads` and `writes` of blocks so far.
    public func outputs(at instant: Instant) -> [Output] {
        [Output("reads", Double(card.readCount)), Output("writes", Double(card.writeCount))]
    }
}
