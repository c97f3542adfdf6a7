import Fabric

/// What the controller sees at an address.
extension DMAController {
    /// Queues of PIO: block, machine, and whether it is the one that the machine sends from.
    private func queue(_ address: UInt32) -> (block: PIOBlock, machine: PIOStateMachine, isSent: Bool)? {
        let (base, offset) = (address & 0xFFF0_0000, address & 0xFFFFC)
        guard base >= 0x5020_0000, base <= 0x5040_0000, (0x10..<0x30).contains(offset) else { return nil }
        let number = Int((base - 0x5020_0000) >> 20)
        guard number < hardware.pio.count else { return nil }
        let block = hardware.pio[number]
        return (block, block.machines[Int(offset >> 2 & 3)], offset < 0x20)
    }

    func read(_ address: UInt32, _ size: Int) -> UInt32? {
        if let vm = hardware.vm, let word = vm.memory(at: address, byteCount: size) { return word }
        let mask: UInt32 = size == 4 ? .max : 1 << UInt32(8 * size) - 1
        if let (block, machine, isSent) = queue(address) {
            if isSent || machine.received.isEmpty { return 0 }
            return block.send(from: machine) >> (8 * (address & 3)) & mask
        }
        return readRegister(address & ~3).map { $0 >> (8 * (address & 3)) & mask }
    }

    /// Narrow writes to a register repeat over the whole word (RP2040 datasheet 2.1.4).
    func write(_ address: UInt32, _ size: Int, _ word: UInt32) -> Bool {
        if let vm = hardware.vm, vm.setMemory(at: address, byteCount: size, to: word) { return true }
        let whole = size == 1 ? (word & 0xFF) &* 0x0101_0101 : size == 2 ? (word & 0xFFFF) &* 0x1_0001 : word
        if let (block, machine, isSent) = queue(address) {
            if isSent, machine.sent.count < machine.configuration.sendCapacity { block.receive(whole, for: machine) }
            return isSent
        }
        return writeRegister(address & ~3, whole)
    }

    // MARK: Its own registers

    private enum Register { case read, write, count, control }

    /// Which register of which channel, and whether it triggers: the four aliases have the four in another order each.
    private func register(_ address: UInt32) -> (channel: Int, register: Register, triggers: Bool)? {
        guard address >= 0x5000_0000, address < 0x5000_0000 + 0x40 * UInt32(channels.count) else { return nil }
        let order: [Register] = [
            .read, .write, .count, .control, .control, .read, .write, .count, .control, .count, .read, .write,
            .control, .write, .count, .read,
        ]
        let place = Int(address >> 2 & 15)
        return (Int((address - 0x5000_0000) >> 6), order[place], place % 4 == 3)
    }

    func readRegister(_ address: UInt32) -> UInt32? {
        guard let (channel, register, _) = register(address) else { return nil }
        return value(register, channel)
    }

    private func value(_ register: Register, _ channel: Int) -> UInt32 {
        switch register {
        case .read: channels[channel].read
        case .write: channels[channel].write
        case .count: UInt32(truncatingIfNeeded: channels[channel].remaining)
        case .control: controlValue(channel)
        }
    }

    /// With the bit that says whether it is at work.
    func controlValue(_ channel: Int) -> UInt32 {
        fields.write("busy", channels[channel].isBusy ? 1 : 0, into: channels[channel].control)
    }

    func writeRegister(_ address: UInt32, _ word: UInt32) -> Bool {
        guard let (channel, register, triggers) = register(address) else { return false }
        switch register {
        case .read: channels[channel].read = word
        case .write: channels[channel].write = word
        case .count:
            channels[channel].reload = Int(word)
            if !channels[channel].isBusy { channels[channel].remaining = Int(word) }
        case .control: setControl(channel, word)
        }
        // A zero to a triggering register is the end of a list of blocks.
        if triggers && word != 0 { trigger(channel) }
        return true
    }

    /// Error bits are cleared by writing them.
    func setControl(_ channel: Int, _ word: UInt32) {
        var word = word
        for name in ["write_err", "read_err"] where fields.read(name, word) == 1 {
            word = fields.write(name, 0, into: word)
        }
        channels[channel].control = fields.write("busy", 0, into: word) & 0x7FFF_FFFF
    }
}
