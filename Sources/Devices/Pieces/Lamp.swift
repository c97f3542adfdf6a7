import Fabric

/// The light of one LED, now, since power on, and as an eye sees it.
struct Lamp {
    /// What an eye cannot tell apart: a display that is swept 50 times in a second looks still.
    static let frame: Picoseconds = .milliseconds(20)

    /// Fraction of time that it is lit since `since`.
    private(set) var duty = 0.0
    private var since = Instant.zero
    /// Time it was lit before `since`, in picoseconds, weighted by duty.
    private var lit = 0.0
    /// The same before the frame that `since` lies in, and the mean of the frame before that one.
    private var litBeforeFrame = 0.0
    private var lastMean = 0.0

    /// From now on it is lit for this fraction of time.
    mutating func shine(_ duty: Double, at instant: Instant) {
        guard duty != self.duty else { return }
        let frames = (before: since.picoseconds / Self.frame, now: instant.picoseconds / Self.frame)
        if frames.now > frames.before {
            lastMean = mean(ofFrameBefore: frames.now)
            litBeforeFrame = litPicoseconds(at: Instant(picoseconds: frames.now * Self.frame))
        }
        lit = litPicoseconds(at: instant)
        since = instant
        self.duty = duty
    }

    var hasNeverShone: Bool { lit == 0 && duty == 0 }

    /// How long it has been lit since power on, weighted by duty.
    func litPicoseconds(at instant: Instant) -> Double { lit + duty * Double(instant - since) }

    /// The light that an eye sees: the mean of the last whole frame, of the first one as far as it has come.
    func seen(at instant: Instant) -> Double {
        let frame = instant.picoseconds / Self.frame
        if frame == 0 { return instant == since ? duty : litPicoseconds(at: instant) / Double(instant.picoseconds) }
        return mean(ofFrameBefore: frame)
    }

    private func mean(ofFrameBefore frame: UInt64) -> Double {
        let last = since.picoseconds / Self.frame
        if frame == last { return lastMean }
        // Nothing has changed since the frame that `since` lies in.
        if frame > last + 1 { return duty }
        return (litPicoseconds(at: Instant(picoseconds: frame * Self.frame)) - litBeforeFrame) / Double(Self.frame)
    }
}
