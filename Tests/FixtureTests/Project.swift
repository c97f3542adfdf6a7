import Board
import BoardProfiles
import Fabric
import Foundation
import TestBench
import Yams

/// A folder of `Fixtures/Projects`; its README says what the files hold.
struct Project {
    struct Settings: Decodable {
        let boards: [String]
        /// Virtual milliseconds.
        let `for`: Double
        /// `finished`: the program must end by itself before that.
        let end: String?
        let parts: [PartEntry]?
        let stimuli: [Stimulus]?
        /// Parts whose display is compared with `<part>.txt` at the end.
        let displays: [String]?
        /// What Perch must say of the run, nothing else.
        let notes: [String]?
    }

    struct PartEntry: Decodable {
        let type: String
        let id: String
        let attributes: [String: String]?
        let wires: [String: String]
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
    let expectedText: String
    let expectations: [PinExpectation]

    init(_ name: String) throws {
        self.name = name
        let folder = "Fixtures/Projects/\(name)"
        settings = try YAMLDecoder().decode(Settings.self, from: Repository.text("\(folder)/test.yaml"))
        expectedText = Repository.text("\(folder)/expected.txt")
        expectations = try PinExpectation.read(Repository.text("\(folder)/edges.txt"))
    }

    /// What the display of a part must show, row by row.
    func picture(of part: String) -> String { Repository.text("Fixtures/Projects/\(name)/\(part).txt") }

    static func instant(_ milliseconds: Double) -> Instant { .microseconds(UInt64(milliseconds * 1000)) }

    /// The board with everything wired and planned, not run yet.
    func makeBoard(_ boardName: String) throws -> (board: Board, program: Program) {
        let folder = try SketchFolder(Repository.path("Fixtures/Projects/\(name)"))
        let custom = CustomParts(in: folder)
        let parts = (settings.parts ?? []).map { part in
            // In order of name: a dictionary has none of its own.
            let wires = part.wires.sorted { $0.key < $1.key }.map { (pin: $0.key, to: $0.value) }
            var made = Part(part.type, id: part.id, attributes: part.attributes ?? [:], wires: wires)
            made.kind = custom.kind(of: part.type)
            return made
        }
        let board = try Board(profile: BoardProfile.load(boardName), files: folder, parts: parts)
        for stimulus in settings.stimuli ?? [] {
            try board.plan(
                at: Self.instant(stimulus.at), part: stimulus.part, control: stimulus.control, to: stimulus.value)
        }
        return (board, try .project(folder))
    }

    var limits: RunLimits {
        var limits = RunLimits(until: Self.instant(settings.for))
        limits.endsIdleRuns = false
        return limits
    }
}
