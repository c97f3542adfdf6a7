/// How full the heap was over a run of any length, in a bounded number of stretches: when they no longer do, each two become one.
struct HeapCurve {
    private(set) var stretches: [MemoryRecord.Stretch] = []
    private var cyclesPerStretch = 1 << 10
    private static let countMax = 512

    /// - Parameter time: of a cycle, in nanoseconds.
    mutating func note(cycle: Int, usedBytes: Int, liveBytes: Int? = nil, time: () -> UInt64) {
        while cycle / cyclesPerStretch >= Self.countMax { halve() }
        let index = cycle / cyclesPerStretch
        if index >= stretches.count {
            let now = time()
            let last = stretches.last
            // Where nothing was allocated as much is used as before.
            let first = last?.nanoseconds ?? 0
            let missing = index - stretches.count + 1
            let before = stretches.count - 1
            for step in 1...missing {
                let share = missing == 0 ? now : first + (now - min(first, now)) * UInt64(step) / UInt64(missing)
                stretches.append(
                    MemoryRecord.Stretch(
                        nanoseconds: before < 0 && step < missing ? 0 : share, usedBytesMax: last?.usedBytesMax ?? 0,
                        liveBytesMax: nil))
            }
            stretches[index].usedBytesMax = usedBytes
            stretches[index].nanoseconds = now
        }
        stretches[index].usedBytesMax = max(stretches[index].usedBytesMax, usedBytes)
        if let liveBytes { stretches[index].liveBytesMax = max(stretches[index].liveBytesMax ?? 0, liveBytes) }
    }

    private mutating func halve() {
        cyclesPerStretch *= 2
        stretches = stride(from: 0, to: stretches.count, by: 2).map { index in
            var joined = stretches[index]
            if index + 1 < stretches.count {
                let other = stretches[index + 1]
                joined.usedBytesMax = max(joined.usedBytesMax, other.usedBytesMax)
                joined.liveBytesMax = [joined.liveBytesMax, other.liveBytesMax].compactMap { $0 }.max()
            }
            return joined
        }
    }
}
