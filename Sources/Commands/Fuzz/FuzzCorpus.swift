import Foundation
import MicroPython

/// The files that are mutated. What is compiled is compiled when it is first used.
struct FuzzCorpus {
    private let sources: [[UInt8]]
    private var compiled: [[UInt8]?]
    private let target: FuzzTarget

    /// The longest that is worth mutating: a longer one takes the time of many.
    private static let bytesMax = 12_000

    init(_ folders: [String], target: FuzzTarget) throws(Complaint) {
        var paths: [String] = []
        for folder in folders {
            let walker = FileManager.default.enumerator(atPath: folder)
            paths += (walker?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".py") }.sorted().map {
                "\(folder)/\($0)"
            }
        }
        let files = paths.compactMap { FileManager.default.contents(atPath: $0).map { Array($0) } }
        sources = files.filter { $0.count <= Self.bytesMax }
        guard !sources.isEmpty else {
            throw Complaint(.missingInput, "no .py file in \(folders.joined(separator: ", "))")
        }
        compiled = [[UInt8]?](repeating: nil, count: sources.count)
        self.target = target
    }

    /// The case of this number: always the same for the same seed and the same files.
    mutating func input(_ number: Int, seed: UInt64) -> [UInt8] {
        var random = FuzzRandom(seed: seed, number: number)
        let original = file(random.below(sources.count))
        let other = file(random.below(sources.count))
        switch target {
        // The version and the flags: what they may be is soon tried.
        case .mpy: return ByteMutation.mutate(original, with: other, keeping: 4, &random)
        case .source: return SourceMutation.mutate(original, with: other, &random)
        }
    }

    private mutating func file(_ index: Int) -> [UInt8] {
        guard target == .mpy else { return sources[index] }
        if let known = compiled[index] { return known }
        // What does not compile is a source that is meant to fail: it makes a poor .mpy.
        let bytes = (try? CrossCompiler().compile(sources[index], name: "main.py", optimisationLevel: index % 4)) ?? []
        compiled[index] = bytes
        return bytes
    }
}
