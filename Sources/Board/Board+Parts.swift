import Devices
import Fabric
import Machine
import MicroPython

extension Board {
    /// What its logic analyzers have recorded, and where that is to go: those that say so.
    public var recordings: [(file: String, vcd: String)] {
        wiring.parts.compactMap { $0.device as? LogicAnalyzer }.filter { !$0.vcdFile.isEmpty }.map {
            ($0.vcdFile, $0.vcd)
        }
    }

    /// Puts the files beside the sketch on the SD cards, as Wokwi does.
    func fillCards() {
        let cards = wiring.parts.compactMap { $0.device as? MicroSDCard }
        guard !cards.isEmpty else { return }
        let entries = (try? flash.entries(in: "/")) ?? []
        let files = entries.filter { $0.kind == .file }.compactMap { entry in
            flash.read("/" + entry.name).map { (name: entry.name, contents: $0) }
        }
        for card in cards { card.format(with: files) }
    }

    /// Puts a card with these contents in place of the first one among the parts, or else into the board's own socket. False: there is neither.
    public func insertCard(_ bytes: [UInt8]) -> Bool {
        if let part = cardPart {
            part.contents = bytes
            return true
        }
        guard hardware.facts.hasCardHost else { return false }
        hardware.card = MemoryCard(bytes)
        return true
    }

    private var cardPart: MicroSDCard? { wiring.parts.lazy.compactMap { $0.device as? MicroSDCard }.first }

    /// What is now on the card that was put in, if anything was written; `isUsed`: whether anybody has spoken to it.
    public var insertedCard: (changed: [UInt8]?, isUsed: Bool) {
        if let card = hardware.card { return (card.isChanged ? card.bytes : nil, card.isUsed) }
        guard let part = cardPart else { return (nil, false) }
        return (part.isChanged ? part.contents : nil, part.isUsed)
    }

    /// What the first amplifier among the parts has played, as a WAV file; nil where nothing was.
    public var soundRecording: [UInt8]? {
        for part in wiring.parts { if let sound = (part.device as? I2SAmplifier)?.recording { return sound } }
        return nil
    }

    /// What the displays of the parts show.
    func show(on parts: inout [PartSnapshot], at now: Instant) {
        for (place, part) in wiring.parts.enumerated() {
            parts[place].picture = part.device.picture(at: now)
            parts[place].readout = part.device.readout(at: now)
        }
    }
}
