import Board
import BoardProfiles
import Fabric
import MicroPython

/// A board on a test's desk, with all that it printed and all that its pins did.
public final class Desk {
    /// An edge of a net.
    public struct Edge: Equatable, Sendable {
        /// The net's name.
        public var pin: String
        /// What it went to.
        public var level: Level
        /// When.
        public var at: Instant
    }

    /// The board.
    public let board: Board
    /// Steady edges of all nets from the start of the run.
    public private(set) var edges: [Edge] = []
    /// Waveforms that nets began to carry.
    public private(set) var waveforms: [(pin: String, signal: PWMSignal, at: Instant)] = []
    /// Every event of the trace, as text.
    public private(set) var trace = ""
    private var bytes: [UInt8] = []
    /// When each line was finished.
    public private(set) var lineTimes: [Instant] = []

    /// A board of this name, at power on.
    public init(
        _ name: String = "pico", heap: Int? = nil, ram: Int? = nil, parts: [Part] = [],
        files: any GuestFiles = NoFiles()
    ) throws {
        board = try Board(
            profile: BoardProfile.load(name), ram: ram, heap: heap, files: files, parts: parts)
        board.circuit.trace.add { [unowned self] instant, event in
            trace += "\(instant.picoseconds) \(event)\n"
            switch event {
            case .edge(let id, let level):
                edges.append(Edge(pin: board.circuit[id].name, level: level, at: instant))
            case .waveform(let id, let signal): waveforms.append((board.circuit[id].name, signal, instant))
            case .voltage, .conflict, .warning, .serialOut, .serialIn: break
            }
        }
        board.serial.addSink { [unowned self] instant, buffer in
            bytes += buffer
            for byte in buffer where byte == 0x0A { lineTimes.append(instant) }
        }
    }

    /// What the board printed.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Its lines.
    public var lines: [String] { text.split(separator: "\n").map(String.init) }

    /// The edges of one net.
    public func edges(of pin: String) -> [Edge] { edges.filter { $0.pin == pin } }

    /// Runs a sketch.
    @discardableResult
    public func run(_ source: String, until: Instant? = .seconds(60)) -> RunEnd {
        board.run(.source(source), limits: RunLimits(until: until))
    }

    /// Runs one line of Python that may raise, and prints what it raised as `ValueError invalid pin`.
    public func runCatching(_ line: String, after imports: String) {
        run(
            """
            \(imports)
            try:
                \(line)
            except Exception as error:
                print(type(error).__name__, error)
            """)
    }
}
