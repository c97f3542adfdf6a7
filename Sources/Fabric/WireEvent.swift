/// Names a net of a circuit: its place in `Circuit.nets`.
public struct NetID: Hashable, Comparable, Sendable {
    /// Place in `Circuit.nets`.
    public let index: Int

    /// The net at this place.
    public init(index: Int) { self.index = index }

    /// In order of creation.
    public static func < (left: NetID, right: NetID) -> Bool { left.index < right.index }
}

/// All that can be observed on the wires. Closed: a new case makes every reader decide.
public enum WireEvent: Equatable, Sendable {
    /// A net took another steady level.
    case edge(NetID, Level)
    /// A net began to carry this waveform, with an edge at every change of its level until the next event of this net.
    case waveform(NetID, PWMSignal)
    /// The voltage of a net that an analog source drives has changed.
    case voltage(NetID, Volts)
    /// Two strong drivers began to disagree. `isFirst` is true once for each net: the time to warn.
    case conflict(NetID, isFirst: Bool)
    /// A wiring that cannot work, in one clear line; once for each line.
    case warning(String)
    /// A byte left a serial port for the console.
    case serialOut(port: UInt8, byte: UInt8)
    /// A byte from the console reached a serial port.
    case serialIn(port: UInt8, byte: UInt8)
}
