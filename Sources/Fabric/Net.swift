/// A node of the circuit: all that is soldered together.
///
/// Drivers hang on it, each in a slot of its own; what they make of the net together is worked out at every change.
/// Nothing is allocated for an edge.
public final class Net {
    /// Place in the circuit.
    public let id: NetID
    /// What a person calls it: the pin's name for a board's pin.
    public let name: String
    let supplyVolts: Volts
    private let trace: WireTrace
    private let events: EventQueue

    private var state = NetState()
    /// The waveform's voltages, where a divider has made it smaller. Beside the state, which is copied at every edge.
    private var swing: WaveformSwing?
    private var hasConflicted = false
    private var hasFloated = false
    private var observers: [(Net, Instant) -> Void] = []
    private var edges: EdgePlayer?
    /// Nets that a closed contact makes one with this one, once for each contact.
    var neighbours: [Net] = [] {
        didSet { isAlone = neighbours.isEmpty && resistances.isEmpty }
    }
    /// Resistors that end here.
    var resistances: [Resistance] = [] {
        didSet { isAlone = neighbours.isEmpty && resistances.isEmpty }
    }
    /// Nothing but its own drivers decides what it is.
    private(set) var isAlone = true
    /// Ports that take whole bytes, once for each edge subscription of theirs.
    var byteFaces: [any ByteFace] = []
    /// Parts that take or give whole samples of sound.
    var audioFaces: [any AudioFace] = []

    init(id: NetID, name: String, supplyVolts: Volts, trace: WireTrace, events: EventQueue) {
        self.id = id
        self.name = name
        self.supplyVolts = supplyVolts
        self.trace = trace
        self.events = events
    }

    // MARK: Driving

    /// Names one driver of one net.
    public struct DriverSlot: Sendable {
        fileprivate let index: Int
    }

    /// Hangs a driver on the net.
    @discardableResult
    public func addDriver(_ drive: Drive = .released, at instant: Instant) -> DriverSlot {
        let slot = DriverSlot(index: state.addDriver())
        setDrive(slot, to: drive, at: instant)
        return slot
    }

    /// Lets a driver do something else.
    public func setDrive(_ slot: DriverSlot, to drive: Drive, at instant: Instant) {
        if isAlone {
            guard let change = state.settle(slot.index, to: drive, supplyVolts: supplyVolts) else { return }
            announce(change.new, after: change.old, at: instant)
        } else if state.setDrive(slot.index, to: drive), !drivesLeaves(at: instant) {
            resolve(at: instant)
        }
    }

    // MARK: Reading

    /// The waveform on the net, if there is one.
    public var waveform: PWMSignal? { state.resolution.waveform }

    /// The level at an instant that is not before the last change.
    public func level(at instant: Instant) -> Level {
        state.resolution.waveform?.level(at: instant) ?? state.resolution.level
    }

    /// The voltage at an instant that is not before the last change; 0 for a floating net.
    public func volts(at instant: Instant) -> Volts {
        guard let waveform = state.resolution.waveform else { return state.resolution.volts }
        return waveform.level(at: instant) == .high ? highVolts : lowVolts
    }

    /// The voltage that a slow instrument sees: of a waveform, its mean.
    public var averageVolts: Volts { state.resolution.volts }

    /// The voltages of a waveform; the voltage of a net without.
    var highVolts: Volts { swing?.high ?? (waveform == nil ? averageVolts : supplyVolts) }
    /// See `highVolts`.
    var lowVolts: Volts { swing?.low ?? (waveform == nil ? averageVolts : 0) }

    /// The fraction of time that the net is high: 0, 1, or the duty of its waveform.
    public var dutyHigh: Double { state.resolution.waveform?.duty ?? (state.resolution.level == .high ? 1 : 0) }
    /// The fraction of time that the net is low: 0, 1, or what the duty of its waveform leaves.
    public var dutyLow: Double {
        state.resolution.waveform.map { 1 - $0.duty } ?? (state.resolution.level == .low ? 1 : 0)
    }

    // MARK: Watching

    /// Calls `observer` after each change of level, voltage or waveform; not for the edges within a waveform.
    public func observe(_ observer: @escaping (Net, Instant) -> Void) { observers.append(observer) }

    /// Calls `observer` at each edge, those within a waveform included: they become real events, as many as there are.
    /// The level is low or high; a floating or shorted net counts as an input reads it. For pin interrupts, pulse counters and decoders.
    public func observeEdges(at instant: Instant, _ observer: @escaping (Level, Instant) -> Void) -> EdgeSubscription {
        let player = edges ?? EdgePlayer(net: self, events: events, at: instant)
        edges = player
        return player.subscribe(observer, at: instant)
    }

