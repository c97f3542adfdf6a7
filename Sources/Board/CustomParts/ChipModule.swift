import Devices
import Fabric
import MicroPython

/// `_chip`: what the module `chip` of a part's program stands on. Things have numbers here, and names there.
struct ChipModule: Sendable {
    let part: PythonPart

    private func leg(_ vm: VM, _ value: Value) throws(GuestException) -> PythonPart.Leg { part.legs[try vm.int(value)] }

    private func net(_ vm: VM, _ value: Value) throws(GuestException) -> Net? {
        value == .none ? nil : try leg(vm, value).pin.net
    }

    private func keep(_ vm: VM, _ value: Value) -> Value? {
        if value == .none { return nil }
        vm.retain(value)
        return value
    }

    private func handlers(_ vm: VM, _ list: Value) throws(GuestException) -> [Value?] {
        try vm.items(of: list).map { keep(vm, $0) }
    }

    // MARK: Pins

    private func pin(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let name = try vm.string(of: arguments[0])
        guard let number = part.leg(name) else {
            throw vm.exception(.valueError, "the part has no pin '%s'", .text(name))
        }
        return try vm.newInt(number)
    }

    private func mode(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (pin, now) = (try leg(vm, arguments[0]).pin, part.now)
        let mode = try vm.int(arguments[1])
        pin.setPull(mode == 4 ? .up : mode == 5 ? .down : .none, at: now)
        switch mode {
        case 0, 4, 5: pin.setMode(.input, at: now)
        case 1: pin.setMode(.output, at: now)
        case 2: pin.setMode(.openDrain, at: now)
        case 3: pin.setMode(.analog, at: now)
        default: throw vm.exception(.valueError, "no such mode")
        }
        return .none
    }

    private func drive(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = try leg(vm, arguments[0]).pin
        if pin.mode != .analog { pin.setMode(.analog, at: part.now) }
        // What an amplifier's output has.
        pin.setAnalog(.voltage(try vm.double(arguments[1]), 100), at: part.now)
        return .none
    }

    private func watch(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let leg = try leg(vm, arguments[0])
        let edges = try vm.int(arguments[1])
        for watch in leg.watches { watch.cancel() }
        leg.watches = []
        guard let handler = keep(vm, arguments[2]) else { return .none }
        leg.watches.append(
            leg.pin.net.observeEdges(at: part.now) { [weak part] level, instant in
                guard edges & (level.isHigh ? 2 : 1) != 0 else { return }
                part?.program?.call(handler, [level.isHigh ? 1 : 0], at: instant)
            })
        return .none
    }

    // MARK: Time

    private func timer(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        guard let handler = keep(vm, arguments[0]) else { throw vm.exception(.typeError, "a timer needs a handler") }
        part.timers.append(
            PartTimer(part.circuit.events) { [weak part] in part?.program?.call(handler, [], at: $0) })
        return try vm.newInt(part.timers.count - 1)
    }

    private func start(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let nanoseconds = try vm.int(arguments[1])
        let repeats = try vm.truth(of: arguments[2])
        // One that repeats without time between would never let the world go on.
        if nanoseconds < (repeats ? 100 : 0) || nanoseconds > 1 << 50 {
            throw vm.exception(.valueError, "a timer runs for 0 ns to 13 days, one that repeats for 100 ns at least")
        }
        part.timers[try vm.int(arguments[0])].start(
            after: .nanoseconds(UInt64(nanoseconds)), repeats: repeats, at: part.now)
        return .none
    }

    // MARK: Buses

    private func i2c(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var address: UInt8?
        if arguments[2] != .none {
            let number = try vm.int(arguments[2])
            guard (0...127).contains(number) else { throw vm.exception(.valueError, "an address has 7 bits") }
            address = UInt8(number)
        }
        let target = PartI2CTarget(part, address: address, handlers: try handlers(vm, arguments[3]))
        part.targets.append(target)
        // Breakout boards carry pull-ups.
        if let net = try net(vm, arguments[0]) { target.port.attachClock(to: net, pullUp: 4_700, at: part.now) }
        if let net = try net(vm, arguments[1]) { target.port.attachData(to: net, pullUp: 4_700, at: part.now) }
        return .none
    }

    private func spi(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pins = try vm.items(of: arguments[0])
        let mode = try vm.int(arguments[1])
        let target = PartSPITarget(
            part, mode: SPIMode(isIdleHigh: mode & 2 != 0, samplesOnSecondEdge: mode & 1 != 0),
            hasSelect: pins[3] != .none, handlers: try handlers(vm, arguments[2]))
        part.targets.append(target)
        if let net = try net(vm, pins[0]) { target.port.attachClock(to: net, at: part.now) }
        if let net = try net(vm, pins[1]) { target.port.attachInput(to: net, at: part.now) }
        if let net = try net(vm, pins[2]) { target.port.attachOutput(to: net, at: part.now) }
        if let net = try net(vm, pins[3]) { target.port.attachSelect(to: net, at: part.now) }
        return .none
    }

