import ArgumentParser
import Bench
import Board
import BoardProfiles
import Fabric
import Internet
import MicroPython
import Window

/// One `perch run`: a board with a sketch on it, the terminal on one side and the files on the other.
final class SketchRun {
    private let settings: RunSettings
    private let console: any RunConsole
    private let sketch: Sketch
    private let board: Board
    /// The boards of a diagram with several; the first of them is `board`.
    private let group: (boards: BoardGroup, programs: [Program])?
    private let serialLog: OutputFile?
    private let vcd: OutputFile?
    private let wav: OutputFile?
    private let card: CardImage?
    private let screenshot: OutputFile?
    private let memory: RunMemory
    private let scenario: ScenarioPlayer?
    /// What is declared of the network.
    private let networks: [NetworkScript]
    private var expectation: SerialExpectation
    private var window: BoardWindow?
    private var pace: Pace
    private var isClosed = false

    /// Builds the board and opens the files; what cannot be is said before anything runs.
    init(_ sketch: Sketch, _ settings: RunSettings, console: any RunConsole) throws(Complaint) {
        self.sketch = sketch
        self.settings = settings
        self.console = console
        let boards = try SketchBoards(sketch, settings, console: console)
        board = boards.first
        group = boards.group
        networks = try ScenarioFile.networks(of: sketch, scenario: settings.scenario)
        if let internet = group?.boards.internet ?? board.internet {
            for network in networks { network.apply(to: internet) }
        }
        serialLog = try Self.open(settings.serialLogFile, "--serial-log-file")
        vcd = try Self.open(settings.vcdFile, "--vcd-file")
        wav = try Self.open(settings.wavFile, "--wav-file")
        card = try settings.sdCard.map { path throws(Complaint) in try CardImage(path, into: boards.first) }
        screenshot = try Self.open(settings.screenshot, "--screenshot")
        board.showsHeap = settings.heapMap
        memory = try RunMemory(board, settings, program: sketch.title)
        scenario = try Self.scenario(settings, board, console)
        expectation = SerialExpectation(expected: settings.expectText, forbidden: settings.failText)
        let isWatched = console.isTerminal || settings.window || settings.repl
        board.hasConsole = settings.repl
        pace = Pace(settings.speed ?? (isWatched ? .times(1) : .unlimited), since: console.nanoseconds)
        if settings.window {
            do throws(WindowError) {
                window = try BoardWindow.open(board.snapshot())
            } catch {
                throw Complaint(.usage, "--window: \(error)")
            }
        }
    }

    /// The network around the boards; nil where none has Wi-Fi.
    private var internet: Internet? { group?.boards.internet ?? board.internet }

    private static func open(_ path: String?, _ option: String) throws(Complaint) -> OutputFile? {
        guard let path else { return nil }
        return try OutputFile(path: path, option: option)
    }

    private static func scenario(
        _ settings: RunSettings, _ board: Board, _ console: any RunConsole
    ) throws(Complaint) -> ScenarioPlayer? {
        guard let path = settings.scenario else { return nil }
        let scenario = try ScenarioFile.read(path)
        let player: ScenarioPlayer
        do throws(ScenarioError) {
            player = try ScenarioPlayer(scenario, on: board)
        } catch {
            throw Complaint(.badInput, error.description)
        }
        player.goesOn = settings.length != nil
        player.photographer = { ScenarioPictures.take(of: board, part: $0, saveTo: $1, compareWith: $2) }
        return player
    }

    // MARK: Running

    /// Runs the sketch to its end or a limit; writes the files.
    func run() -> ExitCode {
        board.serial.addSink { [unowned self] _, bytes in receive(bytes) }
        let recorder = vcd.map { file in PinRecorder(board) { file.write($0) } }
        board.hostInterval = pace.hostInterval
        board.host = { [unowned self] _ in attend() }
        // What a pipe or file holds already arrives before the first line runs, whatever the speed.
        takeInput(waitingAtMost: 0)
        let end = runBoards()
        scenario?.finish()
        let code = report(end)
        if window != nil && !isClosed && settings.length == nil && settings.timeout == nil { keepWindow() }
        recorder?.finish(at: board.now)
        for note in Recordings(folder: sketch.path).write(group?.boards.boards ?? [board]) { console.note(note) }
        if let wav {
            if let sound = board.soundRecording {
                wav.write(sound)
            } else {
                console.note("--wav-file: nothing was played")
            }
        }
        if let note = card?.save() { console.note(note) }
        screenshot?.write(BoardScene.render(snapshot()).png())
        return code
    }

    /// The first board's end decides, unless another one fails.
    private func runBoards() -> RunEnd {
        guard let group else { return board.run(sketch.program, limits: limits) }
        for other in group.boards.boards.dropFirst() {
            var line: [UInt8] = []
            let name = other.name
            other.serial.addSink { [unowned self] _, bytes in
                for byte in bytes {
                    line.append(byte)
                    guard byte == 0x0A else { continue }
                    // Each line of another board's says whose it is.
                    (Array("\(name): ".utf8) + line).withUnsafeBytes { receive($0) }
                    line.removeAll()
                }
            }
        }
        let ends = group.boards.run(group.programs, limits: limits)
        let failed = ends.first { if case .uncaught = $0 { true } else { false } }
        return failed ?? ends[0]
    }

