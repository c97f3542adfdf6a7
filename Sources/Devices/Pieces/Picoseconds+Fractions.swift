import Fabric

extension Picoseconds {
    /// An interval of so many seconds, whole or not, to the picosecond; 0 for a negative one.
    init(seconds: Double) { self = Picoseconds(Swift.min(Swift.max(seconds, 0), 1e7) * 1e12) }

    /// An interval of so many microseconds, whole or not; 0 for a negative one.
    init(microseconds: Double) { self.init(seconds: microseconds / 1e6) }
}
