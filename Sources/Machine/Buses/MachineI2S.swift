import Fabric
import MicroPython

/// `machine.I2S` (extmod/machine_i2s.c and machine_i2s.c of the ports, v1.29).
///
/// Not modelled: the state machine and the DMA channels that the RP2040's takes, the dividers of the others' clocks.
struct MachineI2S: Sendable {
    let hardware: Hardware
    let facts: I2SFacts
    private static let address = MachineTypes.address(MachineTypes.i2s)

    /// nil: the port has none.
    init?(hardware: Hardware) {
        guard let facts = I2SFacts(hardware.facts) else { return nil }
        (self.hardware, self.facts) = (hardware, facts)
    }

    private var port: MachineFacts.Port { hardware.facts.port }

    private func unit(_ vm: VM, _ value: Value) throws(GuestException) -> I2SUnit {
        guard let unit = hardware.state.audio[Int(vm.word(value, 0))] else {
            throw vm.exception(.valueError, "invalid id")
        }
        return unit
    }

    // MARK: Making

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        let id = try vm.int(arguments[0])
        guard facts.ids.contains(id) else { throw vm.exception(.valueError, "invalid id") }
        let known = hardware.state.audio[id]
        if let known { shut(vm, known) }
        let unit: I2SUnit
        if let known {
            unit = known
        } else {
            // ports/rp2: 360 bytes with the DMA's buffer in it.
            let object = try vm.makeObject(Self.address, wordCount: port == .esp32 ? 24 : 89)
            vm.setWord(object, 0, UInt32(id))
            vm.retain(object)
            unit = I2SUnit(id: id, object: object, facts: facts, hardware: hardware)
            hardware.state.audio[id] = unit
        }
        try setUp(vm, unit, arguments.dropFirst())
        return unit.object
    }

    private func setUp(_ vm: VM, _ unit: I2SUnit, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        func required(_ name: StaticString) throws(GuestException) -> Value {
            if let value = try reader.keyword(name) { return value }
            throw vm.exception(.typeError, "'%q' argument required", .text("\(name)"))
        }
        let clock = try required("sck")
        let word = try required("ws")
        let data = try required("sd")
        let mode = try vm.int(required("mode"))
        let bits = try vm.int(required("bits"))
        let format = try vm.int(required("format"))
        let rate = try vm.int(required("rate"))
        let ring = try vm.int(required("ibuf"))
        try reader.finish()
        let pins = try (pin(vm, clock, "SCK"), pin(vm, word, "WS"), pin(vm, data, "SD"))
        if port == .rp2, hardware.facts.pins[pins.1].number != hardware.facts.pins[pins.0].number.map({ $0 + 1 }) {
            throw vm.exception(.valueError, "invalid ws (must be sck+1)")
        }
        guard mode == facts.receive || mode == facts.send else { throw vm.exception(.valueError, "invalid mode") }
        guard bits == 16 || bits == 32 else { throw vm.exception(.valueError, "invalid bits") }
        guard (0...1).contains(format) else { throw vm.exception(.valueError, "invalid format") }
        if port != .esp32 {
            guard ring > 0 else { throw vm.exception(.valueError, "invalid ibuf") }
            let block = try vm.makeObject(Self.address, wordCount: max(1, (ring + 3) / 4) - 1)
            // A block of bytes, no object.
            vm.retain(block)
            unit.ringBlock = block
        }
        unit.pins = pins
        (unit.mode, unit.bits, unit.isStereo) = (mode, bits, format == 1)
        (unit.rate, unit.ringBytes) = (max(1, rate), max(1, ring))
        unit.waiting = .blocking
        setCallback(vm, unit, .none)
        unit.start()
    }

    private func pin(_ vm: VM, _ value: Value, _ name: String) throws(GuestException) -> Int {
        guard port == .stm32 else { return try hardware.findPin(value, vm) }
        guard vm.isObject(value, of: MachinePin.address) else {
            throw vm.exception(.valueError, "\(name) not a Pin type")
        }
        let place = try hardware.findPin(value, vm)
        guard hardware.facts.pins[place].alternates.contains(where: { $0.hasSuffix("_I2S2") }) else {
            throw vm.exception(.valueError, "invalid \(name) pin")
        }
        return place
    }

    private func setCallback(_ vm: VM, _ unit: I2SUnit, _ callback: Value) {
        if unit.callback != .none { vm.release(unit.callback) }
        if callback != .none { vm.retain(callback) }
        unit.callback = callback
    }

    private func shut(_ vm: VM, _ unit: I2SUnit) {
        unit.stop()
        setCallback(vm, unit, .none)
        if let block = unit.ringBlock { vm.release(block) }
        unit.ringBlock = nil
    }

    // MARK: Streams

    private func read(
        _ vm: VM, _ object: Value, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(GuestException) -> StreamResult {
        let unit = try unit(vm, object)
        // EPERM, EINVAL.
        if unit.sends { return .failed(1) }
        if buffer.count % unit.guestFrameBytes != 0 { return .failed(22) }
        guard unit.isRunning, buffer.count > 0 else { return .done(0) }
        var count = 0
        hardware.sync()
        while count < buffer.count {
            count += unit.get(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            if count == buffer.count || unit.waiting == .asyncio { break }
            try hardware.wait(vm, until: .distantFuture, runsCallbacks: false, for: "I2S.readinto()") {
                unit.ring.count >= unit.guestFrameBytes
            }
        }
        return .done(count)
    }

    private func write(
        _ vm: VM, _ object: Value, _ bytes: UnsafeRawBufferPointer
    ) throws(GuestException) -> StreamResult {
        let unit = try unit(vm, object)
        if !unit.sends { return .failed(1) }
        guard unit.isRunning, bytes.count > 0 else { return .done(0) }
        var count = 0
        hardware.sync()
        while count < bytes.count {
            count += unit.put(UnsafeRawBufferPointer(rebasing: bytes[count...]))
            if count == bytes.count || unit.waiting == .asyncio { break }
            try hardware.wait(vm, until: .distantFuture, runsCallbacks: false, for: "I2S.write()") { unit.room > 0 }
        }
        return .done(count)
    }

    private func control(
        _ vm: VM, _ object: Value, _ request: StreamRequest, _ argument: UInt32
    ) throws(GuestException) -> StreamResult {
        guard request == .poll else { return .refused }
        let unit = try unit(vm, object)
        // Whoever polls is asyncio.
        unit.waiting = .asyncio
        hardware.sync()
        if argument & 1 != 0 && unit.sends || argument & 4 != 0 && !unit.sends { return .failed(1) }
        return StreamPoll.answer(
            argument, canRead: !unit.sends && !unit.ring.isEmpty, canWrite: unit.sends && unit.room > 0)
    }

    /// `write(buf)` and `readinto(buf)`: with a callback they come back at once and the buffer is the one that was given.
    private func move(_ vm: VM, _ arguments: Arguments, sends: Bool) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let whole = try vm.requiredBuffer(arguments[1], forWriting: !sends)
        // (buf), (buf, count), (buf, offset, count).
        let offset = arguments.count > 3 ? min(max(0, try vm.int(arguments[2])), whole.count) : 0
        let limit = arguments.count > 2 ? max(0, try vm.int(arguments[arguments.count - 1])) : whole.count
        let count = min(limit, whole.count - offset)
        if unit.waiting == .callback {
            if unit.sends != sends { throw vm.osError(1) }
            if !sends && count % unit.guestFrameBytes != 0 { throw vm.osError(22) }
            if count > 0 && unit.isRunning { unit.begin(address: whole.address &+ UInt32(offset), count: count) }
            return try vm.newInt(count)
        }
        let result: StreamResult
        if sends {
            let bytes = try vm.bytes(of: arguments[1])
            result = try write(vm, arguments[0], UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
        } else {
            let bytes = try vm.mutableBytes(of: arguments[1])
            result = try read(vm, arguments[0], UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]))
        }
        switch result {
        case .done(let moved): return try vm.newInt(moved)
        case .failed(let number): throw vm.osError(number)
        }
    }

    // MARK: Methods

    private func arm(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let handler = arguments[1]
        if handler != .none, try !vm.isCallable(handler) { throw vm.exception(.valueError, "invalid callback") }
        unit.waiting = handler == .none ? .blocking : .callback
        setCallback(vm, unit, handler)
        return .none
    }

    /// `shift(*, buf, bits, shift)`: each step is 6 dB.
    private static func shift(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let target = try reader.required("buf")
        let bits = try vm.int(reader.required("bits"))
        let steps = Int(Int8(truncatingIfNeeded: try vm.int(reader.required("shift"))))
        try reader.finish()
        let buffer = try vm.requiredBuffer(target, forWriting: true)
        guard bits == 16 || bits == 32 else { throw vm.exception(.valueError, "invalid bits") }
        let size = bits / 8
        for start in stride(from: 0, to: buffer.count / size * size, by: size) {
            let address = buffer.address &+ UInt32(start)
            guard let word = vm.memory(at: address, byteCount: size) else { break }
            let sample = size == 2 ? Int32(Int16(truncatingIfNeeded: word)) : Int32(bitPattern: word)
            let shifted = steps >= 0 ? sample << Int32(min(steps, 32)) : sample >> Int32(min(-steps, 31))
            _ = vm.setMemory(
                at: address, byteCount: size,
                to: UInt32(bitPattern: shifted) & (size == 2 ? 0xFFFF : .max))
        }
        return .none
    }

    private func description(_ unit: I2SUnit) -> String {
        func name(_ place: Int) -> String {
            let pin = hardware.facts.pins[place]
            return pin.number.map(String.init) ?? pin.name
        }
        return
            "I2S(id=\(unit.id),\nsck=\(name(unit.pins.clock)),\nws=\(name(unit.pins.word)),\nsd=\(name(unit.pins.data)),\n"
            + "mode=\(unit.mode),\nbits=\(unit.bits), format=\(unit.isStereo ? 1 : 0),\n"
            + "rate=\(unit.rate), ibuf=\(unit.ringBytes))"
    }

    // MARK: The table

    private var methods: MethodTable {
        [
            "init": .keywords(1) { vm, arguments throws(GuestException) in
                let unit = try unit(vm, arguments[0])
                shut(vm, unit)
                try setUp(vm, unit, arguments.dropFirst())
                return .none
            },
            "readinto": .range(2...3) { vm, arguments throws(GuestException) in
                try move(vm, arguments, sends: false)
            },
            "write": .range(2...4) { vm, arguments throws(GuestException) in try move(vm, arguments, sends: true) },
            "deinit": .fixed(1) { vm, arguments throws(GuestException) in
                shut(vm, try unit(vm, arguments[0]))
                return .none
            },
            "irq": .fixed(2, arm),
            "shift": .staticMethod(.keywords(0, Self.shift)),
            "RX": .int(facts.receive), "TX": .int(facts.send), "STEREO": .int(1), "MONO": .int(0),
        ]
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.i2s,
            TypeSlots(
                name: "I2S",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: description(unit(vm, value)))
                },
                stream: StreamProtocol(
                    read: { vm, object, buffer throws(GuestException) in try read(vm, object, buffer) },
                    write: { vm, object, bytes throws(GuestException) in try write(vm, object, bytes) },
                    control: { vm, object, request, argument throws(GuestException) in
                        try control(vm, object, request, argument)
                    }),
                methods: methods))
    }
}