    private func uart(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pins = try vm.items(of: arguments[0])
        let baud = try vm.int(arguments[1])
        guard (50...10_000_000).contains(baud) else { throw vm.exception(.valueError, "baud is 50 to 10000000") }
        let line = PartLine(part.circuit, baud: UInt64(baud))
        if let handler = keep(vm, arguments[2]) {
            line.receiver.onFrame = { [weak part] data, flags, instant in
                if flags.isEmpty { part?.program?.call(handler, [Double(data)], at: instant) }
            }
        }
        if let net = try net(vm, pins[0]) { line.receiver.attach(to: net, at: part.now) }
        if let net = try net(vm, pins[1]) { line.transmitter.attach(to: net, at: part.now) }
        part.lines.append(line)
        return try vm.newInt(part.lines.count - 1)
    }

    private func send(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let line = part.lines[try vm.int(arguments[0])]
        for byte in try vm.bytes(of: arguments[1]) { line.transmitter.send(UInt16(byte), at: part.now) }
        return .none
    }

    // MARK: What people see and turn

    private func attribute(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let name = try vm.string(of: arguments[0])
        if let setting = part.settings[name] { return try vm.newFloat(setting) }
        guard let number = Double(part.attributes.text(name, default: "")) else {
            return arguments.optional(1) ?? .none
        }
        return try vm.newFloat(number)
    }

    private func attributeText(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let standard = try arguments.optional(1).map { value throws(GuestException) in try vm.string(of: value) } ?? ""
        return try vm.newStr(part.attributes.text(vm.string(of: arguments[0]), default: standard))
    }

    private func output(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let output = Output(try vm.string(of: arguments[0]), try vm.double(arguments[1]))
        if let place = part.shown.firstIndex(where: { $0.name == output.name }) {
            part.shown[place] = output
        } else {
            part.shown.append(output)
        }
        return .none
    }

    private func screen(_ vm: VM) throws(GuestException) -> Picture {
        guard let screen = part.screen else {
            throw vm.exception(.runtimeError, "the part's declaration has no 'display'")
        }
        return screen
    }

    private func fill(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let screen = try screen(vm)
        let (left, top) = (try vm.int(arguments[0]), try vm.int(arguments[1]))
        let (width, height) = (try vm.int(arguments[2]), try vm.int(arguments[3]))
        let color = UInt32(truncatingIfNeeded: try vm.int(arguments[4])) & 0xFFFFFF
        let columns = max(0, left)..<max(max(0, left), min(screen.width, left.saturatingAdding(width)))
        for y in max(0, top)..<max(max(0, top), min(screen.height, top.saturatingAdding(height))) {
            for x in columns { part.screen![x, y] = color }
        }
        return .none
    }

    /// Red, green, blue and opacity, a byte each, as Wokwi's framebuffer has them; the offset is in bytes.
    private func show(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let screen = try screen(vm)
        let bytes = try vm.bytes(of: arguments[1])
        let first = try vm.int(arguments[0]) / 4
        guard first >= 0 else { throw vm.exception(.valueError, "an offset is not negative") }
        for pixel in 0..<max(0, min(bytes.count / 4, screen.width * screen.height - first)) {
            let color =
                UInt32(bytes[4 * pixel]) << 16 | UInt32(bytes[4 * pixel + 1]) << 8 | UInt32(bytes[4 * pixel + 2])
            part.screen![(first + pixel) % screen.width, (first + pixel) / screen.width] = color
        }
        return .none
    }

    // MARK: The table

    var module: NativeModule {
        NativeModule(
            name: "_chip",
            members: [
                "pin": .fixed(1, pin), "mode": .fixed(2, mode),
                "read": .fixed(1) { vm, arguments throws(GuestException) in
                    try vm.newInt(leg(vm, arguments[0]).pin.read(at: part.now) ? 1 : 0)
                },
                "write": .fixed(2) { vm, arguments throws(GuestException) in
                    try leg(vm, arguments[0]).pin.write(vm.truth(of: arguments[1]), at: part.now)
                    return .none
                },
                "volts": .fixed(1) { vm, arguments throws(GuestException) in
                    try vm.newFloat(leg(vm, arguments[0]).pin.volts(at: part.now))
                },
                "drive": .fixed(2, drive), "watch": .fixed(3, watch), "timer": .fixed(1, timer),
                "start": .fixed(3, start),
                "stop": .fixed(1) { vm, arguments throws(GuestException) in
                    part.timers[try vm.int(arguments[0])].stop()
                    return .none
                },
                "now": .fixed(0) { vm, _ throws(GuestException) in try vm.newInt(Int(part.now.nanoseconds)) },
                "i2c": .range(4...4, i2c), "spi": .fixed(3, spi), "uart": .fixed(3, uart), "send": .fixed(2, send),
                "attr": .range(1...2, attribute), "attr_text": .range(1...2, attributeText),
                "output": .fixed(2, output),
                "control": .fixed(1) { vm, arguments throws(GuestException) in
                    part.controlHandler = keep(vm, arguments[0])
                    return .none
                },
                "display": .fixed(0) { vm, _ throws(GuestException) in
                    let screen = try screen(vm)
                    return try vm.newTuple([vm.newInt(screen.width), vm.newInt(screen.height)])
                },
                "fill": .range(5...5, fill), "show": .fixed(2, show),
            ])
    }
}

extension Int {
    fileprivate func saturatingAdding(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }
}
