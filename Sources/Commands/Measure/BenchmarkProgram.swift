import Foundation

/// A Python program that times itself and prints `name milliseconds checksum`.
struct BenchmarkProgram {
    let path: String
    let source: [UInt8]

    /// What one run of it said.
    struct Sample: Equatable {
        let name: String
        let milliseconds: Double
        /// The result of its work: two interpreters that did the same work agree on it.
        let checksum: String

        /// Reads the last line of that form.
        init?(text: String) {
            for line in text.split(whereSeparator: \.isNewline).reversed() {
                let words = line.split(separator: " ").map(String.init)
                guard words.count >= 3, let milliseconds = Double(words[1]) else { continue }
                name = words[0]
                self.milliseconds = milliseconds
                checksum = words[2...].joined(separator: " ")
                return
            }
            return nil
        }
    }

    /// The programs of files and folders, in the order given, a folder's by name.
    static func load(_ paths: [String]) throws(Complaint) -> [BenchmarkProgram] {
        var programs: [BenchmarkProgram] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw Complaint(.missingInput, "\(path): no such file or folder")
            }
            let names = isFolder.boolValue ? ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []) : []
            let files =
                isFolder.boolValue ? names.filter { $0.hasSuffix(".py") }.sorted().map { "\(path)/\($0)" } : [path]
            guard !files.isEmpty else { throw Complaint(.missingInput, "\(path): this folder has no .py file") }
            for file in files {
                guard let bytes = FileManager.default.contents(atPath: file) else {
                    throw Complaint(.missingInput, "\(file): cannot be read; check its permissions")
                }
                programs.append(BenchmarkProgram(path: file, source: Array(bytes)))
            }
        }
        return programs
    }

    /// Runs it with Perch, in this process.
    func runWithPerch(heap: ByteSize?) throws(Complaint) -> Sample {
        let (text, outcome) = try HostInterpreter(heap: heap).run(source, file: path)
        guard outcome == .finished || outcome == .exited(0), let sample = Sample(text: text) else {
            throw Complaint(.failed, "\(path): Perch printed no `name milliseconds checksum` line\n\(text)")
        }
        return sample
    }

    /// Runs it with another MicroPython.
    func run(withPeer peer: String) throws(Complaint) -> Sample {
        let process = Process()
        process.executableURL = URL(filePath: peer)
        process.arguments = [path]
        let output = Pipe()
        process.standardOutput = output
        let bytes: Data
        do {
            try process.run()
            bytes = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
        } catch {
            throw Complaint(.missingInput, "\(peer): cannot be run; give --peer the path of a micropython")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard process.terminationStatus == 0, let sample = Sample(text: text) else {
            throw Complaint(.failed, "\(path): \(peer) printed no `name milliseconds checksum` line\n\(text)")
        }
        return sample
    }
}
