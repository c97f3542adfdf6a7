import Fabric

/// MFRC522 reader of MIFARE cards (`board-mfrc522`).
///
/// Datasheet: NXP MFRC522 rev 3.9: registers of chapter 9 by SPI (8.1.2: bit 7 reads, the number in bits 1 to 6), commands of chapter 10, FIFO of 64 bytes, interrupts as bits,
/// timer of 8.5. Cards: see ProximityCard.
/// Not modelled: CRCs by the chip on the air (TxCRCEn, RxCRCEn), several cards at once, the IRQ pin, antenna gain, self test, I2C and UART.
public final class MFRC522: Dialled, Powered {
    /// Supply, reset, interrupt and SPI; SDA is the chip select.
    public static let pinNames = ["3.3V", "RST", "GND", "IRQ", "MISO", "MOSI", "SCK", "SDA"]
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCK", "MOSI", "MISO"]
    /// `card` chooses one of Wokwi's, `tagPresent` holds it before the reader.
    public static let dials = [
        Dial("card", 0...5, at: 0, isAttribute: false), Dial("tagPresent", 0...1, at: 0, isAttribute: false),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Reader of MIFARE cards, on SPI",
        attributes: [.init("uid", default: "01:02:03:04", "identity of card 0, 4 or 7 bytes")],
        notModelled: "CRCs by the chip on the air, several cards, the IRQ pin, antenna gain, self test")

    /// The part's name.
    public let id: String
    /// Which card, and whether it is there.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let chip = ReaderChip()
    private let port = SPITargetPort()
    private var cards: [ProximityCard]

    /// No card.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(supply: "3.3V", circuit: circuit)
        let word = attributes.text("uid", default: "")
        let own = word.isEmpty ? [1, 2, 3, 4] : word.split(separator: ":").map { UInt8($0, radix: 16) ?? 0 }
        guard own.count == 4 || own.count == 7 else {
            throw .badAttribute(part: id, name: "uid", value: word, expected: "4 or 7 bytes such as 01:02:03:04")
        }
        cards = [own, [0x11, 0x22, 0x33, 0x44], [0x55, 0x66, 0x77, 0x88], [0xAA, 0xBB, 0xCC, 0xDD]].map {
            ProximityCard(uid: $0, sectors: 16)
        }
        cards.append(ProximityCard(uid: [0x04, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66], sectors: 16))
        cards.append(ProximityCard(uid: [0xC0, 0xFF, 0xEE, 0x99], sectors: 5))
        port.target = chip
        rails.onChange = { [weak self] isOn, instant in
            self?.port.setPowered(isOn, at: instant)
            if isOn { self?.chip.reset() }
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        switch name {
        case "MISO": port.attachOutput(to: net, at: instant)
        case "MOSI": port.attachInput(to: net, at: instant)
        case "SCK": port.attachClock(to: net, at: instant)
        case "SDA": port.attachSelect(to: net, at: instant)
        case "RST":
            net.observe { [weak self] net, instant in if net.level(at: instant) == .low { self?.chip.reset() } }
        default: break
        }
    }

    /// Lays a card down or takes it away.
    public func worldChanged(_ name: String, at instant: Instant) {
        // What was written to a card stays on it.
        if let card = chip.card, let place = cards.firstIndex(where: { $0.uid == card.uid }) { cards[place] = card }
        chip.card = world["tagPresent"] >= 0.5 ? cards[Int(world["card"])] : nil
        chip.card?.reset()
    }
}
