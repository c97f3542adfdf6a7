import Fabric
import MicroPython

/// `pyb.DAC` (dac.c of ports/stm32, v1.29): 12 bits, from ground to the supply, on A4 and A5.
///
/// Not modelled: that the output does not quite reach ground and the supply.
struct PybDAC: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.pybDAC)
    /// STM32F405 datasheet, table of the DAC: 15 kOhm at most without the buffer. What the buffer drives through is an estimate.
    private static let ohms: (plain: Ohms, buffered: Ohms) = (15_000, 50)
    private static let pinNames = ["A4", "A5"]

    /// A channel as it was set up: it outlives the objects.
    struct Channel {
        var bits = 8
        /// Resistance of single values and of waveforms.
        var singleOhms = PybDAC.ohms.plain
        var waveformOhms = PybDAC.ohms.buffered
        var wave: DACWave?
    }

    private func number(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }

    private func place(_ number: Int) -> Int { hardware.pinIndex(named: Self.pinNames[number - 1]) }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        var number: Int
        if vm.isInteger(arguments[0]) {
            number = try vm.int(arguments[0])
        } else {
            let name = hardware.facts.pins[try hardware.findPin(arguments[0], vm)].name
            guard let index = Self.pinNames.firstIndex(of: name) else {
                throw vm.exception(.valueError, "Pin(%s) doesn't have DAC capabilities", .text(name))
            }
            number = index + 1
        }
        guard (1...2).contains(number) else {
            throw vm.exception(.valueError, "DAC(%d) doesn't exist", .int(number))
        }
        let object = hardware.keptObject("pyb.DAC", number) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(number))
            return object
        }
        let rest = arguments.dropFirst()
        if hardware.state.dacs[number] == nil || rest.count > 0 || rest.keywordCount > 0 {
            try setUp(vm, number, rest)
        }
        return object
    }

    /// `init(bits=8, *, buffering=None)`.
    private func setUp(_ vm: VM, _ number: Int, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let bits = try reader.next("bits").map { value throws(GuestException) in try vm.int(value) } ?? 8
        let buffering = try reader.keyword("buffering") ?? .none
        try reader.finish()
        guard bits == 8 || bits == 12 else { throw vm.exception(.valueError, "unsupported bits") }
        stop(number, vm)
        var channel = Channel(bits: bits)
        if buffering != .none {
            let ohms = try vm.truth(of: buffering) ? Self.ohms.buffered : Self.ohms.plain
            (channel.singleOhms, channel.waveformOhms) = (ohms, ohms)
        }
        hardware.state.dacs[number] = channel
        let (now, place) = (hardware.sync(), place(number))
        hardware.takeFromPeripherals(pin: place, at: now)
        hardware.pins[place].setMode(.analog, at: now)
        hardware.pins[place].setPull(.none, at: now)
        hardware.markSetUp(place)
        hardware.didPlan()
    }

    private func stop(_ number: Int, _ vm: VM) {
        hardware.state.dacs[number]?.wave?.stop(vm)
        hardware.state.dacs[number]?.wave = nil
    }

    private func show(_ raw: Int, _ number: Int, _ ohms: Ohms, at now: Instant) {
        let volts = hardware.circuit.supplyVolts * Volts(raw & 0xFFF) / 4095
        hardware.pins[place(number)].setAnalog(.voltage(volts, ohms), at: now)
        hardware.didPlan()
    }

    private func write(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = number(vm, arguments[0])
        let value = try vm.int(arguments[1])
        stop(number, vm)
        let channel = hardware.state.dacs[number] ?? Channel()
        show(value << (12 - channel.bits), number, channel.singleOhms, at: hardware.sync())
        return .none
    }

    // MARK: Waveforms

    private func start(
        _ vm: VM, _ number: Int, hertz: Int, _ source: DACWave.Source
    ) throws(GuestException) {
        if hertz <= 0 { throw vm.exception(.valueError, "must have positive freq") }
        stop(number, vm)
        let ohms = hardware.state.dacs[number]?.waveformOhms ?? Self.ohms.buffered
        let wave = DACWave(hardware: hardware, vm: vm, source: source, hertz: hertz) { raw, instant in
            show(raw, number, ohms, at: instant)
        }
        hardware.state.dacs[number, default: Channel()].wave = wave
        wave.start()
    }

    /// `write_timed(data, freq, *, mode=NORMAL)`.
    private func writeTimed(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let data = try reader.required("data")
        let rate = try reader.required("freq")
        let mode = try reader.keyword("mode").map { value throws(GuestException) in try vm.int(value) } ?? 0
        try reader.finish()
        _ = try vm.bytes(of: data)
        let number = number(vm, arguments[0])
        if vm.isObject(rate, of: PybTimer.address) {
            let timer = Int(vm.word(rate, 0))
            guard [2, 4, 5, 6, 7, 8].contains(timer) else {
                throw vm.exception(.valueError, "Timer does not support DAC triggering")
            }
        }
        let hertz = try PybTimer(hardware: hardware).hertz(vm, ofRate: rate)
        let bits = hardware.state.dacs[number]?.bits ?? 8
        try start(vm, number, hertz: hertz, .data(data, bits: bits, repeats: mode != 0))
        return .none
    }

    private func wave(_ source: DACWave.Source) -> MethodTable.Member {
        .fixed(2) { vm, arguments throws(GuestException) in
            try start(vm, number(vm, arguments[0]), hertz: vm.int(arguments[1]), source)
            return .none
        }
    }

    // MARK: The table

    var definition: NativeTypeDefinition {
        // DMA_CIRCULAR of the HAL: a bit of the stream's register on the F4, of the channel's on the others.
        let circular = hardware.facts.chip.hasPrefix("stm32f4") ? 256 : 32
        return NativeTypeDefinition(
            number: MachineTypes.pybDAC,
            TypeSlots(
                name: "DAC",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    let number = number(vm, value)
                    try printer.write(text: "DAC(\(number), bits=\(hardware.state.dacs[number]?.bits ?? 8))")
                },
                methods: [
                    "init": .keywords(1) { vm, arguments throws(GuestException) in
                        try setUp(vm, number(vm, arguments[0]), arguments.dropFirst())
                        return .none
                    },
                    "deinit": .fixed(1) { vm, arguments throws(GuestException) in
                        let number = number(vm, arguments[0])
                        stop(number, vm)
                        hardware.pins[place(number)].setAnalog(.released, at: hardware.sync())
                        hardware.didPlan()
                        return .none
                    },
                    "write": .fixed(2, write), "noise": wave(.noise), "triangle": wave(.triangle),
                    "write_timed": .keywords(1, writeTimed), "NORMAL": .int(0), "CIRCULAR": .int(circular),
                ]))
    }
}
