import MicroPython

/// What would have helped a run that ran out of memory, or would make one that did not need less.
struct MemoryAdvice {
    private let record: MemoryRecord
    private let moment: MemoryMoment

    init(_ record: MemoryRecord) {
        self.record = record
        moment = record.lastFailure?.moment ?? record.peak
    }

    /// One sentence each, the most useful first.
    var sentences: [String] {
        [shortage, fragmentation, precompiling, freezing, constants, holder].compactMap { $0 }
    }

    private func liveBytes(_ cells: Set<HeapCell>) -> Int {
        moment.shares.reduce(0) { cells.contains($1.cell) ? $0 + $1.liveBytes : $0 }
    }

    private var shortage: String? {
        guard let failure = record.lastFailure else { return nil }
        if failure.failure.isHeapLocked {
            return
                "The heap was locked: a hard interrupt handler can allocate nothing, whatever the RAM. Make what it needs "
                + "beforehand, or do the work in micropython.schedule()."
        }
        let missing = moment.liveBytes + failure.failure.bytesAsked - failure.failure.heapBytes
        guard missing > 0 else { return nil }
        return
            "Live objects and the request together are \(missing.grouped) bytes more than the heap has. `perch fit` finds the "
            + "least RAM that does."
    }

    private var fragmentation: String? {
        guard let failure = record.lastFailure?.failure, !failure.isHeapLocked,
            failure.bytesAsked > failure.largestFreeBytes, failure.bytesAsked <= failure.bytesFree
        else { return nil }
        return "\(failure.bytesFree.grouped) bytes were free, but no run of them is longer than "
            + "\(failure.largestFreeBytes.grouped): small objects that live long lie between. Make large buffers first, while the "
            + "heap is empty, and use them again; or ask for less at a time."
    }

    private var precompiling: String? {
        let source = record.lastFailure?.compiling
        let biggest = record.compilations.max { $0.peakBytes < $1.peakBytes }
        if let source {
            let held = moment.shares.first { $0.cell == .compiler }?.liveBytes ?? 0
            return
                "It ran out while \(source) was being compiled on the board: the compiler itself held \(held.grouped) bytes. "
                + "Precompile: `perch compile \(source)` makes a .mpy that loads without it."
        }
        guard let biggest, biggest.peakBytes > record.peak.liveBytes / 4, biggest.peakBytes > 2 * biggest.keptBytes
        else {
            return nil
        }
        return "Compiling \(biggest.file) on the board took \(biggest.peakBytes.grouped) bytes at a time, of which "
            + "\(biggest.keptBytes.grouped) stay. As .mpy (`perch compile`) only those are needed; main.py can be a line that imports it."
    }

    private var freezing: String? {
        let bytes = liveBytes([.code, .names])
        guard bytes > 1024, bytes * 5 > moment.liveBytes else { return nil }
        return
            "Bytecode, constants and names of modules take \(bytes.grouped) bytes of the heap. Modules that are frozen into the "
            + "firmware have them in flash."
    }

    private var constants: String? {
        let names = moment.constantLikeNames
        guard names.count >= 4 else { return nil }
        let few = names.prefix(3).joined(separator: ", ")
        return
            "\(names.count) module variables look like constants (\(few), ...): as `_NAME = const(1)` they take no place in a "
            + "dict, about \((names.count * 8).grouped) bytes and their names."
    }

    private var holder: String? {
        guard let biggest = moment.objects.first, biggest.bytes * 5 > moment.liveBytes else { return nil }
        let line = biggest.place.map { ", made at \($0)" } ?? ""
        return "The biggest object has \(biggest.bytes.grouped) bytes: \(biggest.path) (\(biggest.type)\(line))."
    }
}
