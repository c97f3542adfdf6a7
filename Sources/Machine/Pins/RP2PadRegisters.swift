import Fabric

/// IO_BANK0 and PADS_BANK0: which function a pin of an RP2040 or RP2350 has, and its resistors (RP2040 datasheet 2.19.6, RP2350 datasheet 9.11), with the
/// aliases that set, clear and toggle bits (2.1.2).
///
/// Not modelled: drive strength, slew rate, the Schmitt trigger and the overrides of CTRL; they read as after reset.
struct RP2PadRegisters {
    let hardware: Hardware

    private var isRP2350: Bool { hardware.facts.chip != "rp2040" }
    private var functionBase: UInt32 { isRP2350 ? 0x4002_8000 : 0x4001_4000 }
    private var padBase: UInt32 { isRP2350 ? 0x4003_8000 : 0x4001_C000 }

    private enum Register { case status(Int), control(Int), pad(Int) }

    private func register(_ address: UInt32) -> Register? {
        let plain = address & ~0x3000
        let register: Register
        let gpio: Int
        if plain >= functionBase, plain < functionBase + 8 * 48 {
            gpio = Int(plain - functionBase) / 8
            register = plain & 4 == 0 ? .status(gpio) : .control(gpio)
        } else if plain >= padBase + 4, plain < padBase + 4 + 4 * 48 {
            gpio = Int(plain - padBase) / 4 - 1
            register = .pad(gpio)
        } else {
            return nil
        }
        return place(gpio) == nil ? nil : register
    }

    private func place(_ gpio: Int) -> Int? { hardware.facts.pins.firstIndex { $0.number == gpio && $0.isDigital } }

    /// nil where there is no such register, or no such chip.
    func readIfThere(_ address: UInt32) -> UInt32? {
        guard hardware.facts.port == .rp2 else { return nil }
        return register(address).map { value(of: $0, at: hardware.sync()) }
    }

    private func value(of register: Register, at now: Instant) -> UInt32 {
        switch register {
        case .status(let gpio):
            let pin = hardware.pins[place(gpio)!]
            let isHigh = pin.net.level(at: now).isHigh
            let drives = pin.mode == .output || pin.mode == .openDrain && !pin.latch
            // OUTTOPAD, OETOPAD, INFROMPAD.
            return (drives && isHigh ? 1 << 9 : 0) | (drives ? 1 << 13 : 0) | (isHigh ? 1 << 17 : 0)
        case .control(let gpio): return UInt32(hardware.functionSelect(ofPin: place(gpio)!))
        case .pad(let gpio):
            let pin = hardware.pins[place(gpio)!]
            let input: UInt32 = pin.mode == .analog ? 0x80 : 0x40
            let pulls: UInt32 = pin.pull == .up ? 8 : pin.pull == .down ? 4 : pin.pull == .both ? 12 : 0
            // 4 mA, Schmitt trigger.
            return input | 0x10 | pulls | 2
        }
    }

    /// False for what is no such register.
    func writeIfThere(_ address: UInt32, _ word: UInt32) -> Bool {
        guard hardware.facts.port == .rp2, let register = register(address) else { return false }
        let now = hardware.sync()
        let old = value(of: register, at: now)
        let new: UInt32 =
            switch address >> 12 & 3 {
            case 1: old ^ word
            case 2: old | word
            case 3: old & ~word
            default: word
            }
        switch register {
        case .status: return false
        case .control(let gpio):
            hardware.choose(Int(new & 31), forPin: place(gpio)!, at: now)
        case .pad(let gpio):
            let pin = hardware.pins[place(gpio)!]
            let isUp = new & 8 != 0
            pin.setPull(isUp ? (new & 4 != 0 ? .both : .up) : new & 4 != 0 ? .down : .none, at: now)
            if (pin.mode == .analog) != (new & 0x40 == 0) { pin.setMode(new & 0x40 == 0 ? .analog : .input, at: now) }
        }
        hardware.didPlan()
        return true
    }
}
