import Fabric
import MicroPython

/// `machine.time_pulse_us`, `machine.dht_readinto` and `machine.bitstream` (extmod/machine_pulse.c, drivers/dht/dht.c, extmod/machine_bitstream.c
/// and machine_bitstream.c of the ports, v1.29): pulses measured and made by the CPU itself, with nothing else running.
///
/// Not modelled: the microsecond or so that each look at the pin takes.
struct MachinePulse: Sendable {
    let hardware: Hardware

    // MARK: Measuring

    /// Waits for a level, at most until `limit`. Returns when it came; nil: it did not.
    private func wait(
        _ vm: VM, for level: Bool, on pin: Int, until limit: Instant
    ) throws(GuestException) -> Instant? {
        let wire = hardware.pins[pin]
        var change: Instant?
        // The moment is the edge's own, not the cycle at which the CPU has noticed.
        let subscription = wire.net.observeEdges(at: hardware.sync()) { edge, instant in
            if change == nil && edge.isHigh == level { change = instant }
        }
        defer { subscription.cancel() }
        if wire.readAlone(at: hardware.sync()) == level { return hardware.clock.now }
        try hardware.wait(vm, until: limit, runsCallbacks: false) { change != nil }
        guard let change, change <= limit else { return nil }
        return change
    }

    /// How long the next pulse of this level lasts, in microseconds; -2: it did not come, -1: it did not end.
    func width(
        _ vm: VM, of level: Bool, on pin: Int, timeoutMicroseconds: UInt64
    ) throws(GuestException) -> Int {
        let timeout = Picoseconds.microseconds(timeoutMicroseconds)
        let begin = hardware.sync()
        guard let start = try wait(vm, for: level, on: pin, until: begin + timeout) else { return -2 }
        guard let end = try wait(vm, for: !level, on: pin, until: start + timeout) else { return -1 }
        return Int(end.microseconds - start.microseconds)
    }

    private func timePulse(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = try hardware.findPin(arguments[0], vm)
        let level = try vm.truth(of: arguments[1])
        var timeout: UInt64 = 1_000_000
        if let value = arguments.optional(2) { timeout = UInt64(UInt32(truncatingIfNeeded: try vm.int(value))) }
        return try vm.newInt(width(vm, of: level, on: pin, timeoutMicroseconds: timeout))
    }

    /// DHT11 and DHT22: 18 ms low, then the part's answer, 40 bits by the widths of their highs.
    private func readDHT(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = try hardware.findPin(arguments[0], vm)
        let wire = hardware.pins[pin]
        hardware.openDrain(pin, at: hardware.sync())
        let buffer = try vm.mutableBytes(of: arguments[1])
        if buffer.count < 5 { throw vm.exception(.valueError, "buffer too small") }
        try hardware.wait(vm, until: hardware.sync() + .milliseconds(250))
        wire.write(false, at: hardware.sync())
        try hardware.wait(vm, until: hardware.sync() + .milliseconds(18))
        wire.write(true, at: hardware.sync())
        try hardware.delay(vm, microseconds: 10)
        let timeout = vm.osError(I2CFailure.timeoutNumber(hardware.facts.port))
        let limit = hardware.sync() + .microseconds(100)
        guard try wait(vm, for: false, on: pin, until: limit) != nil else { throw timeout }
        guard try width(vm, of: true, on: pin, timeoutMicroseconds: 150) >= 0 else { throw timeout }
        for bit in 0..<40 {
            let width = try width(vm, of: true, on: pin, timeoutMicroseconds: 100)
            if width < 0 { throw timeout }
            buffer[bit / 8] = buffer[bit / 8] << 1 | (width > 48 ? 1 : 0)
        }
        return .none
    }

    // MARK: Making

    /// `bitstream(pin, encoding, timing, data)`: high and low of a zero, high and low of a one, in nanoseconds.
    private func stream(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = try hardware.findPin(arguments[0], vm)
        let encoding = try vm.int(arguments[1])
        let bytes = try vm.bytes(of: arguments[3])
        guard encoding == 0 else { throw vm.exception(.valueError, "encoding") }
        let timing = try vm.items(of: arguments[2])
        guard timing.count == 4 else {
            throw vm.exception(
                .valueError, "requested length %d but object has length %d", .int(4), .int(timing.count))
        }
        var times: [Picoseconds] = []
        for value in timing { times.append(time(nanoseconds: try vm.int(value))) }
        let wire = hardware.pins[pin]
        hardware.take(pin, at: hardware.sync())
        var now = hardware.sync()
        wire.setMode(.output, at: now)
        hardware.didPlan()
        for byte in bytes {
            for place in 0..<8 {
                let first = byte << UInt8(place) & 0x80 == 0 ? 0 : 2
                wire.write(true, at: now)
                now = try hardware.letEdgesPass(vm, to: now + times[first])
                wire.write(false, at: now)
                now = try hardware.letEdgesPass(vm, to: now + times[first + 1])
            }
        }
        try hardware.finishEdges(vm, at: now)
        return .none
    }

    /// In whole ticks of what makes the pulses: the CPU's cycles, or the 80 MHz of the ESP32's RMT, halved.
    private func time(nanoseconds: Int) -> Picoseconds {
        let clock = hardware.facts.port == .esp32 ? 40_000_000 : hardware.clock.frequency
        let ticks = UInt64(max(0, nanoseconds)) * (clock / 1_000_000) / 1000
        let scaled = max(1, ticks).multipliedFullWidth(by: 1_000_000_000_000)
        return clock.dividingFullWidth(scaled).quotient
    }

    // MARK: The functions

    var members: MethodTable {
        // NUCLEO_L073RZ has no `bitstream`, to save flash (its mpconfigboard.h).
        let pulses: MethodTable = [
            "dht_readinto": .fixed(2, readDHT), "time_pulse_us": .range(2...3, timePulse),
        ]
        return hardware.facts.chip == "stm32l073" ? pulses : ["bitstream": .fixed(4, stream)] + pulses
    }
}
