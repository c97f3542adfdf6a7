import ArgumentParser
import Foundation
import TestBench

@testable import Commands

/// What a `perch run` did.
struct RunReport {
    let exitCode: Int32
    let serial: String
    /// Perch's own words.
    let notes: [String]
    let console: ScriptedConsole
}

/// Runs `perch run` with these arguments in this process.
func perchRun(_ arguments: [String], console: ScriptedConsole = ScriptedConsole()) throws -> RunReport {
    let command = try RunCommand.parse(arguments)
    var code: Int32
    do {
        code = try SketchRun(command.sketch(), command.settings, console: console).run().rawValue
    } catch {
        console.note(error.description)
        code = error.exitCode.rawValue
    }
    return RunReport(exitCode: code, serial: console.text, notes: console.notes, console: console)
}

/// A folder that is there for one test.
final class TemporaryFolder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = NSTemporaryDirectory() + "perch-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
