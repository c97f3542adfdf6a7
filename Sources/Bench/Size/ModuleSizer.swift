import Board
import BoardProfiles
import Fabric
import MicroPython

/// What importing a module takes.
public struct ImportCost: Equatable, Encodable, Sendable {
    /// The least heap in which the import passes.
    public var heapBytes: Int
    /// What stays of it: live bytes after the import, less those of an empty program.
    public var keptBytes: Int
}

/// Measures what importing modules takes on a board: as `import` in a program of its own.
public struct ModuleSizer: Sendable {
    private let profile: BoardProfile
    private let workers: Workers

    /// On a board; all sizes are those of its firmware.
    public init(on profile: BoardProfile, workers: Workers) {
        self.profile = profile
        self.workers = workers
    }

    /// What one module takes.
    ///
    /// - Parameter files: where it lies, and whatever it imports.
    public func cost(of module: String, in files: any GuestFiles & Sendable) throws(FitRefusal) -> ImportCost {
        let subject = subject("import \(module)\n", files)
        var fit = Fit(subject, on: profile, workers: workers)
        fit.isLeastOnly = true
        let found = try fit.find()
        let live = liveBytes(after: subject) - liveBytes(after: self.subject("pass\n", NoFiles()))
        return ImportCost(heapBytes: found.passesFrom.heapBytes, keptBytes: max(0, live))
    }

    private func subject(_ source: String, _ files: any GuestFiles & Sendable) -> FitSubject {
        let profile = profile
        return FitSubject(program: .source(source), length: .seconds(60)) { heapBytes throws(BoardError) in
            let ram = profile.ram.staticBytes + profile.ram.stack.bytes + heapBytes
            return try Board(profile: profile, ram: ram, files: files)
        }
    }

    /// Live bytes when a program has ended, with plenty of memory.
    private func liveBytes(after subject: FitSubject) -> Int {
        let results = workers.map([subject]) { subject in
            guard let board = try? subject.makeBoard(FitReference.largestBytes) else { return 0 }
            var bytes = 0
            board.watchGuest(begins: { _ in }, ends: { bytes = $0.liveBytes })
            _ = board.run(subject.program, limits: RunLimits(until: .zero + subject.length))
            return bytes
        }
        return (results.first ?? nil) ?? 0
    }
}
