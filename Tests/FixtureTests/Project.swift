import Bench
import Board
import BoardProfiles
import Fabric
import Foundation
import TestBench
import Yams

/// A folder of `Fixtures/Projects`; its README says what the files hold.
struct Project {
    struct Settings: Decodable {
        /// The boards to run it on; a project with a `diagram.json` has its own.
        let boards: [String]?
        /// Virtual milliseconds.
        let `for`: Double
        /// `finished`: the program must end by itself before that.
        let end: String?
        let parts: [PartEntry]?
        let stimuli: [Stimulus]?
        /// Parts whose display is compared with `<part>.txt` at the end.
        let displays: [String]?
        /// What a person must see of parts at the end.
        let outputs: [OutputEntry]?
        /// What Perch must say of the diagram and the run, nothing else.
        let notes: [String]?
    }

    struct PartEntry: Decodable {
        let type: String
        let id: String
        let attributes: [String: String]?
        let wires: [String: String]
    }

    struct OutputEntry: Decodable {
        let part: String
        let name: String
        let value: Double
        let tolerance: Double?
    }

    struct Stimulus: Decodable {
        /// Virtual milliseconds.
        let at: Double
        let part: String
        let control: String
        let value: Double
    }

    let name: String
    let settings: Settings
    /// What its network answers, says and must hear.
    let network: NetworkScript?
    let expectedText: String
    let expectations: [PinExpectation]

    init(_ name: String) throws {
        self.name = name
        let folder = "Fixtures/Projects/\(name)"
        let yaml = Repository.text("\(folder)/test.yaml")
        settings = try YAMLDecoder().decode(Settings.self, from: yaml)
        network = try NetworkScript(yaml: yaml, file: "\(folder)/test.yaml") { name in
            Array(Repository.text("\(folder)/\(name)").utf8)
        }
        expectedText = Repository.text("\(folder)/expected.txt")
        expectations = try PinExpectation.read(Repository.text("\(folder)/edges.txt"))
    }

    /// What the display of a part must show: rows of text, or a `PaintedPicture`.
    func picture(of part: String) -> String { Repository.text("Fixtures/Projects/\(name)/\(part).txt") }

    static func instant(_ milliseconds: Double) -> Instant { .microseconds(UInt64(milliseconds * 1000)) }

    /// The boards to run it on.
    var boards: [String] { settings.boards ?? ["its own board"] }

    /// The board with everything wired and planned, not run yet, and what was odd about its diagram.
    func makeBoard(_ boardName: String) throws -> (board: Board, program: Program, notes: [String]) {
        let folder = try SketchFolder(Repository.path("Fixtures/Projects/\(name)"))
        let (board, notes) = try settings.boards == nil ? ownBoard(folder) : (board(boardName, folder), [])
        if let internet = board.internet { network?.apply(to: internet) }
        for stimulus in settings.stimuli ?? [] {
            try board.plan(
                at: Self.instant(stimulus.at), part: stimulus.part, control: stimulus.control, to: stimulus.value)
        }
        return (board, try .project(folder), notes)
    }

    private func diagram() throws -> Diagram {
        let text = Repository.text("Fixtures/Projects/\(name)/diagram.json")
        return try Diagram.read(Array(text.utf8), file: "diagram.json")
    }

    /// The types of its parts, boards among them.
    var partTypes: [String] {
        get throws { try settings.boards == nil ? diagram().parts.map(\.type) : (settings.parts ?? []).map(\.type) }
    }

    private func ownBoard(_ folder: SketchFolder) throws -> (Board, [String]) {
        let diagram = try DiagramBoards(diagram())
        return (try Board(diagram.sites[0], files: folder), diagram.notes)
    }

    private func board(_ boardName: String, _ folder: SketchFolder) throws -> Board {
        let custom = CustomParts(in: folder)
        let parts = (settings.parts ?? []).map { part in
            // In order of name: a dictionary has none of its own.
            let wires = part.wires.sorted { $0.key < $1.key }.map { (pin: $0.key, to: $0.value) }
            var made = Part(part.type, id: part.id, attributes: part.attributes ?? [:], wires: wires)
            made.kind = custom.kind(of: part.type)
            return made
        }
        return try Board(profile: BoardProfile.load(boardName), files: folder, parts: parts)
    }

    var limits: RunLimits {
        var limits = RunLimits(until: Self.instant(settings.for))
        limits.endsIdleRuns = false
        return limits
    }
}
