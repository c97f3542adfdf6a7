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

    /// What it says of the network.
    static func network(_ path: String) throws(Complaint) -> NetworkScript? {
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        let folder = URL(filePath: path).deletingLastPathComponent()
        do throws(YAMLError) {
            return try NetworkScript(yaml: String(decoding: bytes, as: UTF8.self), file: path) { name in
                FileManager.default.contents(atPath: folder.appending(path: name).path).map { [UInt8]($0) }
            }
        } catch {
            throw Complaint(.badInput, error.description)
        }
    }

    /// What the sketch's own `test.yaml` and a scenario say of the network; once, where they are the same file.
    static func networks(of sketch: Sketch, scenario: String?) throws(Complaint) -> [NetworkScript] {
        guard let scenario else { return [sketch.network].compactMap { $0 } }
        let own = sketch.path.map { URL(filePath: $0 + "/test.yaml").standardizedFileURL }
        let isOwn = own == URL(filePath: scenario).standardizedFileURL
        return [isOwn ? nil : sketch.network, try network(scenario)].compactMap { $0 }
    }
}
