import ArgumentParser
import Bench
import BoardProfiles
import Foundation

/// `perch size`: what importing a module costs.
struct SizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "size", abstract: "Measure what importing modules takes of the heap.",
        discussion: """
            For each module the least heap in which `import` passes, from .py (compiled on the board) and from .mpy (compiled by \
            `perch compile` before), and what stays live afterwards. Everything that it imports counts; it is looked for beside the module. \
            A PATH is a .py file, a package (a folder with __init__.py), or a folder, of which all modules but main.py and boot.py are measured.

            Keys of --limit: import (heap from .py), import-mpy (heap from .mpy), kept and kept-mpy. The exit code is 40 when one is exceeded.
            """)

    @Argument(help: "Modules, packages, or folders of them.")
    var paths: [String]

    @Option(help: ArgumentHelp("A name of `perch boards`, or a profile's path.", valueName: "name"))
    var board = "pico"

    @Option(help: ArgumentHelp("Fail above so many bytes: import=18000; may be repeated.", valueName: "key=bytes"))
    var limit: [SizeLimit] = []

    @Option(help: ArgumentHelp("Tell the change since this revision of git.", valueName: "revision"))
    var against: String?

    @Flag(help: "As JSON.")
    var json = false

    @Option(help: ArgumentHelp("Runs at a time; by default one a core.", valueName: "n"))
    var jobs: Int?

    func validate() throws {
        guard (jobs ?? 1) > 0 else { throw ValidationError("--jobs counts from 1") }
    }

    func run() throws {
        BugHandler.install()
        var exitCode = ExitCode.success
        try Complaint.reported {
            let table = try measure()
            StandardStreams.write(json ? try table.json() : table.text())
            for line in table.excesses { StandardStreams.note(line) }
            exitCode = table.exitCode
        }
        if exitCode != .success { throw exitCode }
    }

    func measure() throws -> SizeTable {
        let profile: BoardProfile
        do throws(ProfileError) { profile = try BoardProfile.load(board) } catch { throw Complaint(error) }
        let sizer = ModuleSizer(on: profile, workers: Workers(jobs ?? ProcessInfo.processInfo.activeProcessorCount))
        let modules = try paths.flatMap { try ModulePath.find($0) }
        let progress = ProgressLine()
        defer { progress.clear() }
        var rows: [SizeTable.Row] = []
        for module in modules {
            progress.show(module.name)
            var row = SizeTable.Row(module: module.title, now: SizeTable.costs(of: module, sizer))
            if let against {
                progress.show("\(module.name) at \(against)")
                let old = try GitRevision(against, folder: module.folder)
                row.before = SizeTable.costs(
                    of: ModulePath(name: module.name, folder: old.path, title: module.title), sizer)
            }
            rows.append(row)
        }
        return SizeTable(board: profile.name, rows: rows, limits: limit, against: against)
    }
}