    private var isWatched: Bool { console.isTerminal || settings.window || settings.repl }
    private var isInputOver: Bool { hasLeft || (!console.isInputOpen && !settings.window) }
    /// The key was pressed that ends the prompt.
    private var hasLeft = false

    private var limits: RunLimits {
        let spans = [settings.length, settings.timeout].compactMap { $0?.picoseconds }
        let limit = spans.min() ?? (isWatched ? nil : RunSettings.defaultTimeout.picoseconds)
        var limits = RunLimits(until: limit.map { .zero + $0 })
        // Who asked for a length of time wants it to pass; who looks on may still press something.
        let isTyping = (console.isTerminal || settings.repl) && console.isInputOpen
        limits.endsIdleRuns = settings.length == nil && !settings.window && !isTyping
        return limits
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) {
        console.write(bytes)
        serialLog?.write(bytes)
        if expectation.verdict == nil, expectation.receive(bytes) != nil { board.stop() }
    }

    // MARK: Attending to the host

    /// Called by the board in regular steps of virtual time.
    private func attend() {
        takeInput(waitingAtMost: 0)
        if let window { attend(to: window) }
        while !isClosed && !pace.isDue(board.now, at: console.nanoseconds) {
            takeInput(waitingAtMost: pace.wait(until: board.now, at: console.nanoseconds))
            if let window, pace.isFrameDue(at: console.nanoseconds) { attend(to: window) }
            if console.interruptCount > handledInterrupts { takeInterrupts() }
        }
    }

    private var handledInterrupts = 0

    private func takeInput(waitingAtMost nanoseconds: UInt64) {
        let bytes = console.read(waitingAtMost: nanoseconds)
        if settings.repl, let end = bytes.firstIndex(of: Self.exitKey) {
            board.serial.send(bytes[..<end])
            hasLeft = true
            board.isInputOver = true
            // Before it runs nothing is to be stopped: the prompt ends when it has read what was typed.
            if board.now > .zero { close() }
            return
        }
        if !bytes.isEmpty { board.serial.send(bytes) }
        board.isInputOver = isInputOver
        takeInterrupts()
    }

    private func takeInterrupts() {
        guard console.interruptCount > handledInterrupts else { return }
        handledInterrupts = console.interruptCount
        if handledInterrupts == 1 { board.serial.send([3]) } else { close() }
    }

    /// Control-], mpremote's key.
    private static let exitKey: UInt8 = 0x1D

    private func close() {
        isClosed = true
        board.stop()
    }

    private func attend(to window: BoardWindow) {
        window.present(snapshot())
        take(window.poll())
        pace.frameShown(at: console.nanoseconds)
    }

    private func take(_ inputs: [BoardInput]) {
        for input in inputs {
            switch input {
            case .close: close()
            case .pause: pace.pause(at: board.now, console.nanoseconds)
            case .resume: pace.resume(at: board.now, console.nanoseconds)
            case .speed(let factor):
                pace.setFactor(factor, at: board.now, console.nanoseconds)
                board.hostInterval = pace.hostInterval
            case .press, .release, .set, .serial, .showHeap:
                do throws(BoardError) { try owner(of: input).apply(input) } catch { console.note("\(error)") }
            }
        }
    }

    /// The board that a part hangs on.
    private func owner(of input: BoardInput) -> Board {
        guard let group else { return board }
        switch input {
        case .press(let id), .release(let id), .set(let id, _, _):
            return group.boards.boards.first { (try? $0.device(id)) != nil } ?? board
        case .serial, .close, .pause, .resume, .speed, .showHeap: return board
        }
    }

    /// The last picture stays until the user closes it.
    private func keepWindow() {
        guard let window else { return }
        while !isClosed && console.interruptCount == handledInterrupts {
            window.present(snapshot())
            for input in window.poll() where input == .close { isClosed = true }
            window.waitFrame()
        }
    }

    private func snapshot() -> BoardSnapshot {
        var snapshot = board.snapshot()
        // Parts that hang on other boards lie on the same desk.
        for other in group?.boards.boards.dropFirst() ?? [] { snapshot.parts += other.snapshot().parts }
        snapshot.speed = pace.factor
        if pace.isPaused { snapshot.state = .paused }
        return snapshot
    }

    // MARK: The end

    /// Says what there is to say of the end, and what it means for the exit code.
    private func report(_ end: RunEnd) -> ExitCode {
        let verdict = RunVerdict(
            end: end, expectation: expectation, scenario: scenario?.outcome, settings: settings,
            memoryFailure: board.memoryFailure,
            interrupts: handledInterrupts, boardName: board.profile.name, stackBytes: board.ram.stackLimitBytes)
        let excesses = memory.finish(end)
        for line in excesses { console.note(line) }
        // The network's stand among those of a board that is in it.
        let more = board.internet == nil ? internet?.notes ?? [] : []
        if !settings.quiet { for line in board.notes + more { console.note(line) } }
        for line in verdict.notes where verdict.exitCode != .success || !settings.quiet { console.note(line) }
        guard excesses.isEmpty else { return .memoryLimit }
        let missed = internet.map { internet in networks.flatMap { $0.complaints(about: internet) } } ?? []
        for line in missed { console.note(line) }
        return missed.isEmpty || verdict.exitCode != .success ? verdict.exitCode : .failed
    }
}