    /// How many watch it, in either way.
    var watcherCount: Int { observers.count + (edges?.subscriberCount ?? 0) }
    /// Someone reads the trace.
    var isTraced: Bool { trace.isRead }

    /// An input looked at it while nobody drove it. A real chip would have read anything.
    func readFloating(at instant: Instant) {
        if hasFloated { return }
        hasFloated = true
        trace.warn("it is read while nothing drives it; it needs a pull-up or a pull-down", on: self, at: instant)
    }

    // MARK: Resolving

    /// A strong driver decides: an output or a rail, and no resistor between.
    public var isStrong: Bool { state.resolution.isStrong }
    /// The level that an input with hysteresis remembers.
    var steadyLevel: Level { state.resolution.level }
    var ownLowDriverCount: Int { state.drives.reduce(0) { $0 + ($1 == .low ? 1 : 0) } }
    func addDrives(to sum: inout DriveSum, except slot: DriverSlot? = nil) {
        for (index, drive) in state.drives.enumerated() where index != slot?.index { sum.add(drive) }
    }

    /// Works out level and voltage anew, of this net and of all that closed contacts make one with it, and of all that resistors tie to it.
    func resolve(at instant: Instant) {
        var sum = DriveSum(supplyVolts: supplyVolts)
        let joined = joinedNets()
        for net in joined { net.addDrives(to: &sum) }
        // All change before any tells: an observer must not see two voltages on one piece of copper.
        var olds = joined.map { (net: $0, old: $0.state.resolution) }
        let hasResistors = joined.contains { !$0.resistances.isEmpty }
        for net in joined {
            let own = sum.resolved(previous: net.steadyLevel)
            // A weak net keeps its level until the network has been solved: inputs have hysteresis.
            if own.isStrong || !hasResistors {
                net.state.resolution = own
            } else {
                net.state.resolution.isStrong = false
            }
        }
        if hasResistors {
            for net in joined { net.swing = nil }
            for (net, resolution, swing) in ResistorNetwork(around: self, supplyVolts: supplyVolts).resolutions() {
                if !olds.contains(where: { $0.net === net }) { olds.append((net, net.state.resolution)) }
                net.state.resolution = resolution
                net.swing = swing
            }
        }
        for (net, old) in olds where net.state.resolution != old {
            net.announce(net.state.resolution, after: old, at: instant)
        }
    }

    /// The resistor in front of an LED or a data line: what is behind it follows this net, and no network needs to be solved. False where
    /// it is not so simple.
    private func drivesLeaves(at instant: Instant) -> Bool {
        guard neighbours.isEmpty else { return false }
        let own = state.resolved(supplyVolts: supplyVolts)
        guard own.isStrong, own.level != .conflict else { return false }
        for resistance in resistances {
            let far = resistance.far(from: self)
            if !far.isStrong && !far.isBareLeaf { return false }
        }
        let old = state.resolution
        if own == old { return true }
        var shown = own
        shown.isStrong = false
        state.resolution = own
        var leaves: [(net: Net, old: Resolution)] = []
        for resistance in resistances {
            let far = resistance.far(from: self)
            if far.isStrong { continue }
            leaves.append((far, far.state.resolution))
            far.state.resolution = shown
        }
        announce(own, after: old, at: instant)
        for leaf in leaves where leaf.old != shown { leaf.net.announce(shown, after: leaf.old, at: instant) }
        return true
    }

    /// One resistor ends here and nobody drives it.
    private var isBareLeaf: Bool {
        neighbours.isEmpty && resistances.count == 1 && swing == nil && state.drives.allSatisfy { $0 == .released }
    }

    func joinedNets() -> [Net] {
        var joined: [Net] = [self]
        var next = 0
        while next < joined.count {
            for neighbour in joined[next].neighbours where !joined.contains(where: { $0 === neighbour }) {
                joined.append(neighbour)
            }
            next += 1
        }
        return joined
    }

    private func announce(_ new: Resolution, after old: Resolution, at instant: Instant) {
        if new.level == .conflict && old.level != .conflict {
            trace.record(.conflict(id, isFirst: !hasConflicted), at: instant)
            if !hasConflicted { trace.warn("two outputs drive it against each other", on: self, at: instant) }
            hasConflicted = true
        }
        if let waveform = new.waveform {
            trace.record(.waveform(id, waveform), at: instant)
        } else if new.level != old.level || old.waveform != nil {
            trace.record(.edge(id, new.level), at: instant)
        }
        if new.isAnalog || old.isAnalog, new.volts != old.volts {
            trace.record(.voltage(id, new.volts), at: instant)
        }
        edges?.netChanged(at: instant)
        for observer in observers { observer(self, instant) }
    }
}
