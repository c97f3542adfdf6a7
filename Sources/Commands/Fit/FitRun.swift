import Bench
import Board
import BoardProfiles
import Foundation

/// One `perch fit`: the same sketch on each of some boards.
struct FitRun {
    private let sketch: Sketch
    private let profiles: [BoardProfile]
    private let scenario: Scenario?
    private let networks: [NetworkScript]
    private let command: FitCommand
    /// The boards were named, so that it is an error when the sketch does not fit.
    private let isDemand: Bool

    /// - Parameter tells: says a line to the user.
    init(_ command: FitCommand, tells: (String) -> Void) throws(Complaint) {
        self.command = command
        if let code = command.code {
            sketch = try Sketch(code: code)
        } else {
            sketch = try Sketch(path: command.path ?? ".")
        }
        scenario = try command.scenario.map { path throws(Complaint) in try ScenarioFile.read(path) }
        networks = try ScenarioFile.networks(of: sketch, scenario: command.scenario)
        isDemand = !command.board.isEmpty && !command.board.contains("all")
        do throws(ProfileError) {
            var names = command.board
            if names.contains("all") { names = try BoardProfile.available }
            if names.isEmpty, let diagram = sketch.diagram, let boards = try? DiagramBoards(diagram) {
                names = [boards.sites[0].profile.name]
            }
            if names.isEmpty {
                let guess = BoardGuess(reading: sketch.text)
                tells(guess.description)
                names = [guess.board]
            }
            var profiles: [BoardProfile] = []
            for name in names { profiles.append(try BoardProfile.load(name)) }
            self.profiles = profiles
        } catch {
            throw Complaint(error)
        }
    }

    /// Searches on each board, one after the other.
    func table() throws(Complaint) -> FitTable {
        var rows: [FitTable.Row] = []
        let progress = ProgressLine()
        for profile in profiles {
            var fit = Fit(subject(profile), on: profile, workers: Workers(jobs))
            fit.isExact = command.exact
            fit.progress = { count in progress.show("\(profile.name): run \(count)") }
            do throws(FitRefusal) {
                rows.append(FitTable.Row(board: profile.name, result: .success(try fit.find())))
            } catch {
                progress.clear()
                // Of one board there is nothing but this to say.
                if profiles.count == 1 { throw FitTable.complaint(error, on: profile.name, path: command.path) }
                rows.append(FitTable.Row(board: profile.name, result: .failure(error)))
            }
        }
        progress.clear()
        return FitTable(
            sketch: command.path ?? "-c", length: command.length, rows: rows, isDemand: isDemand)
    }

    private var jobs: Int { command.jobs ?? ProcessInfo.processInfo.activeProcessorCount }

    private func subject(_ profile: BoardProfile) -> FitSubject {
        let (files, diagram, networks) = (sketch.files, sketch.diagram, networks)
        var subject = FitSubject(program: sketch.program, length: command.length.picoseconds) {
            heapBytes throws(BoardError) in
            let ram = profile.ram.staticBytes + profile.ram.stack.bytes + heapBytes
            // The circuit matters: a sketch waits for its parts, and reads from them. So does the network.
            let board: Board
            if let diagram, let boards = try? DiagramBoards(diagram, board: profile) {
                board = try Board(boards.sites[0], sizes: Board.Sizes(ram: ram), files: files)
            } else {
                board = try Board(profile: profile, ram: ram, files: files)
            }
            if let internet = board.internet { for network in networks { network.apply(to: internet) } }
            return board
        }
        subject.scenario = scenario
        subject.ignoresOutput = command.anyOutput
        return subject
    }
}
