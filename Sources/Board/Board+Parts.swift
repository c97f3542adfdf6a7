import Devices
import Fabric
import MicroPython

extension Board {
    /// What the parts have to say of their wiring, each line once.
    var complaints: [String] {
        var lines: [String] = []
        for device in wiring.parts.map(\.device) {
            for line in device.complaints(at: now) where !lines.contains(line) { lines.append(line) }
        }
        return Self.folded(lines)
    }

    /// So many lines that say the same of different parts are one.
    private static let sameMost = 3

    /// `rgb1, rgb2 and 98 more: VSS is ...` in place of a hundred lines.
    static func folded(_ lines: [String]) -> [String] {
        var ids: [String: [Substring]] = [:]
        for line in lines {
            let (id, words) = halves(line)
            ids[String(words), default: []].append(id)
        }
        var folded: [String] = []
        for line in lines {
            let words = String(halves(line).words)
            guard let all = ids[words] else { continue }
            if all.count <= sameMost || words.isEmpty {
                folded.append(line)
            } else {
                folded.append("\(all[0]), \(all[1]) and \(all.count - 2) more: \(words)")
                ids[words] = nil
            }
        }
        return folded
    }

    private static func halves(_ line: String) -> (id: Substring, words: Substring) {
        guard let colon = line.firstRange(of: ": ") else { return (line[...], "") }
        return (line[..<colon.lowerBound], line[colon.upperBound...])
    }

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
