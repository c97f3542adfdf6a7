import BoardProfiles
import Devices
import Fabric
import Internet
import Machine
import MicroPython

/// A board on the desk: profile, interpreter, wires and parts, and the loop that runs them.
///
/// Not thread-safe: one thread at a time. `host` is called from inside `run`.
/// Not modelled: the time that a board needs to start; the heap of the ESP32 grows in one piece, and never shrinks.
public final class Board {
    /// Its facts.
    public let profile: BoardProfile
    /// How its RAM is divided.
    public let ram: BoardProfiles.RAMLayout
    /// Its wires. Events of the world (a scenario's stimuli) may be put into `circuit.events`.
    public let circuit: Circuit
    /// Its console.
    public let serial = SerialPort()
    /// Its flash: what the sketch came with, and what it wrote since. Resets leave it.
    public let flash: RAMFiles
    /// Parts that are wired to it, in order.
    public var parts: [any Device] { wiring.parts.map(\.device) }
    /// LEDs and buttons that are soldered to it, by the names printed beside them.
    public var soldered: [any Device] { wiring.soldered }

    /// Called every `hostInterval` of virtual time and when the board waits: to draw, to read input, to pace.
    public var host: ((Board) -> Void)? {
        didSet { hardware.host = host.map { host in { [unowned self] in host(self) } } }
    }
    /// See `host`.
    public var hostInterval: Picoseconds {
        get { hardware.hostInterval }
        set { hardware.hostInterval = newValue }
    }
    /// The MemoryError that nobody caught, when the run ended so.
    public internal(set) var memoryFailure: MemoryFailure?
    /// How often the program was started anew.
    public internal(set) var resetCount = 0
    /// What the window says about the pace; the board itself runs as fast as it is let.
    public var speed: Double? = 1

    /// The console is whole, as on the wire: what a ROM says at a reset, CR before LF, and after the program the prompt. An exception or
    /// `sys.exit()` ends no run then, and what the board does about them it does.
    public var hasConsole = false
    /// Nobody will type any more: the prompt ends when it has read all.
    public var isInputOver = false
    /// The prompt comes back in raw mode, without `main.py`.
    var resumesRawPrompt = false

    /// Snapshots carry the map of the heap.
    public var showsHeap = false

    let hardware: Hardware
    let wiring: BoardWiring
    var interpreter: Interpreter?
    var runState = RunState.running
    var console = ConsoleSnapshot()
    /// LEDs' light at the last snapshot, by name.
    var lastLight: [String: (lit: Double, at: Instant)] = [:]
    var guestWatches: [GuestWatch] = []

    /// A board at power on.
    ///
    /// - Parameters:
    ///   - ram: the RAM in all, in bytes; nil leaves the board's own.
    ///   - heap: the heap alone.
    ///   - stack: the C stack.
    public convenience init(
        profile: BoardProfile, ram: Int? = nil, heap: Int? = nil, stack: Int? = nil, files: any GuestFiles = NoFiles(),
        parts: [Part] = []
    ) throws(BoardError) {
        try self.init(
            profile: profile, sizes: Sizes(ram: ram, heap: heap, stack: stack), files: files,
            plan: BoardCircuit(parts, around: profile))
    }

    /// How much RAM; nil leaves the board's own.
    public struct Sizes: Sendable {
        /// The RAM in all, in bytes.
        public var ram: Int?
        /// The heap alone.
        public var heap: Int?
        /// The C stack.
        public var stack: Int?

        /// The sizes of a board.
        public init(ram: Int? = nil, heap: Int? = nil, stack: Int? = nil) {
            self.ram = ram
            self.heap = heap
            self.stack = stack
        }
    }

    init(
        profile: BoardProfile, sizes: Sizes, files: any GuestFiles, plan: BoardCircuit
    ) throws(BoardError) {
        // Before anything is stored: optimised code crashed at times when it threw from between the stored properties.
        let layout = try Board.layout(profile, sizes)
        self.profile = profile
        self.ram = layout
        flash = RAMFiles(over: files)
        circuit = Circuit(supplyVolts: profile.chip.supplyVolts)
        wiring = BoardWiring(profile: profile, circuit: circuit, plan: plan)
        hardware = Hardware(
            facts: MachineFacts(profile), circuit: circuit, nets: wiring.pinNets, pullOhms: profile.chip.pullOhms)
        try wiring.solder()
        try wiring.wire()
        hardware.takeInterrupt = { [unowned self] in serial.poll(interruptCharacter: $0) }
        hardware.console = ConsoleDoor(
            write: { [unowned self] in serial.write($0, at: hardware.sync()) },
            take: { [unowned self] in serial.take() },
            count: { [unowned self] in serial.received.count })
        serial.addSink { [unowned self] _, bytes in show(bytes) }
        fillCards()
        interpreter = try makeInterpreter()
    }

    private static func layout(_ profile: BoardProfile, _ sizes: Sizes) throws(BoardError) -> BoardProfiles.RAMLayout {
        do {
            return try profile.ram.layout(ram: sizes.ram, heap: sizes.heap, stack: sizes.stack)
        } catch {
            throw .ram(board: profile.name, error)
        }
    }

    /// Its name in its diagram, else its profile's.
    public var name: String { wiring.plan.id.isEmpty ? profile.name : wiring.plan.id }

    /// The present virtual time.
    public var now: Instant { hardware.clock.now }

