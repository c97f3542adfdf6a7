import ArgumentParser

/// Why a command cannot do its work: one clear line for stderr that names the remedy, and the exit code.
struct Complaint: Error, Equatable, CustomStringConvertible {
    let exitCode: ExitCode
    let description: String

    init(_ exitCode: ExitCode, _ words: String) {
        self.exitCode = exitCode
        description = words
    }
}

extension Complaint {
    /// Runs a command's body; a complaint becomes a line on stderr and the exit code.
    static func reported(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let complaint as Complaint {
            StandardStreams.note(complaint.description)
            throw complaint.exitCode
        }
    }
}
