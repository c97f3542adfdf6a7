import Fabric
import Internet
import MicroPython

/// `_espnow.ESPNowBase` (modespnow.c of ports/esp32 and ports/esp8266, v1.29).
///
/// Not modelled: encryption (keys are kept), rates, channels.
struct ESPNowObject: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.espNow)
    static let peersMax = 20
    /// Beside the message: the driver's header and the sender.
    private static let headerBytes = (esp32: 14, esp8266: 8)
    /// DEFAULT_RECV_TIMEOUT_MS.
    private static let receiveTimeoutDefault = 300_000
    private static let answersTimeout: Picoseconds = .milliseconds(100)

    private var port: MachineFacts.Port { hardware.facts.port }
    var isESP32: Bool { port == .esp32 }

    static func dataBytesMax(_ port: MachineFacts.Port) -> Int { port == .esp32 ? 1470 : 250 }

    /// A peer that was added.
    struct Peer {
        var address: [UInt8]
        var key: [UInt8] = Array(repeating: 0, count: 16)
        var channel = 0
        var interface = 0
        var isEncrypted = false
    }

    /// What the driver keeps. It goes at a reset.
    final class Unit {
        var object = Value.none
        var ringBytes: Int
        var timeoutMilliseconds = ESPNowObject.receiveTimeoutDefault
        var frames: RadioFrames?
        var ring: Value?
        var arrivals: [RadioFrames.Arrival] = []
        var peers: [Peer] = []
        var sent = 0
        var answered = 0
        var failed = 0
        var arrived = 0
        var dropped = 0
        var handler = Value.none
        var handlerArgument = Value.none
        /// ESP32: who was heard, and the entries of `peers_table`.
        var table = Value.none
        var heard: [(address: [UInt8], key: Value, entry: Value)] = []

        init(ringBytes: Int) { self.ringBytes = ringBytes }
    }

    // MARK: Making

    private func make(_ vm: VM) throws(GuestException) -> Value {
        if let unit = hardware.state.frames { return unit.object }
        let packet = Self.dataBytesMax(port) + (isESP32 ? Self.headerBytes.esp32 : Self.headerBytes.esp8266)
        let unit = Unit(ringBytes: 2 * packet)
        // The ESP8266's lies in static memory.
        unit.object =
            isESP32
            ? try vm.makeObject(Self.address, wordCount: 12) : vm.makeStaticObject(Self.address, wordCount: 1)
        vm.retain(unit.object)
        if isESP32 {
            unit.table = try vm.call(vm.builtin("dict"), [])
            vm.retain(unit.table)
        }
        hardware.state.frames = unit
        return unit.object
    }

    private func unit(_ vm: VM) throws(GuestException) -> Unit {
        guard let unit = hardware.state.frames else { throw notReady(vm) }
        return unit
    }

    func readyUnit(_ vm: VM) throws(GuestException) -> (Unit, RadioFrames) {
        let unit = try unit(vm)
        guard let frames = unit.frames else { throw notReady(vm) }
        return (unit, frames)
    }

    /// ESP-IDF's errors come with their names, those of the ESP8266's SDK without.
    func error(_ code: Int, _ name: String, _ vm: VM) -> GuestException {
        isESP32 ? vm.osError(-code, name) : vm.osError(code)
    }

    private func notReady(_ vm: VM) -> GuestException { error(0x3065, "ESP_ERR_ESPNOW_NOT_INIT", vm) }

    private func activate(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm)
        if let wanted = arguments.optional(1) {
            hardware.sync()
            if try vm.truth(of: wanted) { try turnOn(vm, unit) } else { turnOff(vm, unit) }
        }
        return unit.frames == nil ? .false : .true
    }

    private func turnOn(_ vm: VM, _ unit: Unit) throws(GuestException) {
        guard unit.frames == nil, let station = hardware.station else { return }
        // The ring: its head, and a byte more than it holds.
        let head = try vm.makeObject(Self.address, wordCount: 2)
        vm.retain(head)
        unit.ring = head
        vm.setWord(head, 0, try vm.makeObject(Self.address, wordCount: (unit.ringBytes + 4) / 4 - 1).bits)
        let radio = hardware.radio
        guard radio.isActive[0] || radio.isActive[1] else {
            if isESP32 { throw error(0x3001, "ESP_ERR_WIFI_NOT_INIT", vm) }
            return
        }
        let interface = radio.isActive[0] ? 0 : 1
        let frames = station.setFrames(true, address: hardware.facts.macAddress(interface))
        unit.frames = frames
        frames?.onArrival = { [weak unit, hardware] arrival in
            guard let unit else { return }
            ESPNowObject(hardware: hardware).take(arrival, unit)
        }
    }

    private func turnOff(_ vm: VM, _ unit: Unit) {
        guard unit.frames != nil else { return }
        unit.frames = nil
        _ = hardware.station?.setFrames(false, address: [])
        unit.arrivals = []
        unit.peers = []
        unit.sent = unit.answered
        if let ring = unit.ring { vm.release(ring) }
        unit.ring = nil
        setHandler(vm, unit, .none, .none)
    }

    private func take(_ arrival: RadioFrames.Arrival, _ unit: Unit) {
        let header = isESP32 ? Self.headerBytes.esp32 : Self.headerBytes.esp8266
        let used = unit.arrivals.reduce(0) { $0 + $1.bytes.count + header }
        guard header + arrival.bytes.count < unit.ringBytes - used else {
            unit.dropped += 1
            return
        }
        unit.arrivals.append(arrival)
        unit.arrived += 1
        if unit.handler != .none, let vm = hardware.vm {
            _ = vm.scheduleInterrupt(unit.handler, unit.handlerArgument)
        }
    }

    // MARK: Settings

    private func configure(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm)
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let query = isESP32 ? reader.next("") : nil
        if let bytes = isESP32 ? try reader.keyword("rxbuf") : reader.next("rxbuf") {
            let count = try vm.int(bytes)
            if count >= 0 { unit.ringBytes = count }
        }
        if let timeout = isESP32 ? try reader.keyword("timeout_ms") : reader.next("timeout_ms") {
            let count = try vm.int(timeout)
            if isESP32 || count >= 0 { unit.timeoutMilliseconds = count }
        }
        if isESP32, let rate = try reader.keyword("rate") { _ = try vm.int(rate) }
        try reader.finish()
        guard let query else { return .none }
        switch try vm.string(of: query) {
        case "rxbuf": return try vm.newInt(unit.ringBytes)
        case "timeout_ms": return try vm.newInt(unit.timeoutMilliseconds)
        default: throw vm.exception(.valueError, "unknown config param")
        }
    }

    private func setHandler(_ vm: VM, _ unit: Unit, _ handler: Value, _ argument: Value) {
        for (old, new) in [(unit.handler, handler), (unit.handlerArgument, argument)] {
            if new != .none { vm.retain(new) }
            if old != .none { vm.release(old) }
        }
        (unit.handler, unit.handlerArgument) = (handler, argument)
    }

    private func interrupt(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm)
        let handler = arguments[1]
        if handler != .none, try !vm.truth(of: vm.call(vm.builtin("callable"), [handler])) {
            throw vm.exception(.valueError, "invalid handler")
        }
        setHandler(vm, unit, handler, arguments.optional(2) ?? .none)
        return .none
    }

    private func statistics(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.sync()
        let unit = try unit(vm)
        var items: [Value] = []
        for number in [unit.sent, unit.answered, unit.failed, unit.arrived, unit.dropped] {
            items.append(try vm.newInt(number))
        }
        return try vm.newTuple(items)
    }

    // MARK: Messages

    private func send(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (unit, frames) = try readyUnit(vm)
        let peer =
            arguments.count > 2 && arguments[1] != .none ? try bytes(vm, arguments[1], count: 6) : nil
        guard let text = arguments.optional(arguments.count > 2 ? 2 : 1) else { throw vm.exception(.typeError) }
        var waits = true
        if let given = arguments.optional(3), given != .none { waits = try vm.truth(of: given) }
        let message = Array(try vm.bytes(of: text))
        guard !message.isEmpty, message.count <= Self.dataBytesMax(port) else {
            throw error(0x3066, "ESP_ERR_ESPNOW_ARG", vm)
        }
        if waits { try waitForAnswers(vm, unit) }
        let failedBefore = unit.failed
        let targets = peer.map { [$0] } ?? singlePeers(unit).map(\.address)
        for target in targets where !unit.peers.contains(where: { $0.address == target }) {
            throw error(0x3069, "ESP_ERR_ESPNOW_NOT_FOUND", vm)
        }
        if targets.isEmpty { throw error(0x3069, "ESP_ERR_ESPNOW_NOT_FOUND", vm) }
        let now = hardware.sync()
        for target in targets {
            unit.sent += 1
            frames.send(message, to: target, at: now) { [weak unit] isTaken in
                unit?.answered += 1
                if !isTaken { unit?.failed += 1 }
            }
        }
        hardware.didPlan()
        if waits { try waitForAnswers(vm, unit) }
        return Value(!(waits && unit.failed != failedBefore))
    }

    private func waitForAnswers(_ vm: VM, _ unit: Unit) throws(GuestException) {
        let end = hardware.sync() + Self.answersTimeout
        try hardware.wait(vm, until: end, for: "ESP-NOW's answers") { unit.answered >= unit.sent }
        if unit.answered < unit.sent && isESP32 { throw vm.osError(NetError.timedOut.number(port)) }
    }

    private func receive(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (unit, _) = try readyUnit(vm)
        let given = arguments.optional(2)
        let timeout =
            try given.flatMap { $0 == .none ? nil : $0 }.map { value throws(GuestException) in
                try vm.int(value)
            } ?? unit.timeoutMilliseconds
        let list = arguments[1]
        let items = try vm.items(of: list)
        guard items.count >= 2 else {
            throw vm.exception(.indexError, "list index out of range")
        }
        let now = hardware.sync()
        let end = timeout < 0 ? Instant.distantFuture : now + .milliseconds(UInt64(timeout))
        try hardware.wait(vm, until: end, for: "a message by ESP-NOW") { !unit.arrivals.isEmpty }
        guard !unit.arrivals.isEmpty else { return Value(smallInt: 0) }
        let arrival = unit.arrivals.removeFirst()
        // All its room may be used.
        if let room = vm.room(ofByteArray: items[1]) { _ = vm.setUsed(ofByteArray: items[1], room) }
        let target = try vm.mutableBytes(of: items[1])
        guard arrival.bytes.count <= target.count else {
            unit.arrivals = []
            throw vm.exception(.valueError, "ESPNow.recv(): buffer error")
        }
        target.copyBytes(from: arrival.bytes)
        _ = vm.setUsed(ofByteArray: items[1], arrival.bytes.count)
        if isESP32 {
            try note(vm, unit, arrival, list, items.count)
        } else {
            let sender = try vm.mutableBytes(of: items[0])
            guard sender.count == 6 else { throw vm.exception(.valueError, "invalid buffer length") }
            sender.copyBytes(from: arrival.from)
        }
        return Value(smallInt: Int32(arrival.bytes.count))
    }

    /// `peers_table[sender] = [strength, milliseconds]`; the list gets the table's own key.
    private func note(
        _ vm: VM, _ unit: Unit, _ arrival: RadioFrames.Arrival, _ list: Value, _ count: Int
    ) throws(GuestException) {
        let milliseconds = try vm.newInt(Int(arrival.instant.milliseconds))
        let strength = Value(smallInt: Int32(arrival.strength))
        var known = unit.heard.first { $0.address == arrival.from }
        if known == nil {
            let key = try vm.newBytes(arrival.from)
            let entry = try vm.callMethod(unit.table, "setdefault", [key, vm.newList([.none, .none])])
            known = (arrival.from, key, entry)
            unit.heard.append(known!)
        }
        guard let known else { return }
        vm.setItem(of: known.entry, 0, strength)
        vm.setItem(of: known.entry, 1, milliseconds)
        guard vm.isList(list) else { return }
        vm.setItem(of: list, 0, known.key)
        if count >= 4 {
            vm.setItem(of: list, 2, strength)
            vm.setItem(of: list, 3, milliseconds)
        }
    }

    private func any(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.sync()
        return Value(try !readyUnit(vm).0.arrivals.isEmpty)
    }

    // MARK: The table

    private var methods: MethodTable {
        let common: MethodTable = [
            "active": .range(1...2, activate), "config": .keywords(1, configure), "recvinto": .range(2...3, receive),
            "send": isESP32 ? .range(2...4, send) : .range(3...4, send),
            "set_pmk": .fixed(2) { vm, arguments throws(GuestException) in
                _ = try bytes(vm, arguments[1], count: 16)
                _ = try readyUnit(vm)
                return .none
            },
            "add_peer": isESP32 ? .keywords(2, addPeer) : .range(2...4, addPeer), "del_peer": .fixed(2, removePeer),
        ]
        guard isESP32 else { return common }
        return common + [
            "irq": .range(2...3, interrupt), "stats": .fixed(1, statistics), "any": .fixed(1, any),
            "get_peers": .fixed(1, listPeers), "mod_peer": .keywords(2, modifyPeer),
            "get_peer": .fixed(2) { vm, arguments throws(GuestException) in
                let (unit, place) = try place(vm, arguments[1])
                return try describe(vm, unit.peers[place])
            },
            "peer_count": .fixed(1) { vm, _ throws(GuestException) in
                let (unit, _) = try readyUnit(vm)
                return try vm.newTuple([
                    vm.newInt(unit.peers.count), vm.newInt(unit.peers.filter(\.isEncrypted).count),
                ])
            },
        ]
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.espNow,
            TypeSlots(
                name: "ESPNowBase", make: { vm, _, _ throws(GuestException) in try make(vm) },
                attribute: { vm, _, name, store throws(GuestException) in
                    guard isESP32, store == .sentinel, vm.string(name) == "peers_table" else {
                        return .missing
                    }
                    return LoadedAttribute(try unit(vm).table)
                },
                stream: StreamProtocol(control: { _, _, request, argument throws(GuestException) in
                    guard request == .poll else { return .refused }
                    hardware.sync()
                    guard let unit = hardware.state.frames, unit.frames != nil else { return .done(0) }
                    // Without a message: all that was asked for, but to read.
                    return .done(Int(unit.arrivals.isEmpty ? argument & ~StreamPoll.read : argument))
                }),
                methods: methods))
    }
}
