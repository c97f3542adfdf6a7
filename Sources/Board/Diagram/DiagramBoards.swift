import BoardProfiles
import Devices
import MicroPython

/// A diagram made ready to build: which boards it has, what hangs on each, what is wrong with it.
public struct DiagramBoards {
    /// A board of a diagram.
    public struct Site {
        /// Its id in the diagram; empty for a board that the diagram does not have.
        public let id: String
        /// Its facts.
        public let profile: BoardProfile
        let plan: BoardCircuit
    }

    /// The boards, in the diagram's order; never none.
    public let sites: [Site]
    /// What is wrong with the diagram, one line each.
    public let notes: [String]
    let bridges: [BoardCircuit.Bridge]

    /// Finds a diagram's boards and deals its parts to them.
    ///
    /// - Parameter board: what to take in place of the diagram's board, or beside parts of a diagram that has none.
    public init(_ diagram: Diagram, board: BoardProfile? = nil) throws(DiagramError) {
        var notes = diagram.notes
        let candidates = diagram.parts.filter { Self.isMicrocontroller($0.type) }
        if board != nil, candidates.count > 1 { throw .severalBoards(candidates.map(\.id)) }
        var boards: [(part: Part?, profile: BoardProfile)] = []
        var unknown: [Part] = []
        for part in candidates {
            let own = board == nil ? try Self.profile(of: part.type) : nil
            if let profile = board ?? own { boards.append((part, profile)) } else { unknown.append(part) }
        }
        if boards.isEmpty, let part = unknown.first {
            throw .board(.diagram(part.place ?? TextPlace(file: diagram.file, line: 1, column: 1), Self.words(part)))
        }
        if boards.isEmpty {
            guard let board else { throw .noBoard }
            boards = [(nil, board)]
        }
        for part in unknown { notes.append("\(part.place.map { "\($0): " } ?? "")\(Self.words(part)); it is left out") }
        let ids = boards.map { $0.part?.id ?? "" }
        let parts = diagram.parts.filter { part in !ids.contains(part.id) }
        let netlist = Netlist(
            boards: zip(ids, boards).map { ($0, $1.profile) },
            parts: parts.filter { part in !unknown.contains { $0.id == part.id } }, wires: diagram.wires)
        for problem in netlist.problems {
            notes.append("\(problem.place.map { "\($0): " } ?? "")\(problem.error); \(Self.consequence(problem.error))")
        }
        notes += AttributeNotes.lines(netlist.parts)
        var dealt = BoardCircuit.deal(netlist, boardCount: boards.count)
        for index in boards.indices {
            dealt.circuits[index].id = ids[index]
            dealt.circuits[index].drawing = Self.drawing(diagram, boards, own: index)
        }
        sites = zip(boards, dealt.circuits).map { Site(id: $1.id, profile: $0.profile, plan: $1) }
        bridges = dealt.bridges
        self.notes = notes
    }

    private static func profile(of type: String) throws(DiagramError) -> BoardProfile? {
        do {
            return try BoardProfile.load(wokwiType: type)
        } catch {
            throw .profile(error)
        }
    }

    private static func words(_ part: Part) -> String {
        let known = (try? BoardProfile.available.joined(separator: ", ")) ?? ""
        return "\(part.id): no board '\(part.type)' (there are \(known)); choose one with --board"
    }

    private static func consequence(_ error: BoardError) -> String {
        if case .part(.unknownType(let type)) = error { return "it does nothing" + PartTypes.hint(for: type) }
        return "the wire is left out"
    }

    /// Words in the types of Wokwi's microcontroller boards.
    private static let families = [
        "esp32", "esp8266", "esp-01", "pi-pico", "arduino", "nucleo", "stm32", "attiny", "franzininho", "xiao", "wemos",
        "tinypico", "m5stack", "rp2040", "badge", "nodemcu", "pyboard", "microbit", "board-perch",
    ]

    static func isMicrocontroller(_ type: String) -> Bool {
        (type.hasPrefix("board-") || type.hasPrefix("wokwi-")) && PartTypes.kind(of: type) == nil
            && families.contains { type.contains($0) }
    }

    private static func drawing(
        _ diagram: Diagram, _ boards: [(part: Part?, profile: BoardProfile)], own index: Int
    ) -> CircuitDrawing {
        let board = boards[index].part
        var drawing = CircuitDrawing()
        drawing.board = board?.position
        drawing.boardType = board?.type ?? ""
        var profiles: [String: BoardProfile] = [:]
        for (part, profile) in boards { if let part { profiles[part.id] = profile } }
        drawing.parts = diagram.parts.filter { $0.id != board?.id }.map { part in
            var drawn = PartDrawing(
                id: part.id, type: part.type, position: part.position ?? Part.Position(), attributes: part.attributes)
            drawn.outline = profiles[part.id].map { outline(of: $0) }
            return drawn
        }
        drawing.wires = diagram.wires.map { wire in
            func end(_ end: Wire.End) -> Wire.End {
                guard let profile = profiles[end.part] else { return end }
                let pin = profile.headerID(end.pin) ?? end.pin
                return end.part == board?.id ? Wire.End("", pin) : Wire.End(end.part, pin)
            }
            return WireDrawing(from: end(wire.from), to: end(wire.to), color: wire.color, path: wire.path)
        }
        return drawing
    }

    private static func outline(of profile: BoardProfile) -> BoardOutline {
        var counts: [String: Int] = [:]
        let picture = profile.picture
        let pins = picture.headers.joined().map { header in
            counts[header.label, default: 0] += 1
            let count = counts[header.label]!
            return BoardOutline.Pin(
                name: count == 1 ? header.label : "\(header.label).\(count)", position: BoardPoint(header.at))
        }
        return BoardOutline(
            widthMillimetres: picture.size.x, heightMillimetres: picture.size.y, title: profile.title, pins: pins)
    }
}

/// What keeps a diagram's boards from being built.
public enum DiagramError: Error, CustomStringConvertible {
    /// The diagram has no board, and nobody named one.
    case noBoard
    /// One board was named for a diagram that has several; their ids.
    case severalBoards([String])
    /// Something about the diagram.
    case board(BoardError)
    /// Something about a board's profile.
    case profile(ProfileError)

    /// In words.
    public var description: String {
        switch self {
        case .noBoard: "the diagram has no board"
        case .severalBoards(let ids):
            "the diagram has several boards (\(ids.joined(separator: ", "))): none can be chosen for all"
        case .board(let error): "\(error)"
        case .profile(let error): "\(error)"
        }
    }
}

extension Board {
    /// A board of a diagram at power on, with its share of the parts.
    public convenience init(
        _ site: DiagramBoards.Site, sizes: Sizes = Sizes(), files: any GuestFiles = NoFiles()
    ) throws(BoardError) {
        try self.init(profile: site.profile, sizes: sizes, files: files, plan: site.plan)
    }
}
