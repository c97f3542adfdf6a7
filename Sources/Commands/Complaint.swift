import ArgumentParser
import BoardProfiles

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
    /// What is wrong with a board's name, or with the file of a profile.
    init(_ error: ProfileError) {
        // A name is the command line's; a file's words are the file's.
        let isName = error.file == nil
        let remedy = isName && !error.problem.contains("there are") ? "; `perch boards` lists all" : ""
        self.init(isName ? .usage : .badInput, error.description + remedy)
    }

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
