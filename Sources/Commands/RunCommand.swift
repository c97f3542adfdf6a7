import ArgumentParser

/// `perch run`: a sketch on a board. Option names are wokwi-cli's where it has one.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a sketch on a board.",
        discussion: """
            What the board sends goes to stdout, stdin goes to the board, Perch's own words to stderr. Times are virtual: \
            10s, 250ms, 2m; a bare number is milliseconds. In a terminal or a window a run takes real time, else as little \
            as it can, and stops after 30 s of virtual time when it has no limit of its own.

            \(ExitCode.table)
            """)

    @Argument(help: "A .py file, a folder with main.py, or the diagram.json in one.")
    var path: String?

    @Option(name: .customShort("c"), help: ArgumentHelp("Run this program text.", valueName: "code"))
    var code: String?

    @Flag(
        name: [.customShort("i"), .customLong("repl")],
        help: "Afterwards the board's prompt; Ctrl-] ends. The console is as on the wire.")
    var repl = false

    @Option(
        help: ArgumentHelp(
            "A name of `perch boards`, or a profile's path; without it, the diagram's, else read off the sketch.",
            valueName: "name"))
    var board: String?

    @Option(help: ArgumentHelp("The circuit; without it, the diagram.json beside the sketch.", valueName: "file"))
    var diagramFile: String?

    @Option(help: ArgumentHelp("All RAM of the chip: 16K.", valueName: "size"))
    var ram: ByteSize?

    @Option(help: ArgumentHelp("The heap alone: 12K.", valueName: "size"))
    var heap: ByteSize?

    @Option(help: ArgumentHelp("The C stack, which limits recursion: 8K.", valueName: "size"))
    var stack: ByteSize?

    @Option(name: .customLong("for"), help: ArgumentHelp("Run so much virtual time, then pass.", valueName: "time"))
    var length: TimeSpan?

    @Option(help: ArgumentHelp("Fail with 42 when it has not finished by then.", valueName: "time"))
    var timeout: TimeSpan?

    @Option(help: ArgumentHelp("Pass as soon as a line contains it; fail when none does.", valueName: "text"))
    var expectText: String?

    @Option(help: ArgumentHelp("Fail as soon as a line contains it.", valueName: "text"))
    var failText: String?

    @Option(
        help: ArgumentHelp(
            "Play these steps and pass when all are done: Wokwi's scenarios, and more; see the README.",
            valueName: "file"))
    var scenario: String?

    @Flag(help: "Show the board in a window.")
    var window = false

    @Option(help: ArgumentHelp("Virtual seconds per second: 1, 0.1, or max.", valueName: "factor"))
    var speed: RunSpeed?

    @Option(help: ArgumentHelp("Write pin changes, for GTKWave or PulseView.", valueName: "file"))
    var vcdFile: String?

    @Option(help: ArgumentHelp("Write what an I2S amplifier played, as WAV.", valueName: "file"))
    var wavFile: String?

    @Option(
        help: ArgumentHelp(
            "An SD card's image: in the diagram's microsd-card, else in the board's own socket. What the sketch writes is in the file afterwards.",
            valueName: "file"))
    var sdCard: String?

    @Option(help: ArgumentHelp("Draw the board at the end of the run, as PNG.", valueName: "file"))
    var screenshot: String?

    @Option(
        help: ArgumentHelp(
            "Fail with 40 when more bytes are live after a collection or at the end: 12K.", valueName: "size"))
    var maxLive: ByteSize?

    @Option(help: ArgumentHelp("Fail with 40 when calls take more of the stack: 2K.", valueName: "size"))
    var maxStack: ByteSize?

    @Option(help: ArgumentHelp("Write where the memory went: a .txt, .json or .html file.", valueName: "file"))
    var memoryReport: String?

    @Flag(help: "Show the map of the heap, in the window and in the picture.")
    var heapMap = false

    @Option(help: ArgumentHelp("Write what the board sends to a file too.", valueName: "file"))
    var serialLogFile: String?

    @Flag(name: .shortAndLong, help: "Nothing on stderr but errors.")
    var quiet = false

    func validate() throws {
        if path == nil && code == nil && repl { return }
        guard (path == nil) != (code == nil) else {
            throw ValidationError(path == nil ? "give a PATH, -c with a program, or -i" : "give a PATH or -c, not both")
        }
    }

    var settings: RunSettings {
        RunSettings(
            board: board, ram: ram, heap: heap, stack: stack, length: length, timeout: timeout, expectText: expectText,
            failText: failText, scenario: scenario, window: window, speed: speed, vcdFile: vcdFile, wavFile: wavFile,
            sdCard: sdCard, screenshot: screenshot,
            serialLogFile: serialLogFile, maxLive: maxLive, maxStack: maxStack, memoryReport: memoryReport,
            heapMap: heapMap, repl: repl, quiet: quiet)
    }

    func run() throws {
        BugHandler.install()
        let code = try runSketch()
        if code != .success { throw code }
    }

    /// Apart, so that console and files are closed before the process exits.
    private func runSketch() throws -> ExitCode {
        var exitCode = ExitCode.success
        try Complaint.reported {
            exitCode = try SketchRun(sketch(), settings, console: ProcessConsole(takesKeys: repl)).run()
        }
        return exitCode
    }

    /// What it is to run.
    func sketch() throws(Complaint) -> Sketch {
        if let code { return try Sketch(code: code, diagramFile: diagramFile) }
        guard let path else { return Sketch() }
        return try Sketch(path: path, diagramFile: diagramFile)
    }
}
