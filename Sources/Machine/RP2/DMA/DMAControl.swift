/// The fields of a channel's control register (RP2040 datasheet 2.5.7 CTRL_TRIG, RP2350 datasheet 12.6.10), by the names that `rp2.DMA` gives them.
struct DMAControl {
    struct Field {
        let name: String
        let lowest: UInt32
        let count: UInt32
        var isReadOnly = false
    }

    let all: [Field]

    init(isRP2350: Bool) {
        func field(_ name: String, _ lowest: UInt32, _ count: UInt32 = 1, readOnly: Bool = false) -> Field {
            Field(name: name, lowest: lowest, count: count, isReadOnly: readOnly)
        }
        let first = [field("enable", 0), field("high_pri", 1), field("size", 2, 2), field("inc_read", 4)]
        let last = [
            field("write_err", 29), field("read_err", 30), field("ahb_err", 31, readOnly: true),
        ]
        if isRP2350 {
            all =
                first + [
                    field("inc_read_rev", 5), field("inc_write", 6), field("inc_write_rev", 7),
                    field("ring_size", 8, 4), field("ring_sel", 12), field("chain_to", 13, 4),
                    field("treq_sel", 17, 6), field("irq_quiet", 23), field("bswap", 24), field("sniff_en", 25),
                    field("busy", 26, readOnly: true),
                ] + last
        } else {
            all =
                first + [
                    field("inc_write", 5), field("ring_size", 6, 4), field("ring_sel", 10), field("chain_to", 11, 4),
                    field("treq_sel", 15, 6), field("irq_quiet", 21), field("bswap", 22), field("sniff_en", 23),
                    field("busy", 24, readOnly: true),
                ] + last
        }
    }

    /// A field's value; 0 where the chip has no such field.
    func read(_ name: String, _ register: UInt32) -> Int {
        guard let field = all.first(where: { $0.name == name }) else { return 0 }
        return Int(register >> field.lowest & (1 << field.count - 1))
    }

    func write(_ name: String, _ value: Int, into register: UInt32) -> UInt32 {
        guard let field = all.first(where: { $0.name == name }) else { return register }
        let mask: UInt32 = 1 << field.count - 1
        return register & ~(mask << field.lowest) | (UInt32(truncatingIfNeeded: value) & mask) << field.lowest
    }

    /// Enabled, quiet, at full speed, both addresses going on, words, chained to nobody but itself.
    func standard(channel: Int) -> UInt32 {
        let values = [
            ("enable", 1), ("size", 2), ("inc_read", 1), ("inc_write", 1), ("treq_sel", 0x3F), ("irq_quiet", 1),
            ("chain_to", channel & 15),
        ]
        return values.reduce(0) { write($1.0, $1.1, into: $0) }
    }
}
