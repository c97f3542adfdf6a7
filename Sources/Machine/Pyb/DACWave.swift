import Fabric
import MicroPython

/// What a converter plays by itself, a value at each tick of its timer (RM0090 14.3).
final class DACWave {
    /// Where values come from.
    enum Source {
        /// A buffer of the guest's, once or again and again; 12 bits lie in two bytes.
        case data(Value, bits: Int, repeats: Bool)
        /// Up and down through all values, one at a tick.
        case triangle
        /// A shift register of 12 bits.
        case noise
    }

    private unowned let hardware: Hardware
    private let vm: VM
    private let source: Source
    private let period: Picoseconds
    private let show: (_ raw: Int, _ instant: Instant) -> Void
    private var tick: EventQueue.Token?
    private var place = 0
    private var rises = true
    /// RM0090 14.3.8: the register begins with this.
    private var register = 0xAAA

    init(
        hardware: Hardware, vm: VM, source: Source, hertz: Int,
        show: @escaping (_ raw: Int, _ instant: Instant) -> Void
    ) {
        self.hardware = hardware
        self.vm = vm
        self.source = source
        period = Picoseconds(1_000_000_000_000 / UInt64(hertz))
        self.show = show
        if case .data(let value, _, _) = source { vm.retain(value) }
    }

    func start() {
        plan(after: hardware.sync())
        hardware.didPlan()
    }

    func stop(_ vm: VM?) {
        if let tick { hardware.circuit.events.cancel(tick) }
        tick = nil
        if let vm, case .data(let value, _, _) = source { vm.release(value) }
    }

    private func plan(after instant: Instant) {
        tick = hardware.circuit.events.schedule(at: instant + period) { [unowned self] instant in
            tick = nil
            guard let raw = next() else { return }
            show(raw, instant)
            plan(after: instant)
        }
    }

    private func next() -> Int? {
        switch source {
        case .data(let value, let bits, let repeats):
            guard let bytes = try? vm.bytes(of: value) else { return nil }
            let count = bits == 8 ? bytes.count : bytes.count / 2
            if place >= count {
                guard repeats, count > 0 else { return nil }
                place = 0
            }
            defer { place += 1 }
            return bits == 8 ? Int(bytes[place]) << 4 : Int(bytes[2 * place]) | Int(bytes[2 * place + 1]) << 8
        case .triangle:
            if place >= 4095 { rises = false } else if place <= 0 { rises = true }
            place += rises ? 1 : -1
            return place
        case .noise:
            let bit = (register ^ register >> 1 ^ register >> 4 ^ register >> 6) & 1
            register = register >> 1 | bit << 11
            return register
        }
    }
}
