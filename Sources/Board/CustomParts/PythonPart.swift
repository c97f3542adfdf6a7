import Devices
import Fabric
import MicroPython

/// A part whose behaviour a Python program says: `NAME.chip.py` beside its declaration.
///
/// Datasheet: its program. The module `chip` gives it its pins, buses, timers, attributes, controls and display (`ChipLibrary`).
/// Not modelled: power; it works without. What its program does takes no time.
final class PythonPart: Device, @unchecked Sendable {
    static let pinNames: [String] = []
    static let controls: [Control] = []

    /// A pin as the program has it.
    final class Leg {
        let pin: Pin
        var watches: [EdgeSubscription] = []

        init(_ pin: Pin) { self.pin = pin }
    }

    let id: String
    let controls: [Control]
    let declaration: PartDeclaration
    let attributes: Attributes
    let circuit: Circuit
    private let file: String
    private let source: [UInt8]
    private let files: any GuestFiles & Sendable
    private var nets: [String: Net] = [:]
    private(set) var program: PartProgram?
    private var broken: String?

    // What the program has made, by the numbers that it calls them by.
    var legs: [Leg] = []
    private var legPlaces: [String: Int] = [:]
    var timers: [PartTimer] = []
    var lines: [PartLine] = []
    /// Keeps the buses' targets alive.
    var targets: [AnyObject] = []
    var settings: [String: Double]
    var shown: [Output] = []
    var screen: Picture?
    var controlHandler: Value?

    init(
        id: String, _ declaration: PartDeclaration, program: (file: String, source: [UInt8]),
        files: any GuestFiles & Sendable, _ attributes: Attributes, _ circuit: Circuit
    ) throws(DeviceError) {
        self.id = id
        self.declaration = declaration
        self.attributes = attributes
        self.circuit = circuit
        (file, source) = program
        self.files = files
        controls = declaration.dials.map(\.control)
        settings = try declaration.settings(attributes, part: id)
        screen = declaration.display.map { Picture(width: $0.width, height: $0.height) }
    }

    convenience init(id: String, attributes: Attributes, circuit: Circuit) throws(DeviceError) {
        throw .unknownType(id)
    }

    func attach(pin name: String, to net: Net, at instant: Instant) { nets[name] = net }

    func begin(at instant: Instant) {
        do throws(Interpreter.SetupError) {
            let program = try PartProgram(file: file, modules: [ChipModule(part: self).module]) {
                [id, circuit] line, instant in circuit.trace.remark("\(id): \(line)", at: instant)
            }
            self.program = program
            program.start(source, files: files, at: instant)
        } catch {
            broken = "\(id): \(error)"
        }
    }

    func turn(control name: String, to value: Double, at instant: Instant) {
        settings[name] = value
        guard let controlHandler else { return }
        program?.call(controlHandler, [value], at: instant)
    }

    /// Its controls, and what the program says by `chip.output`.
    func outputs(at instant: Instant) -> [Output] {
        controls.map { Output($0.name, settings[$0.name] ?? 0) } + shown
    }

    func picture(at instant: Instant) -> Picture? { screen }

    func complaints(at instant: Instant) -> [String] { broken.map { [$0] } ?? [] }

    // MARK: For the program

    var now: Instant { program?.now ?? .zero }

    /// The number of a pin; nil where the declaration has none of this name. One that is not wired hangs on nothing.
    func leg(_ name: String) -> Int? {
        if let known = legPlaces[name] { return known }
        guard declaration.pins.contains(name) else { return nil }
        let net = nets[name] ?? circuit.makeNet(named: "\(id):\(name)")
        legs.append(Leg(Pin(net: net)))
        legPlaces[name] = legs.count - 1
        return legs.count - 1
    }
}

/// A timer of a part's program.
final class PartTimer {
    private let events: EventQueue
    private let fire: (Instant) -> Void
    private var token: EventQueue.Token?

    init(_ events: EventQueue, fire: @escaping (Instant) -> Void) {
        self.events = events
        self.fire = fire
    }

    /// Fires after `period`, and then on if it repeats.
    func start(after period: Picoseconds, repeats: Bool, at instant: Instant) {
        stop()
        token = events.schedule(at: instant + period) { [weak self] instant in
            guard let self else { return }
            token = nil
            if repeats { start(after: period, repeats: true, at: instant) }
            fire(instant)
        }
    }

    func stop() {
        if let token { events.cancel(token) }
        token = nil
    }
}

/// A serial port of a part's program.
final class PartLine {
    let transmitter: SerialTransmitter
    let receiver: SerialReceiver

    init(_ circuit: Circuit, baud: UInt64) {
        transmitter = SerialTransmitter(circuit: circuit, format: SerialFormat(baud: baud))
        receiver = SerialReceiver(circuit: circuit, format: SerialFormat(baud: baud))
    }
}
