import BoardProfiles
import Devices

/// Works out which pins of a circuit are one piece of copper, once, before anything runs: a wire costs nothing after that.
struct Netlist {
    /// A piece of copper.
    struct Copper {
        /// The voltage of the rail that it belongs to.
        var rail: Double?
        /// Pins of boards' chips.
        var pins: [(board: Int, pin: Int)] = []
        /// Pins of parts, by the parts' places in `parts`.
        var terminals: [(part: Int, pin: String)] = []
        /// Whatever it joins: pins, rails, pins of parts that there is nothing to simulate of; holes of a breadboard do not count.
        var endCount = 0
    }

    /// Something about the circuit that cannot be.
    struct Problem {
        let error: BoardError
        let place: TextPlace?
    }

    /// The parts that there is something to simulate of.
    private(set) var parts: [(part: Part, kind: PartKind)] = []
    private(set) var coppers: [Copper] = []
    private(set) var problems: [Problem] = []
    /// Where the first wire at each pin stands: of a part by its name, of a board by its place in `BoardProfile.pins`.
    private(set) var wirePlaces: [Wire.End: TextPlace] = [:]

    private let boards: [(id: String, profile: BoardProfile)]
    private let others: [String: Part]
    private var nodes: [Node] = []
    private var places: [String: Int] = [:]
    /// Parts by their ids.
    private var partPlaces: [String: Int] = [:]
    /// Ends that were complained of: one line each.
    private var complained: Set<Wire.End> = []

    private struct Node {
        var parent: Int
        var rail: Double?
        var pin: (board: Int, pin: Int)?
        var terminal: (part: Int, pin: String)?
        var isMetal = false
    }

    /// - Parameters:
    ///   - boards: with the ids that wires call them by; an empty id is the board that needs no name.
    ///   - parts: all others, of whatever type.
    init(boards: [(id: String, profile: BoardProfile)], parts: [Part], wires: [Wire]) {
        self.boards = boards
        var others: [String: Part] = [:]
        var unknownTypes: Set<String> = []
        for part in parts {
            others[part.id] = part
            if Junction.isOne(part.type) { continue }
            if let kind = part.kind ?? PartTypes.kind(of: part.type) {
                partPlaces[part.id] = self.parts.count
                self.parts.append((part, kind))
            } else if unknownTypes.insert(part.type).inserted {
                // Once for each type, however many there are.
                problems.append(Problem(error: .part(.unknownType(part.type)), place: part.place))
            }
        }
        self.others = others
        for wire in wires { join(wire) }
        collect()
    }

    // MARK: Joining

    private mutating func join(_ wire: Wire) {
        // The console is wired to the board anyway.
        if wire.from.part == "$serialMonitor" || wire.to.part == "$serialMonitor" { return }
        let ends = (node(wire.from, wire), node(wire.to, wire))
        guard let one = ends.0.map({ root(of: $0) }), let other = ends.1.map({ root(of: $0) }), one != other else {
            return
        }
        if let left = nodes[one].rail, let right = nodes[other].rail, left != right {
            problems.append(Problem(error: .shortCircuit(wire.description, left, right), place: wire.place))
            return
        }
        // The earlier one stays: the order of the file decides, nothing else.
        let (stays, goes) = (min(one, other), max(one, other))
        nodes[goes].parent = stays
        nodes[stays].rail = nodes[stays].rail ?? nodes[goes].rail
    }

    private mutating func root(of node: Int) -> Int {
        var root = node
        while nodes[root].parent != root { root = nodes[root].parent }
        var step = node
        while nodes[step].parent != root { (step, nodes[step].parent) = (nodes[step].parent, root) }
        return root
    }

    private mutating func place(_ key: String, _ node: Node) -> Int {
        if let known = places[key] { return known }
        nodes.append(node)
        nodes[nodes.count - 1].parent = nodes.count - 1
        places[key] = nodes.count - 1
        return nodes.count - 1
    }

