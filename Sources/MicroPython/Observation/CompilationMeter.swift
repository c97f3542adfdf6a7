/// What the compiler holds at a time, source by source.
///
/// Counts what it takes and what it gives back by hand. What a collection frees meanwhile counts until its source is done.
struct CompilationMeter {
    private(set) var done: [MemoryRecord.Compilation] = []
    /// One within the other, where a callback compiles while something else is compiled.
    private var open: [(file: String, blocks: Int, most: Int)] = []
    /// A program that evaluates text in a loop compiles for ever: later ones of a name count with the first.
    private var indices: [String: Int] = [:]

    /// The source that is being compiled.
    var file: String? { open.last?.file }

    mutating func begin(_ file: String) { open.append((file, 0, 0)) }

    mutating func change(blocks: Int) {
        guard !open.isEmpty else { return }
        let last = open.count - 1
        open[last].blocks += blocks
        open[last].most = max(open[last].most, open[last].blocks)
    }

    mutating func end() {
        guard let ended = open.popLast() else { return }
        let result = MemoryRecord.Compilation(
            file: ended.file, peakBytes: ended.most * HeapArea.blockBytes,
            keptBytes: max(0, ended.blocks) * HeapArea.blockBytes)
        if let known = indices[ended.file] {
            done[known].peakBytes = max(done[known].peakBytes, result.peakBytes)
            done[known].keptBytes = max(done[known].keptBytes, result.keptBytes)
        } else {
            indices[ended.file] = done.count
            done.append(result)
        }
    }
}
