import Board
import Fabric
import MicroPython

/// What a program does with plenty of memory, and from what size on it does exactly that.
struct FitReference: Sendable {
    /// More than any of these boards has: collections for want of room are to be rare.
    static let plentyBytes = 64 << 20
    /// The largest heap that is looked at by itself: that of a board with 8 MB of PSRAM.
    static let largestBytes = 8 << 20

    let expected: FitProbe.Expected
    /// From this heap on all runs are the same one; nil where that is not known.
    let sameFromBytes: Int?

    init(_ subject: FitSubject, thresholdParts: Int?) throws(FitRefusal) {
        let probe = FitProbe(subject, heapBytes: Self.plentyBytes, expected: nil, measuresExtent: true)
        switch probe.failure {
        case .memoryError(let failure): throw .memoryError(failure, plentyBytes: Self.plentyBytes)
        case .board(let error): throw .board(error)
        case .scenario(let words): throw .scenario(words)
        case .output, .end, nil: break
        }
        switch probe.end {
        case .finished, .exited, .stillRunning, .waitsForever: break
        // Its scenario was done.
        case .stopped where subject.scenario != nil: break
        case .uncaught, .resetLoop, .callbackTooLong, .stopped:
            let text = String(decoding: probe.output, as: UTF8.self)
            throw .fails(probe.end, lastLine: String(text.split(whereSeparator: \.isNewline).last ?? ""))
        }
        expected = FitProbe.Expected(output: probe.output, end: probe.end)
        // First fit takes the lowest blocks: those above the highest that was ever taken change nothing. Unless something of the
        // heap's size is known: to the guest, or to a threshold that is a part of it.
        var bytes = probe.extentBytes
        if let thresholdParts { bytes = max(bytes, (probe.allocatedBytes + 64) * thresholdParts) }
        let isKnown = probe.collectionCount == 0 && !probe.hasAskedForHeapSize
        sameFromBytes =
            isKnown ? HeapGrid.heapBytes(groups: (bytes + HeapGrid.groupBytes - 1) / HeapGrid.groupBytes) : nil
    }
}
