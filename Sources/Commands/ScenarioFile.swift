import ArgumentParser
import Bench
import Foundation
import StrictYAML

/// A scenario from the command line.
enum ScenarioFile {
    static func read(_ path: String) throws(Complaint) -> Scenario {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Complaint(
                .missingInput, "--scenario: \(path) cannot be read; give the path of a scenario's YAML file")
        }
        do throws(YAMLError) {
            return try Scenario(reading: String(decoding: bytes, as: UTF8.self), file: path)
        } catch {
            throw Complaint(.badInput, error.description)
        }
    }
}
