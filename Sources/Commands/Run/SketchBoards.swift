import Board
import BoardProfiles

/// The board that a sketch runs on: the one that the user named, else the diagram's, else what the sketch looks like; with the parts of
/// the diagram wired to it.
struct SketchBoards {
    /// The board that has the window and the console.
    let first: Board
    /// All boards of a diagram with several, and what each runs; nil for one board.
    let group: (boards: BoardGroup, programs: [Program])?

    init(_ sketch: Sketch, _ settings: RunSettings, console: any RunConsole) throws(Complaint) {
        let sizes = Board.Sizes(
            ram: settings.ram?.bytes, heap: settings.heap?.bytes, stack: settings.stack?.bytes)
        if !settings.quiet { for note in sketch.notes { console.note(note) } }
        let named = try settings.board.map { name throws(Complaint) in try Self.profile(name) }
        guard let diagram = sketch.diagram else {
            let guess = named == nil ? try Self.guess(sketch, settings, console) : nil
            let profile = named ?? guess!
            first = try Self.usage { () throws(BoardError) in
                try Board(
                    profile: profile, ram: sizes.ram, heap: sizes.heap, stack: sizes.stack, files: sketch.files)
            }
            group = nil
            return
        }
        let boards = try Self.boards(of: diagram, named, sketch, settings, console)
        if !settings.quiet { for note in boards.notes { console.note(note) } }
        guard boards.sites.count > 1 else {
            first = try Self.usage { () throws(BoardError) in
                try Board(boards.sites[0], sizes: sizes, files: sketch.files)
            }
            group = nil
            return
        }
        let sketches = boards.sites.map { sketch.own(board: $0.id) }
        let made = try Self.usage { () throws(BoardError) in
            try BoardGroup(boards, sizes: sizes, files: sketches.map(\.files))
        }
        first = made.boards[0]
        group = (made, sketches.map(\.program))
    }

    private static func boards(
        of diagram: Diagram, _ named: BoardProfile?, _ sketch: Sketch, _ settings: RunSettings,
        _ console: any RunConsole
    ) throws(Complaint) -> DiagramBoards {
        var board = named
        while true {
            do throws(DiagramError) {
                return try DiagramBoards(diagram, board: board)
            } catch {
                guard case .noBoard = error, board == nil else {
                    if case .severalBoards = error { throw Complaint(.usage, "--board: \(error)") }
                    throw Complaint(.badInput, "\(error)")
                }
                board = try guess(sketch, settings, console)
            }
        }
    }

    private static func guess(
        _ sketch: Sketch, _ settings: RunSettings, _ console: any RunConsole
    ) throws(Complaint) -> BoardProfile {
        let guess = BoardGuess(reading: sketch.text)
        if !settings.quiet { console.note(guess.description) }
        return try profile(guess.board)
    }

    private static func profile(_ name: String) throws(Complaint) -> BoardProfile {
        do throws(ProfileError) {
            return try BoardProfile.load(name)
        } catch {
            throw Complaint(error)
        }
    }

    private static func usage<Made>(_ make: () throws(BoardError) -> Made) throws(Complaint) -> Made {
        do throws(BoardError) {
            return try make()
        } catch {
            throw Complaint(.usage, error.description)
        }
    }
}
