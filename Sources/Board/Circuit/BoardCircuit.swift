import BoardProfiles
import Devices

/// What hangs on one board: its share of a circuit.
struct BoardCircuit {
    /// A piece of copper.
    struct Copper {
        /// The voltage of the rail that it belongs to.
        var rail: Double?
        /// Pins of the chip, by their places in `BoardProfile.pins`.
        var pins: [Int] = []
        /// Pins of parts, by the parts' places in `parts`.
        var terminals: [(part: Int, pin: String)] = []
        /// More than one: it joins something.
        var endCount = 0
    }

    /// The board's name in its diagram; empty where it needs none.
    var id = ""
    var parts: [(part: Part, kind: PartKind)] = []
    var coppers: [Copper] = []
    /// See `Netlist.wirePlaces`.
    var wirePlaces: [Wire.End: TextPlace] = [:]
    /// What the window draws.
    var drawing = CircuitDrawing()

    /// Parts around a single board, each with its wires: anything wrong with them is an error.
    init(_ parts: [Part], around profile: BoardProfile) throws(BoardError) {
        var wires: [Wire] = []
        for part in parts {
            for wire in part.wires {
                let halves = wire.to.split(separator: ":", maxSplits: 1).map(String.init)
                let to = halves.count == 2 ? Wire.End(halves[0], halves[1]) : Wire.End("", wire.to)
                wires.append(Wire(Wire.End(part.id, wire.pin), to))
            }
        }
        let netlist = Netlist(boards: [("", profile)], parts: parts, wires: wires)
        if let problem = netlist.problems.first { throw problem.error }
        self = BoardCircuit.deal(netlist, boardCount: 1).circuits[0]
    }

    private init() {}

    /// A piece of copper that two boards share: the pin of the one, and the place in the other's `coppers`.
    struct Bridge {
        var board: Int
        var pin: Int
        var owner: Int
        var copper: Int
    }

    /// Deals a circuit to its boards. Parts that hang together are one board's: the first one's whose pins are among them. What another
    /// board has of that copper is bridged.
    static func deal(_ netlist: Netlist, boardCount: Int) -> (circuits: [BoardCircuit], bridges: [Bridge]) {
        let owners = boardCount == 1 ? netlist.parts.map { _ in 0 } : PartOwners.find(netlist)
        var circuits = (0..<boardCount).map { _ in BoardCircuit() }
        for board in circuits.indices { circuits[board].wirePlaces = netlist.wirePlaces }
        var places: [Int] = []
        for (part, owner) in zip(netlist.parts, owners) {
            places.append(circuits[owner].parts.count)
            circuits[owner].parts.append(part)
        }
        var bridges: [Bridge] = []
        for copper in netlist.coppers {
            // Each board has rails of its own.
            let sharers = Set(copper.terminals.map { owners[$0.part] } + copper.pins.map(\.board)).sorted()
            let first = copper.terminals.first.map { owners[$0.part] } ?? sharers.first
            for board in sharers {
                var own = Copper(rail: copper.rail, endCount: copper.endCount)
                own.pins = copper.pins.filter { $0.board == board }.map(\.pin)
                own.terminals = copper.terminals.filter { owners[$0.part] == board }.map { (places[$0.part], $0.pin) }
                circuits[board].coppers.append(own)
            }
            guard copper.rail == nil, let first else { continue }
            for pin in copper.pins where pin.board != first {
                let place = circuits[first].coppers.count - 1
                bridges.append(Bridge(board: pin.board, pin: pin.pin, owner: first, copper: place))
            }
        }
        return (circuits, bridges)
    }
}

/// Which board each part of a circuit belongs to.
private enum PartOwners {
    static func find(_ netlist: Netlist) -> [Int] {
        var owners = netlist.parts.map { _ in Int.max }
        // Until nothing changes: each round carries a board's number one part further. Circuits are small.
        var isChanging = true
        while isChanging {
            isChanging = false
            for copper in netlist.coppers where copper.rail == nil {
                let least = (copper.pins.map(\.board) + copper.terminals.map { owners[$0.part] }).min() ?? .max
                for terminal in copper.terminals where owners[terminal.part] > least {
                    owners[terminal.part] = least
                    isChanging = true
                }
            }
        }
        return owners.map { $0 == .max ? 0 : $0 }
    }
}
