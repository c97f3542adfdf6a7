/// A length of virtual time in picoseconds.
public typealias Picoseconds = UInt64

/// A point of virtual time: picoseconds since the board was switched on.
///
/// This is the one unit of every timestamp on the wires. A cycle of the fastest chip here (240 MHz) is 4167 ps, so no cycle is
/// lost by rounding, boards with different clocks share one time axis, and 64 bits last for 213 days.
/// Arithmetic saturates at `distantFuture` instead of wrapping: a guest may well ask to sleep for years.
public struct Instant: Hashable, Comparable, Sendable {
    /// Picoseconds since power on.
    public var picoseconds: Picoseconds

    /// The instant so many picoseconds after power on.
    @inlinable public init(picoseconds: Picoseconds) { self.picoseconds = picoseconds }

    /// Power on.
    public static let zero = Instant(picoseconds: 0)
    /// The end of time; a deadline that never comes.
    public static let distantFuture = Instant(picoseconds: .max)

    /// The instant so many nanoseconds after power on.
    public static func nanoseconds(_ count: UInt64) -> Instant { zero + .nanoseconds(count) }
    /// The instant so many microseconds after power on.
    public static func microseconds(_ count: UInt64) -> Instant { zero + .microseconds(count) }
    /// The instant so many milliseconds after power on.
    public static func milliseconds(_ count: UInt64) -> Instant { zero + .milliseconds(count) }
    /// The instant so many seconds after power on.
    public static func seconds(_ count: UInt64) -> Instant { zero + .seconds(count) }

    /// Whole nanoseconds since power on.
    @inlinable public var nanoseconds: UInt64 { picoseconds / 1000 }
    /// Whole microseconds since power on.
    @inlinable public var microseconds: UInt64 { picoseconds / 1_000_000 }
    /// Whole milliseconds since power on.
    @inlinable public var milliseconds: UInt64 { picoseconds / 1_000_000_000 }
    /// Seconds since power on, for display and for averages only: not exact.
    @inlinable public var seconds: Double { Double(picoseconds) / 1e12 }

    /// Earlier before later.
    @inlinable public static func < (left: Instant, right: Instant) -> Bool { left.picoseconds < right.picoseconds }

    /// Later by an interval; `distantFuture` if that is beyond it.
    @inlinable public static func + (instant: Instant, interval: Picoseconds) -> Instant {
        let (sum, overflow) = instant.picoseconds.addingReportingOverflow(interval)
        return Instant(picoseconds: overflow ? .max : sum)
    }

    /// The interval from an earlier instant to a later one; 0 if they are the other way round.
    @inlinable public static func - (later: Instant, earlier: Instant) -> Picoseconds {
        later.picoseconds > earlier.picoseconds ? later.picoseconds - earlier.picoseconds : 0
    }
}

extension Picoseconds {
    /// An interval of nanoseconds, saturating.
    public static func nanoseconds(_ count: UInt64) -> Picoseconds { saturating(count, 1000) }
    /// An interval of microseconds, saturating.
    public static func microseconds(_ count: UInt64) -> Picoseconds { saturating(count, 1_000_000) }
    /// An interval of milliseconds, saturating.
    public static func milliseconds(_ count: UInt64) -> Picoseconds { saturating(count, 1_000_000_000) }
    /// An interval of seconds, saturating.
    public static func seconds(_ count: UInt64) -> Picoseconds { saturating(count, 1_000_000_000_000) }

    private static func saturating(_ count: UInt64, _ scale: UInt64) -> Picoseconds {
        let (product, overflow) = count.multipliedReportingOverflow(by: scale)
        return overflow ? .max : product
    }
}
