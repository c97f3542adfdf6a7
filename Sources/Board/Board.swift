import BoardProfiles
import Devices
import Fabric
import Machine
import MicroPython

/// A board on the desk: profile, interpreter, wires and parts, and the loop that runs them.
///
/// Not thread-safe: one thread at a time. `host` is called from inside `run`.
public final class Board {
    /// Its facts.
    public let profile: BoardProfile
    /// How its RAM is divided.
    public let ram: BoardProfiles.RAMLayout
    /// Its wires. Events of the world (a scenario's stimuli) may be put into `circuit.events`.
    public let circuit: Circuit
    /// Its console.
    public let serial = SerialPort()
    /// Where `import` looks.
    public let files: any GuestFiles
    /// Parts that are wired to it, in order.
    public private(set) var parts: [any Device] = []
    /// LEDs and buttons that are soldered to it, by the names printed beside them.
    public private(set) var soldered: [any Device] = []

    /// Called every `hostInterval` of virtual time and when the board waits: to draw, to read input, to pace.
    public var host: ((Board) -> Void)?
    /// See `host`.
    public var hostInterval: Picoseconds = .milliseconds(16)
    /// The MemoryError that nobody caught, when the run ended so.
    public private(set) var memoryFailure: MemoryFailure?

    /// A board at power on.
    public init(
        profile: BoardProfile, ram: Int? = nil, heap: Int? = nil, stack: Int? = nil, files: any GuestFiles = NoFiles(),
        parts: [Part] = []
    ) throws(BoardError) {
        fatalError("skeleton")
    }

    /// The present virtual time.
    public var now: Instant { fatalError("skeleton") }

    /// Runs a program until it ends, or to a limit.
    public func run(_ program: Program, limits: RunLimits = RunLimits()) -> RunEnd { fatalError("skeleton") }

    /// Ends the run at the guest's next jump or wait: from `host`, or from an event.
    public func stop() { fatalError("skeleton") }

    /// A part, wired or soldered.
    public func device(_ id: String) throws(BoardError) -> any Device { fatalError("skeleton") }

    /// Turns a control of a part now.
    public func set(part id: String, control: String, to value: Double) throws(BoardError) { fatalError("skeleton") }

    /// Turns a control of a part at an instant to come.
    public func plan(at instant: Instant, part id: String, control: String, to value: Double) throws(BoardError) {
        fatalError("skeleton")
    }

    /// The net of a pin of the board, by a name as in `Part.wires`.
    public func net(_ name: String) throws(BoardError) -> Net { fatalError("skeleton") }

    /// Does what a user did in the window. Pace and pause are the caller's.
    public func apply(_ input: BoardInput) throws(BoardError) { fatalError("skeleton") }

    /// All that the window draws, now.
    public func snapshot() -> BoardSnapshot { fatalError("skeleton") }
}