    /// The node at the end of a wire; nil where there is none, which is complained of.
    private mutating func node(_ end: Wire.End, _ wire: Wire) -> Int? {
        if let board = boards.firstIndex(where: { $0.id == end.part }) { return node(board: board, end, wire) }
        if let part = partPlaces[end.part] {
            guard let pin = Self.pin(end.pin, of: parts[part].kind) else {
                let known = parts[part].kind.pinNames
                return complain(.part(.unknownPin(part: end.part, pin: end.pin, known: known)), end, wire)
            }
            note(wire, at: Wire.End(end.part, pin))
            return place("part \(part) \(pin)", Node(parent: 0, terminal: (part, pin)))
        }
        guard let other = others[end.part] else {
            let known = boards.map(\.id).filter { !$0.isEmpty } + others.values.map(\.id).sorted()
            return complain(.unknownPart(end.part, known: known), Wire.End(end.part, ""), wire)
        }
        // A part of an unknown type has whatever pins are named.
        guard Junction.isOne(other.type) else { return place("other \(end)", Node(parent: 0)) }
        switch Junction.node(other, pin: end.pin) {
        case .metal(let name): return place("metal \(end.part):\(name)", Node(parent: 0, isMetal: true))
        case .rail(let volts): return place("rail \(volts)", Node(parent: 0, rail: volts))
        case .unknown: return complain(.part(.unknownPin(part: end.part, pin: end.pin, known: [])), end, wire)
        }
    }

    private mutating func node(board: Int, _ end: Wire.End, _ wire: Wire) -> Int? {
        switch boards[board].profile.terminal(end.pin) {
        case .pin(let pin):
            note(wire, at: Wire.End(end.part, "\(pin)"))
            return place("pin \(board) \(pin)", Node(parent: 0, pin: (board, pin)))
        case .rail(let volts): return place("rail \(volts)", Node(parent: 0, rail: volts))
        case .other(let label): return place("other \(board) \(label)", Node(parent: 0))
        case nil:
            let profile = boards[board].profile
            let known = Set(profile.picture.headers.joined().map(\.label)).sorted()
            return complain(.unknownPin(board: profile.name, pin: end.pin, known: known), end, wire)
        }
    }

    private mutating func note(_ wire: Wire, at end: Wire.End) {
        if wirePlaces[end] == nil { wirePlaces[end] = wire.place }
    }

    private mutating func complain(_ error: BoardError, _ end: Wire.End, _ wire: Wire) -> Int? {
        if complained.insert(end).inserted { problems.append(Problem(error: error, place: wire.place)) }
        return nil
    }

    /// A pin of a part by its name, by its name without the number that Wokwi gives pins of one name (`GND` for `GND.1`, and the other
    /// way round), by another name that people have for it, or in another case.
    static func pin(_ name: String, of kind: PartKind) -> String? {
        let pins = kind.pinNames
        if pins.contains(name) { return name }
        if let counted = pins.first(where: { $0.hasPrefix(name + ".") }) { return counted }
        if let dot = name.lastIndex(of: "."), dot != name.startIndex, pins.contains(String(name[..<dot])) {
            return String(name[..<dot])
        }
        return kind.pinAliases[name] ?? pins.first { $0.lowercased() == name.lowercased() }
    }

    // MARK: The result

    private mutating func collect() {
        var groups: [Int: Int] = [:]
        for node in nodes.indices {
            let top = root(of: node)
            let group = groups[top] ?? coppers.count
            if group == coppers.count {
                groups[top] = group
                coppers.append(Copper(rail: nodes[top].rail))
            }
            if !nodes[node].isMetal { coppers[group].endCount += 1 }
            if let pin = nodes[node].pin { coppers[group].pins.append(pin) }
            if let terminal = nodes[node].terminal { coppers[group].terminals.append(terminal) }
        }
    }
}

extension Wire: CustomStringConvertible {
    /// `esp:D2 - led1:A`.
    public var description: String { "\(from) - \(to)" }
}
