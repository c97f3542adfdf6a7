import Fabric

/// Ties virtual time to the host's: the one place where the two meet.
struct Pace {
    /// Virtual seconds per second; nil: never wait.
    private(set) var factor: Double?
    private(set) var isPaused = false
    /// A pair of moments that belong together.
    private var anchor: (virtual: Instant, host: UInt64)
    private var lastFrame: UInt64 = 0

    /// 60 frames a second.
    private static let frameNanoseconds: UInt64 = 16_666_667
    /// How long Ctrl-C and typed bytes may lie when nothing is paced.
    private static let unlimitedInterval: Picoseconds = .milliseconds(250)

    init(_ speed: RunSpeed, since host: UInt64) {
        switch speed {
        case .times(let factor): self.factor = factor
        case .unlimited: factor = nil
        }
        anchor = (.zero, host)
    }

    /// How much virtual time may pass between two looks at the host.
    var hostInterval: Picoseconds {
        guard let factor else { return Self.unlimitedInterval }
        return max(.microseconds(100), Picoseconds(min(Double(Self.frameNanoseconds) * factor, 1e9) * 1000))
    }

    /// Whether the host's clock has come to where the board is.
    func isDue(_ virtual: Instant, at host: UInt64) -> Bool { wait(until: virtual, at: host) == 0 }

    /// How long to wait, in nanoseconds: to the moment when the board is due, or to the next frame while it is paused.
    func wait(until virtual: Instant, at host: UInt64) -> UInt64 {
        if isPaused { return Self.frameNanoseconds }
        guard let factor else { return 0 }
        let due = anchor.host &+ UInt64(min(Double(virtual - anchor.virtual) / 1000 / factor, 0x1p62))
        return due > host ? min(due - host, Self.frameNanoseconds) : 0
    }

    func isFrameDue(at host: UInt64) -> Bool { host &- lastFrame >= Self.frameNanoseconds }

    mutating func frameShown(at host: UInt64) { lastFrame = host }

    mutating func pause(at virtual: Instant, _ host: UInt64) { isPaused = true }

    mutating func resume(at virtual: Instant, _ host: UInt64) {
        isPaused = false
        anchor = (virtual, host)
    }

    mutating func setFactor(_ factor: Double, at virtual: Instant, _ host: UInt64) {
        self.factor = factor > 0 && factor.isFinite ? factor : nil
        anchor = (virtual, host)
    }
}