    /// What Perch has to say about the run, one line each.
    public var notes: [String] {
        wiring.notes + hardware.notes + (internet?.notes ?? [])
            + WiringNotes(wiring, at: now).lines(circuit.trace.faults)
    }

    /// The network that its Wi-Fi reaches; nil without Wi-Fi.
    public var internet: Internet? { hardware.station?.internet }

    /// Somebody at the desk has still something to do: the board stays on after its program has returned.
    public var isAttended: Bool {
        get { hardware.isAttended }
        set { hardware.isAttended = newValue }
    }

    /// Ends the run at the guest's next jump or wait: from `host`, or from an event.
    public func stop() {
        if hardware.stopReason == nil { hardware.stopReason = .host }
    }

    // MARK: The world

    /// A part, wired or soldered.
    public func device(_ id: String) throws(BoardError) -> any Device { try wiring.device(id) }

    /// Turns a control of a part now.
    public func set(part id: String, control: String, to value: Double) throws(BoardError) {
        let device = try device(id)
        do {
            try device.set(control: control, to: value, at: hardware.clock.now)
        } catch {
            throw .part(error)
        }
    }

    /// Turns a control of a part at an instant to come. What is wrong with it is said now.
    public func plan(at instant: Instant, part id: String, control: String, to value: Double) throws(BoardError) {
        let device = try turnable(part: id, control: control, to: value)
        circuit.events.schedule(at: instant) { device.turn(control: control, to: value, at: $0) }
    }

    /// A part whose control can be turned so far.
    public func turnable(part id: String, control: String, to value: Double) throws(BoardError) -> any Device {
        let device = try device(id)
        guard let found = device.controls.first(where: { $0.name == control }) else {
            let known = device.controls.map(\.name)
            throw .part(.unknownControl(part: id, control: control, known: known))
        }
        guard found.range.contains(value) else { throw .part(.outOfRange(part: id, control: found, value: value)) }
        return device
    }

    /// The net of a pin of the board, by a name as in `Part.wires`.
    public func net(_ name: String) throws(BoardError) -> Net { try wiring.net(name) }

    /// Does what a user did in the window. Pace and pause are the caller's.
    public func apply(_ input: BoardInput) throws(BoardError) {
        switch input {
        case .press(let id), .release(let id):
            let isPress = input == .press(id)
            if isPinless(button: id) {
                if id == "BOOTSEL" {
                    hardware.isBootselPressed = isPress
                } else if isPress {
                    hardware.stopReason = .reset(.hard, at: now)
                }
                return
            }
            try set(part: id, control: "pressed", to: isPress ? 1 : 0)
        case .set(let part, let control, let value): try set(part: part, control: control, to: value)
        case .serial(let bytes): serial.send(bytes)
        case .close: stop()
        case .pause, .resume: runState = input == .pause ? .paused : .running
        case .speed(let speed): self.speed = speed
        case .showHeap(let shows): showsHeap = shows
        }
    }

    private func isPinless(button id: String) -> Bool {
        profile.buttons.contains { $0.name == id && $0.pin == nil } && !wiring.parts.contains { $0.device.id == id }
    }

    // MARK: The guest

    func makeInterpreter() throws(BoardError) -> Interpreter {
        let chip = profile.chip
        let layout = MicroPython.RAMLayout(
            staticBytes: ram.staticBytes, stackBytes: ram.stackBytes,
            stackMarginBytes: ram.stackBytes - ram.stackLimitBytes + ram.stackUsedAtStartBytes,
            heapBytes: ram.heapBytes, heapGrowthBytes: ram.heapGrowthBytes)
        let costs = CostTable(
            flavour: CostTable.Flavour(rawValue: chip.cost.table.rawValue) ?? .m4Goto,
            hot: chip.cost.hotCyclesPerInstruction, cold: chip.cost.coldCyclesPerInstruction)
        var extra = CallStack.Extra.estimated(baseBytes: chip.callStack.baseBytes)
        extra.methodBytes = chip.callStack.methodExtraBytes
        extra.starBytes = chip.callStack.starArgsExtraBytes
        let interpreter: Interpreter
        do {
            interpreter = try Interpreter(
                firmware: Firmware(profile), layout: layout, modules: hardware.modules, costs: costs,
                callStack: CallStack(baseBytes: chip.callStack.baseBytes, extra: extra))
        } catch {
            throw .setup(error)
        }
        interpreter.setConsole { [unowned self] bytes in send(bytes) }
        interpreter.mount(flash)
        interpreter.setInput(SerialInput(serial, hardware))
        interpreter.setClock(hardware)
        interpreter.setFrozen(hardware.frozenModules)
        if profile.port.gcThreshold == .quarterOfPool {
            interpreter.vm.setCollectionThreshold(bytes: ram.poolBytes / 4)
        }
        for watch in guestWatches { watch.begins(interpreter.vm) }
        return interpreter
    }

    /// What the guest prints (mp_hal_stdout_tx_strn_cooked).
    func send(_ bytes: UnsafeRawBufferPointer) {
        let now = hardware.sync()
        guard hasConsole, bytes.contains(0x0A) else { return serial.write(bytes, at: now) }
        var cooked: [UInt8] = []
        for byte in bytes {
            if byte == 0x0A { cooked.append(0x0D) }
            cooked.append(byte)
        }
        serial.write(cooked, at: now)
    }

    private func show(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            if byte == 0x0A { console.receive([0x0D]) }
            console.receive(CollectionOfOne(byte))
        }
    }
}
