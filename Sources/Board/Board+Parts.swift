import Devices
import Fabric
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

    /// What the displays of the parts show.
    func show(on parts: inout [PartSnapshot], at now: Instant) {
        for (place, part) in wiring.parts.enumerated() {
            parts[place].picture = part.device.picture(at: now)
            parts[place].readout = part.device.readout(at: now)
        }
    }
}
