import ArgumentParser

/// `perch bench`: how fast Perch runs programs, beside another MicroPython.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Time programs, beside another MicroPython.",
        discussion: """
            Each program times its own work and prints `name milliseconds checksum`. With --peer, Perch and the other one take \
            turns, and begin in turn, so that a busy machine slows both. The table shows medians over the rounds. It is an \
            error when the two disagree on a checksum.
            """)

    @Argument(help: "Programs, or folders of them.")
    var paths: [String]

    @Option(help: ArgumentHelp("Another MicroPython to run them with.", valueName: "path"))
    var peer: String?

    @Option(help: ArgumentHelp("How often each runs.", valueName: "n"))
    var rounds = 3

    @Option(help: ArgumentHelp("Heap of the guest; the unix port's 1M without it.", valueName: "size"))
    var heap: ByteSize?

    @Flag(help: "Time the translator and the allocator by themselves, on what the programs ask of them.")
    var engine = false

    func validate() throws {
        guard (1...1000).contains(rounds) else { throw ValidationError("--rounds goes from 1 to 1000") }
    }

    func run() throws {
        try Complaint.reported {
            if engine {
                let programs = try BenchmarkProgram.load(paths)
                let sources = programs.map { (name: $0.path, source: String(decoding: $0.source, as: UTF8.self)) }
                return StandardStreams.write(try EngineBenchmark(programs: sources).text())
            }
            let rows = try BenchmarkProgram.load(paths).map { try measure($0) }
            StandardStreams.write(BenchmarkTable(rows: rows, hasPeer: peer != nil).text)
        }
    }

    private func measure(_ program: BenchmarkProgram) throws(Complaint) -> BenchmarkTable.Row {
        var name = ""
        var times: (perch: [Double], peer: [Double]) = ([], [])
        for round in 0..<rounds {
            var theirs: BenchmarkProgram.Sample?
            if let peer, round % 2 == 1 { theirs = try program.run(withPeer: peer) }
            let ours = try program.runWithPerch(heap: heap)
            if let peer, round % 2 == 0 { theirs = try program.run(withPeer: peer) }
            name = ours.name
            times.perch.append(ours.milliseconds)
            guard let theirs else { continue }
            guard theirs.checksum == ours.checksum else {
                throw Complaint(
                    .failed, "\(program.path): checksum \(ours.checksum), but \(theirs.checksum) with \(peer!)")
            }
            times.peer.append(theirs.milliseconds)
        }
        return BenchmarkTable.Row(name: name, perchMilliseconds: times.perch, peerMilliseconds: times.peer)
    }
}
