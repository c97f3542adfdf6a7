import Fabric

/// A block of four state machines with their instruction memory, flags and pins (RP2040 datasheet 3).
///
/// A state machine is an event of the board's clock whenever it does what can be seen from outside: it moves a pin, takes or gives a word, looks at a pin
/// or a flag. What lies between is computed ahead. So its edges are right to a cycle of its clock whatever the guest does meanwhile, and a machine that
/// waits costs nothing.
///
/// Not modelled: the two cycles by which the chip sees its inputs late, other than in `wait`; two machines of a block that write one pin in one cycle.
final class PIOBlock {
    let number: Int
    unowned let hardware: Hardware
    let machines = (0..<4).map { PIOStateMachine(index: $0) }
    var memory = [UInt16](repeating: 0, count: 32)
    /// Instructions that a program has taken.
    var usedInstructions: UInt32 = 0
    /// What the machines last put on the pins, and which of them they drive.
    var levels: UInt32 = 0
    var directions: UInt32 = 0
    /// Pins whose function is this block.
    var ownPins: UInt32 = 0
    /// The eight flags.
    var flags: UInt8 = 0
    /// Bits of IRQ0_INTE.
    var enabledInterrupts: UInt32 = 0
    /// What interrupts of the flags are for.
    var onInterrupt: ((_ status: UInt32, _ instant: Instant) -> Void)?
    /// It has the RP2350's instructions, and its flags are seen by its neighbours.
    let isRP2350: Bool
    /// Where each GPIO is among the pins of the hardware.
    let places: [Int?]

    /// From a flag to the end of the handler in C that clears it, in CPU cycles: an estimate.
    static let acknowledgeCycles: UInt64 = 60
    /// What the synchroniser of an input takes, in CPU cycles (RP2040 datasheet 3.5.6.3).
    static let synchroniserCycles: UInt64 = 2

    init(number: Int, hardware: Hardware) {
        self.number = number
        self.hardware = hardware
        isRP2350 = hardware.facts.chip == "rp2350"
        places = (0..<32).map { gpio in hardware.facts.pins.firstIndex { $0.number == gpio && $0.isDigital } }
    }

    func instant(_ machine: PIOStateMachine) -> Instant { hardware.clock.instant(ofCycle: machine.ahead.dueCycle) }

    // MARK: Programs

    /// Where a program fits: as high as possible, as the SDK does it.
    func place(for count: Int) -> Int? {
        guard (1...32).contains(count) else { return nil }
        let mask: UInt32 = count == 32 ? .max : 1 << UInt32(count) - 1
        return (0...32 - count).reversed().first { usedInstructions & mask << UInt32($0) == 0 }
    }

    /// Loads a program, its jumps moved to where it lies.
    func load(_ program: [UInt16], at place: Int) {
        for (index, word) in program.enumerated() {
            memory[place + index] = word >> 13 == 0 ? word + UInt16(place) : word
            usedInstructions |= 1 << UInt32(place + index)
        }
    }

    func unload(count: Int, at place: Int) {
        for index in place..<min(32, place + count) { usedInstructions &= ~(1 << UInt32(index)) }
    }

    // MARK: Pins

    /// Some pins, from a base on; they wrap at 32.
    static func mask(base: Int, count: Int) -> UInt32 {
        if count >= 32 { return .max }
        return rotate((1 << UInt32(count)) - 1, by: base)
    }

    static func rotate(_ bits: UInt32, by base: Int) -> UInt32 {
        let base = UInt32(base & 31)
        return base == 0 ? bits : bits << base | bits >> (32 - base)
    }

    func setLevels(_ bits: UInt32, mask: UInt32, at instant: Instant) {
        let changed = (levels ^ bits) & mask
        levels = levels & ~mask | bits & mask
        forEachPin(in: changed) { gpio, pin in pin.write(levels >> UInt32(gpio) & 1 != 0, at: instant) }
    }

    func setDirections(_ bits: UInt32, mask: UInt32, at instant: Instant) {
        let changed = (directions ^ bits) & mask
        directions = directions & ~mask | bits & mask
        forEachPin(in: changed) { gpio, pin in
            pin.setMode(directions >> UInt32(gpio) & 1 != 0 ? .output : .input, at: instant)
        }
    }

    private func forEachPin(in bits: UInt32, _ body: (Int, Pin) -> Void) {
        var rest = bits & ownPins
        while rest != 0 {
            let gpio = rest.trailingZeroBitCount
            rest &= rest - 1
            if let place = places[gpio] { body(gpio, hardware.pins[place]) }
        }
    }

    /// Gives pins to this block.
    func take(_ mask: UInt32, at instant: Instant) {
        for gpio in 0..<32 where mask >> UInt32(gpio) & 1 != 0 {
            guard let place = places[gpio] else { continue }
            hardware.takeFromPeripherals(pin: place, at: instant)
            hardware.markSetUp(place)
            hardware.pinSettings[place].user = .pio(number)
            ownPins |= 1 << UInt32(gpio)
            let pin = hardware.pins[place]
            pin.write(levels >> UInt32(gpio) & 1 != 0, at: instant)
            pin.setMode(directions >> UInt32(gpio) & 1 != 0 ? .output : .input, at: instant)
        }
    }

    func isHigh(_ gpio: Int, at instant: Instant) -> Bool {
        guard let place = places[gpio & 31] else { return false }
        return hardware.pins[place].read(at: instant)
    }

    /// What `in pins` and `mov pins` see: the pins from the base on.
    func inputs(base: Int, count: Int, at instant: Instant) -> UInt32 {
        var bits: UInt32 = 0
        for index in 0..<count where isHigh(base + index, at: instant) { bits |= 1 << UInt32(index) }
        return bits
    }
}
