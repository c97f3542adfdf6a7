import MicroPython

/// All that the window draws of a board at one moment, as a value: nothing has to be looked up anywhere else.
///
/// The board publishes one per frame; drawing it twice gives the same pixels.
public struct BoardSnapshot: Sendable, Equatable {
    /// The profile's name, `pico`.
    public var name: String
    /// The name on the box, `Raspberry Pi Pico`.
    public var title: String
    /// What never moves: circuit board, connectors, chips.
    public var drawing: BoardDrawing
    /// Header pins with their live levels.
    public var pins: [PinSnapshot]
    /// LEDs soldered to the board.
    public var leds: [LEDSnapshot]
    /// Buttons soldered to the board.
    public var buttons: [ButtonSnapshot]
    /// What is wired to the board.
    public var parts: [PartSnapshot]
    /// Where a diagram puts all that.
    public var circuit = CircuitDrawing()
    /// The serial terminal.
    public var console: ConsoleSnapshot
    /// Virtual time since power on.
    public var timeNanoseconds: UInt64
    /// Virtual seconds per second of the host; 1 is real time. `nil` while it is not paced.
    public var speed: Double?
    /// The guest's heap.
    public var heap: HeapSnapshot
    /// What the board is doing.
    public var state: RunState
    /// Where the sketch is.
    public var line: SketchLine?

    /// A board at power on, with nothing wired to it.
    public init(name: String, title: String, drawing: BoardDrawing, pins: [PinSnapshot] = []) {
        self.name = name
        self.title = title
        self.drawing = drawing
        self.pins = pins
        leds = []
        buttons = []
        parts = []
        console = ConsoleSnapshot()
        timeNanoseconds = 0
        speed = 1
        heap = HeapSnapshot(usedBytes: 0, totalBytes: 0)
        state = .running
        line = nil
    }
}

/// What the board is doing.
public enum RunState: Sendable, Equatable {
    /// The sketch runs.
    case running
    /// The sketch sleeps or waits for an event.
    case waiting
    /// The user stopped the clock.
    case paused
    /// The program returned and nothing is armed.
    case finished
    /// The run ended in an error, in the words to show (`MemoryError`).
    case failed(String)
}

/// A place in the sketch.
public struct SketchLine: Sendable, Equatable {
    /// File name as the guest knows it.
    public var file: String
    /// Line, from 1.
    public var number: Int

    /// A place in the sketch.
    public init(file: String, number: Int) {
        self.file = file
        self.number = number
    }
}

/// How full the guest's heap is.
public struct HeapSnapshot: Sendable, Equatable {
    /// Bytes in used blocks.
    public var usedBytes: Int
    /// Bytes that the heap has in all.
    public var totalBytes: Int
    /// Used share (0...1) of equal slices of the heap, from its lowest address; empty when not asked for.
    public var map: [Double]
    /// What each block is part of; empty while the map of the heap is not shown.
    public var cells: [HeapBlock]

    /// How full the guest's heap is.
    public init(usedBytes: Int, totalBytes: Int, map: [Double] = [], cells: [HeapBlock] = []) {
        self.usedBytes = usedBytes
        self.totalBytes = totalBytes
        self.map = map
        self.cells = cells
    }
}

/// What a block of the heap is part of.
public typealias HeapBlock = HeapCell
