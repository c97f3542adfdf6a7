/// Highs and lows of a zero and of a one, as `machine.bitstream` makes them.
public struct PulseTimes: Sendable {
    /// Of a zero.
    public let zero: (high: Picoseconds, low: Picoseconds)
    /// Of a one.
    public let one: (high: Picoseconds, low: Picoseconds)

    /// All four.
    public init(zero: (high: Picoseconds, low: Picoseconds), one: (high: Picoseconds, low: Picoseconds)) {
        self.zero = zero
        self.one = one
    }

    /// How long a byte takes.
    func time(of byte: UInt8) -> Picoseconds {
        let ones = Picoseconds(byte.nonzeroBitCount)
        return ones * (one.high + one.low) + (8 - ones) * (zero.high + zero.low)
    }
}

extension Pin {
    /// Sends bytes as pulses, as many as end before `calm`, where nobody but chains of pixels hears them and the first pixels take them all. Returns
    /// how many, and when the last of them ended; none where edges must be made.
    public func sendPulsesAtOnce(
        _ bytes: UnsafeRawBufferPointer, _ times: PulseTimes, at start: Instant, before calm: () -> Instant
    ) -> (count: Int, end: Instant) {
        guard mode == .output, waveform == nil, net.level(at: start) == .low, net.isHeardInBytesOnly else {
            return (0, start)
        }
        var chains: [PixelReceiver] = []
        for face in net.allByteFaces {
            guard let chain = face as? PixelReceiver, chain.canTakeBytes(times) else { return (0, start) }
            if chain.isPowered { chains.append(chain) }
        }
        let room = chains.map(\.room).min() ?? bytes.count
        for chain in chains { chain.cancelLatch() }
        // Asked once: nothing is set off by what comes in, and the chains' own latches wait for its end.
        let limit = calm()
        var (count, end) = (0, start)
        while count < min(bytes.count, room) {
            let next = end + times.time(of: bytes[count])
            guard next < limit else { break }
            for chain in chains { chain.take(bytes[count], times, at: end) }
            end = next
            count += 1
        }
        for chain in chains where chain.hasBegun { chain.planLatch() }
        return (count, end)
    }
}

extension PixelReceiver {
    /// A zero is a zero to it and a one a one, and no pause within is long enough to take effect.
    func canTakeBytes(_ times: PulseTimes) -> Bool {
        bitCount == 0 && times.zero.high >= timing.shortest && times.zero.high <= timing.threshold
            && times.one.high > timing.threshold && max(times.zero.low, times.one.low) < timing.reset
    }

    /// Bytes that it keeps before it begins to send on.
    var room: Int { byteCount - bytes.count }

    /// Something came since it took effect last.
    var hasBegun: Bool { !bytes.isEmpty }

    func take(_ byte: UInt8, _ times: PulseTimes, at start: Instant) {
        bytes.append(byte)
        let last = byte & 1 == 0 ? times.zero.low : times.one.low
        lastEdge = start + (times.time(of: byte) - last)
    }
}
