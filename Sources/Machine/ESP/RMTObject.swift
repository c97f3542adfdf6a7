import Fabric
import MicroPython

/// `esp32.RMT` (esp32_rmt.c of ports/esp32, v1.29).
///
/// Not modelled: the channels' memory, so that nothing runs dry; the finaliser; `num_symbols` beyond its check.
struct RMTObject: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.rmt)
    /// The APB clock, RMT_CLK_SRC_DEFAULT.
    private static let sourceHertz = 80_000_000

    /// SOC_RMT_MEM_WORDS_PER_CHANNEL.
    private var symbolsMin: Int { hardware.facts.chip == "esp32" ? 64 : 48 }
    /// SOC_RMT_TX_CANDIDATES_PER_GROUP.
    private var channels: Int { hardware.facts.chip == "esp32" ? 8 : hardware.facts.chip == "esp32s3" ? 4 : 2 }

    private func transmitter(_ vm: VM, _ value: Value) throws(GuestException) -> PulseTransmitter {
        if let transmitter = hardware.state.transmitters[Int(vm.word(value, 0))] { return transmitter }
        throw vm.exception(.osError, "already deinitialized")
    }

    // MARK: Making

    private func resolution(_ vm: VM, _ hertz: Value, _ divider: Value) throws(GuestException) -> Int {
        if hertz != .none && divider != .none {
            throw vm.exception(.valueError, "resolution_hz and clock_div are mutually exclusive")
        }
        if hertz != .none {
            let resolution = try vm.int(hertz)
            if resolution <= 0 { throw vm.exception(.valueError, "resolution_hz must be positive") }
            return resolution
        }
        if divider == .none { return 10_000_000 }
        let number = try vm.int(divider)
        guard (1...255).contains(number) else {
            throw vm.exception(.valueError, "clock_div must be between 1 and 255")
        }
        return Self.sourceHertz / number
    }

    private func carrier(_ vm: VM, _ value: Value) throws(GuestException) -> PulseTransmitter.Carrier? {
        if value == .none { return nil }
        let items = try vm.items(of: value)
        guard items.count == 3 else {
            throw vm.exception(
                .valueError, "requested length %d but object has length %d", .int(3), .int(items.count))
        }
        let (hertz, duty) = (try vm.int(items[0]), try vm.int(items[1]))
        if hertz <= 0 { throw vm.exception(.valueError, "tx_carrier frequency must be >0") }
        guard (0...100).contains(duty) else { throw vm.exception(.valueError, "tx_carrier duty must be 0..100") }
        return PulseTransmitter.Carrier(
            hertz: UInt64(hertz), dutyPercent: UInt64(duty), level: try vm.truth(of: items[2]))
    }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        if let id = reader.next("id") { _ = try vm.int(id) }
        guard let pin = try reader.keyword("pin") else {
            throw vm.exception(.typeError, "'%s' argument required", .text("pin"))
        }
        let hertz = try reader.keyword("resolution_hz") ?? .none
        let divider = try reader.keyword("clock_div") ?? .none
        let idle =
            try reader.keyword("idle_level").map { value throws(GuestException) in try vm.truth(of: value) } ?? false
        let wave = try reader.keyword("tx_carrier") ?? .none
        let symbols =
            try reader.keyword("num_symbols").map { value throws(GuestException) in try vm.int(value) } ?? symbolsMin
        try reader.finish()
        let place = try hardware.findPin(pin, vm)
        let ticks = try resolution(vm, hertz, divider)
        if symbols < symbolsMin || symbols % 2 == 1 {
            throw vm.exception(.valueError, "num_symbols must be even and at least %d", .int(symbolsMin))
        }
        // ESP_ERR_NOT_FOUND.
        if hardware.state.transmitters.count >= channels { throw vm.osError(-0x105, "ESP_ERR_NOT_FOUND") }
        let transmitter = PulseTransmitter(
            hardware, place: place, ticksPerSecond: ticks, idleLevel: idle, carrier: try carrier(vm, wave))
        // type, channel, enabled, pin, clock, resolution, capacity, items, loops, ongoing, encoder, idle level.
        let object = try vm.makeObject(Self.address, wordCount: 11)
        let number = (1...).first { hardware.state.transmitters[$0] == nil }!
        hardware.state.transmitters[number] = transmitter
        vm.setWord(object, 0, UInt32(number))
        return object
    }

    // MARK: Sending

    /// `write_pulses(durations, level=True)`, `write_pulses(duration, levels)`, `write_pulses(durations, levels)`.
    private func write(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let transmitter = try transmitter(vm, arguments[0])
        try wait(vm, transmitter, until: .distantFuture)
        let (lengths, level) = (arguments[1], arguments.optional(2) ?? .true)
        let levels = vm.isSequence(level) ? try vm.items(of: level) : nil
        var ticks: [Value]
        if let levels, vm.isInteger(lengths) {
            ticks = Array(repeating: lengths, count: levels.count)
        } else {
            ticks = try vm.items(of: lengths)
            if let levels, levels.count != ticks.count {
                throw vm.exception(.valueError, "duration and data must have same length")
            }
        }
        if ticks.isEmpty { throw vm.exception(.valueError, "No pulses") }
        var pulses: [PulseTransmitter.Pulse] = []
        var isHigh = levels == nil ? try vm.truth(of: level) : false
        for (index, value) in ticks.enumerated() {
            if let levels { isHigh = try vm.truth(of: levels[index]) }
            // 15 bits.
            let count = try vm.int(value) & 0x7FFF
            let length = Picoseconds(UInt64(count) * 1_000_000_000_000 / UInt64(transmitter.ticksPerSecond))
            pulses.append(PulseTransmitter.Pulse(isHigh: isHigh, length: length))
            isHigh.toggle()
        }
        transmitter.send(pulses)
        return .none
    }

    private func wait(_ vm: VM, _ transmitter: PulseTransmitter, until end: Instant) throws(GuestException) {
        hardware.sync()
        if !transmitter.isSending { return }
        try hardware.wait(
            vm, until: end, runsCallbacks: false, for: "esp32.RMT sends for ever",
            isDone: { !transmitter.isSending })
    }

    private func waitDone(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let timeout = try reader.keyword("timeout").map { value throws(GuestException) in try vm.int(value) } ?? 0
        try reader.finish()
        let transmitter = try transmitter(vm, arguments[0])
        let now = hardware.sync()
        let end = timeout < 0 ? Instant.distantFuture : now + .milliseconds(UInt64(timeout))
        if timeout != 0 { try wait(vm, transmitter, until: end) }
        return transmitter.isSending ? .false : .true
    }

    private func setLoops(_ vm: VM, _ value: Value, _ count: Int) throws(GuestException) -> Value {
        let transmitter = try transmitter(vm, value)
        if transmitter.loopCount != 0 && count == 0 { transmitter.stop() }
        transmitter.loopCount = count
        return .none
    }

    private func end(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.state.transmitters.removeValue(forKey: Int(vm.word(arguments[0], 0)))?.stop()
        return .none
    }

    // MARK: The table

    private func description(_ vm: VM, _ value: Value) -> String {
        guard let transmitter = hardware.state.transmitters[Int(vm.word(value, 0))] else { return "RMT()" }
        let pin = hardware.facts.pins[transmitter.place].number ?? 0
        return "RMT(pin=\(pin), source_freq=\(Self.sourceHertz), resolution_hz=\(transmitter.ticksPerSecond), "
            + "idle_level=\(transmitter.idleLevel ? 1 : 0))"
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.rmt,
            TypeSlots(
                name: "RMT",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: description(vm, value))
                },
                methods: [
                    "deinit": .fixed(1, end),
                    "active": .range(1...2) { vm, arguments throws(GuestException) in
                        let transmitter = try transmitter(vm, arguments[0])
                        hardware.sync()
                        guard let isOn = arguments.optional(1) else { return transmitter.isSending ? .true : .false }
                        if try vm.truth(of: isOn) {
                            throw vm.exception(.valueError, "activate by calling write_pulses()")
                        }
                        transmitter.stop()
                        return .false
                    },
                    "clock_div": .fixed(1) { vm, arguments throws(GuestException) in
                        try vm.newInt(Self.sourceHertz / transmitter(vm, arguments[0]).ticksPerSecond)
                    },
                    "wait_done": .keywords(1, waitDone),
                    "loop": .fixed(2) { vm, arguments throws(GuestException) in
                        try setLoops(vm, arguments[0], vm.int(arguments[1]) != 0 ? -1 : 0)
                    },
                    "loop_count": .fixed(2) { vm, arguments throws(GuestException) in
                        let count = try vm.int(arguments[1])
                        if count < -1 { throw vm.exception(.valueError, "arg must be -1, 0 or positive") }
                        return try setLoops(vm, arguments[0], count)
                    },
                    "write_pulses": .range(2...3, write),
                    "bitstream_rmt": .staticMethod(
                        .range(0...1) { vm, arguments throws(GuestException) in
                            try arguments.optional(0).map { value throws(GuestException) in try vm.truth(of: value) }
                                ?? true ? .true : .false
                        }),
                    "source_freq": .staticMethod(
                        .fixed(0) { vm, _ throws(GuestException) in try vm.newInt(Self.sourceHertz) }),
                    "PULSE_MAX": .int(32767),
                ]))
    }
}
