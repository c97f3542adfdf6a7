import Fabric
import MicroPython

/// `machine.SDCard` of the ESP32 family (machine_sdcard.c of ports/esp32, v1.29). Slots 2 and 3 go over the wires of the diagram; the SD host's own slots
/// reach the card that the run was given, and with one, where the diagram has no card, the others do too.
///
/// Not modelled: the wires of the SD host (slots 0 and 1), `ldo` of the ESP32-P4.
struct MachineSDCard: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.sdCard)
    /// The object is 8 bytes and ESP-IDF 5.5's `sdmmc_host_t` and `sdmmc_card_t`, which has a host of its own: 316 bytes.
    private static let wordCount = 78

    /// A host that was set up, until `deinit`.
    final class Unit {
        let slot: Int
        let driver: (any SDCardDriver)?
        let isSPI: Bool
        let spi: SPIUnit?
        /// The card has answered.
        var isReady = false
        var isOpen = true

        init(slot: Int, driver: (any SDCardDriver)?, isSPI: Bool, spi: SPIUnit?) {
            self.slot = slot
            self.driver = driver
            self.isSPI = isSPI
            self.spi = spi
        }
    }

    private var slots: SDCardSlots { SDCardSlots(chip: hardware.facts.chip) }

    // MARK: Making

    private struct Wishes {
        var slot = 0
        var width = 1
        var detect: Value?
        var protect: Value?
        var input: Value?
        var output: Value?
        var clock: Value?
        var select: Value?
        var command: Value?
        var data: Value?
        var hertz = 20_000_000
    }

    private func wishes(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Wishes {
        var reader = ArgumentReader(vm, arguments)
        func given(_ value: Value?) -> Value? { value == Value.none ? nil : value }
        func number(_ value: Value?, _ otherwise: Int) throws(GuestException) -> Int {
            try value.map { value throws(GuestException) in try vm.int(value) } ?? otherwise
        }
        var wishes = Wishes()
        wishes.slot = try number(reader.keyword("slot"), slots.defaultSlot)
        wishes.width = try number(reader.keyword("width"), 1)
        wishes.detect = given(try reader.keyword("cd"))
        wishes.protect = given(try reader.keyword("wp"))
        wishes.input = given(try reader.keyword("miso"))
        wishes.output = given(try reader.keyword("mosi"))
        wishes.clock = given(try reader.keyword("sck"))
        wishes.select = given(try reader.keyword("cs"))
        if slots.hasPinChoice {
            wishes.command = given(try reader.keyword("cmd"))
            wishes.data = given(try reader.keyword("data"))
        }
        wishes.hertz = try number(reader.keyword("freq"), wishes.hertz)
        try reader.finish()
        return wishes
    }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let wishes = try wishes(vm, arguments)
        guard slots.range.contains(wishes.slot) else { throw vm.exception(.valueError, "invalid slot number") }
        let isSPI = wishes.slot >= 2
        if isSPI, wishes.command != nil || wishes.data != nil {
            throw vm.exception(.valueError, "invalid config: SPI slot with SDMMC pin arguments")
        }
        if !isSPI, wishes.input != nil || wishes.output != nil || wishes.select != nil {
            throw vm.exception(.valueError, "invalid config: SDMMC slot with SPI pin arguments")
        }
        let object = try vm.makeFinalisedObject(Self.address, wordCount: Self.wordCount)
        let unit = isSPI ? try openSPI(vm, wishes) : try openHost(vm, wishes)
        hardware.state.lastCard += 1
        hardware.state.cards[hardware.state.lastCard] = unit
        vm.setWord(object, 0, UInt32(hardware.state.lastCard))
        return object
    }

    private func isTaken(_ isSame: (Unit) -> Bool) -> Bool {
        hardware.state.cards.values.contains { $0.isOpen && isSame($0) }
    }

    private func openSPI(_ vm: VM, _ wishes: Wishes) throws(GuestException) -> Unit {
        func place(_ value: Value?, _ number: Int?) throws(GuestException) -> Int? {
            if let value { return try hardware.findPin(value, vm) }
            return number.map { hardware.pinIndex(named: String($0)) }
        }
        let preset = slots.pins(of: wishes.slot)
        let input = try place(wishes.input, preset.input)
        let output = try place(wishes.output, preset.output)
        let clock = try place(wishes.clock, preset.clock)
        let select = try place(wishes.select, preset.select)
        let detect = try place(wishes.detect, nil)
        let protect = try place(wishes.protect, nil)
        guard let input, let output, let clock, let select else {
            throw vm.exception(.valueError, "SPI pin values required")
        }
        let bus = slots.bus(of: wishes.slot)
        if isTaken({ $0.isSPI && slots.bus(of: $0.slot) == bus }) || hardware.spiUnits[bus]?.isOpen == true {
            throw SDFault.invalidState.exception(vm)
        }
        let unit = SPIUnit(id: bus, clock: clock, output: output, input: input)
        (unit.clockHertz, unit.divisor) = (80_000_000, 200)
        try hardware.open(unit, vm)
        let now = hardware.sync()
        setUp(select, as: .output, isHigh: true, pull: .none, at: now)
        for pin in [detect, protect] {
            if let pin { setUp(pin, as: .input, isHigh: false, pull: .up, at: now) }
        }
        let pins = SPICardDriver.Pins(select: select, detect: detect, protect: protect)
        let driver: any SDCardDriver =
            hardware.card.map {
                SocketCardDriver(hardware, $0, hertz: UInt64(max(1, min(wishes.hertz, 20_000_000))), width: 1)
            } ?? SPICardDriver(hardware, unit, pins, hertz: wishes.hertz)
        return Unit(slot: wishes.slot, driver: driver, isSPI: true, spi: unit)
    }

    private func setUp(_ pin: Int, as mode: Pin.Mode, isHigh: Bool, pull: Pin.Pull, at now: Instant) {
        hardware.take(pin, at: now)
        hardware.pins[pin].write(isHigh, at: now)
        hardware.pins[pin].setMode(mode, at: now)
        hardware.pins[pin].setPull(pull, at: now)
        hardware.didPlan()
    }

    private func openHost(_ vm: VM, _ wishes: Wishes) throws(GuestException) -> Unit {
        // One host, however many slots.
        if isTaken({ !$0.isSPI }) { throw SDFault.invalidState.exception(vm) }
        let width = wishes.width
        guard width == 1 || width == 4 || (width == 8 && wishes.slot == 0) else {
            throw vm.exception(.valueError, "width must be 1 or 4 (or 8 on slot 0)")
        }
        for pin in [wishes.detect, wishes.protect, wishes.clock, wishes.command] {
            if let pin { _ = try hardware.findPin(pin, vm) }
        }
        if let data = wishes.data {
            let pins = try vm.items(of: data)
            guard pins.count == width else {
                throw vm.exception(
                    .valueError, "data argument length must match width %s", .text("\(width)"))
            }
            for pin in pins { _ = try hardware.findPin(pin, vm) }
        }
        let driver = hardware.card.map {
            SocketCardDriver(hardware, $0, hertz: UInt64(max(1, min(wishes.hertz, 40_000_000))), width: width)
        }
        return Unit(slot: wishes.slot, driver: driver, isSPI: false, spi: nil)
    }

    // MARK: Methods

    private func unit(_ vm: VM, _ value: Value) throws(GuestException) -> Unit {
        guard let unit = hardware.state.cards[Int(vm.word(value, 0))] else { throw SDFault.invalidState.exception(vm) }
        return unit
    }

    /// Wakes the card up, if nobody has.
    private func begin(_ vm: VM, _ unit: Unit) throws(GuestException) -> SDFault? {
        if unit.isReady { return nil }
        guard unit.isOpen else { return .invalidArgument }
        guard let driver = unit.driver else {
            hardware.note(
                "machine.SDCard(slot=\(unit.slot)): no card is in the SD host's socket; --sd-card FILE puts one in, "
                    + "and a microsd-card of the diagram is reached by SPI: slot=\(slots.range.contains(3) ? "2 or 3" : "2")"
            )
            // CMD0 has no answer; CMD8 is the first to miss one, ACMD41 the first that must not.
            try hardware.delay(vm, microseconds: 50_000)
            return .timeout
        }
        let fault = try driver.begin(vm)
        unit.isReady = fault == nil
        return fault
    }

    private func deinitialise(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        // A constructor that failed leaves an object without a host.
        guard let unit = hardware.state.cards[Int(vm.word(arguments[0], 0))] else { return .none }
        unit.isOpen = false
        unit.spi?.isOpen = false
        return .none
    }

    private func info(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        if let fault = try begin(vm, unit) { throw fault.exception(vm) }
        let count = (unit.driver?.blockCount ?? 0) * MemoryCard.blockBytes
        return try vm.newTuple([vm.newInt(count), Value(smallInt: Int32(MemoryCard.blockBytes))])
    }

    /// 0, or -EIO; False where no card answers.
    private func result(_ fault: SDFault?) -> Value { Value(smallInt: fault == nil ? 0 : -5) }

    private func read(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        if try begin(vm, unit) != nil { return .false }
        let buffer = try vm.mutableBytes(of: arguments[2])
        let block = try vm.int(arguments[1])
        guard unit.isOpen, let driver = unit.driver else { return result(.invalidArgument) }
        let whole = buffer.count / MemoryCard.blockBytes * MemoryCard.blockBytes
        return result(try driver.read(block, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<whole]), vm))
    }

    private func write(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        if try begin(vm, unit) != nil { return .false }
        let bytes = try vm.bytes(of: arguments[2])
        let block = try vm.int(arguments[1])
        guard unit.isOpen, let driver = unit.driver else { return result(.invalidArgument) }
        let whole = bytes.count / MemoryCard.blockBytes * MemoryCard.blockBytes
        return result(try driver.write(block, UnsafeRawBufferPointer(rebasing: bytes[..<whole]), vm))
    }

    private func control(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        switch try vm.int(arguments[1]) {
        case 1: return Value(smallInt: try begin(vm, unit) == nil ? 0 : -1)
        case 2:
            unit.isReady = false
            return Value(smallInt: 0)
        case 3: return Value(smallInt: 0)
        case 4:
            if try begin(vm, unit) != nil { return Value(smallInt: -1) }
            return try vm.newInt(unit.driver?.blockCount ?? 0)
        case 5: return Value(smallInt: try begin(vm, unit) == nil ? Int32(MemoryCard.blockBytes) : -1)
        default: return Value(smallInt: -1)
        }
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.sdCard,
            TypeSlots(
                name: "SDCard",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                methods: [
                    "info": .fixed(1, info), "__del__": .fixed(1, deinitialise), "deinit": .fixed(1, deinitialise),
                    "readblocks": .fixed(3, read), "writeblocks": .fixed(3, write), "ioctl": .fixed(3, control),
                ]))
    }
}
