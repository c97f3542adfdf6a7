import Fabric
import MicroPython

/// `rp2.DMATimer`: a fraction of the system clock that paces DMA channels (rp2_dma.c of ports/rp2, v1.29).
struct DMATimerObject: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.dmaTimer)

    private var controller: DMAController { hardware.dma! }
    // An object's words: its number, and 1 once it is closed.
    private func number(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0) & 0xFF) }

    private func outOfRange(_ vm: VM) -> GuestException { vm.exception(.valueError, "value out of range") }

    /// `DMATimer(id=any, *, freq, ratio)`.
    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let id = reader.next("")
        let frequency = try reader.keyword("freq")
        let ratio = try reader.keyword("ratio")
        try reader.finish()
        let number: Int
        if let id {
            number = try vm.int(id)
            guard (0..<4).contains(number) else { throw outOfRange(vm) }
            if controller.timers[number] != nil { throw vm.osError(16) }
        } else {
            guard let free = controller.timers.firstIndex(where: { $0 == nil }) else { throw vm.osError(16) }
            number = free
        }
        controller.timers[number] = (0, 1)
        let object = try vm.makeObject(Self.address, wordCount: 1)
        vm.setWord(object, 0, UInt32(number))
        if let ratio {
            try setRatio(vm, number, ratio)
        } else if let frequency {
            try setFrequency(vm, number, frequency)
        }
        return object
    }

    private func setFrequency(_ vm: VM, _ number: Int, _ value: Value) throws(GuestException) {
        let hertz = try vm.int(value)
        let clock = Int(hardware.clock.frequency)
        guard hertz <= clock, hertz >= clock / 65_535 else { throw outOfRange(vm) }
        controller.timers[number] = Self.closest(hertz, clock)
    }

    private func setRatio(_ vm: VM, _ number: Int, _ value: Value) throws(GuestException) {
        let items = try vm.items(of: value)
        guard items.count == 2 else {
            throw vm.exception(.valueError, "requested length 2 but object has length %d", .int(items.count))
        }
        let (numerator, denominator) = (try vm.int(items[0]), try vm.int(items[1]))
        guard (1...65_535).contains(numerator), (1...65_535).contains(denominator), numerator <= denominator else {
            throw outOfRange(vm)
        }
        controller.timers[number] = (numerator, denominator)
    }

    /// The last convergent of the continued fraction with terms of 16 bits, or the best fraction between it and the next.
    static func closest(_ p: Int, _ q: Int) -> (numerator: Int, denominator: Int) {
        var (p, q) = (p, q)
        var last = (h: 0, k: 1)
        var now = (h: 1, k: 0)
        while q != 0 {
            let a = p / q
            let next = (h: a * now.h + last.h, k: a * now.k + last.k)
            if next.h > 65_535 || next.k > 65_535 {
                var n = 65_536
                if now.h > 0 { n = (65_535 - last.h) / now.h }
                if now.k > 0 { n = min(n, (65_535 - last.k) / now.k) }
                if n > 0, n != 65_536, n >= (a + 1) / 2 { return (n * now.h + last.h, n * now.k + last.k) }
                break
            }
            (p, q) = (q, p % q)
            (last, now) = (now, next)
        }
        return (now.h, now.k)
    }

    private func attribute(
        _ vm: VM, _ object: Value, _ name: String, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        let number = number(vm, object)
        if store.isNull || !["freq", "ratio"].contains(name) { return .missing }
        guard store == .sentinel else {
            if name == "freq" { try setFrequency(vm, number, store) } else { try setRatio(vm, number, store) }
            return .stored
        }
        let (numerator, denominator) = controller.timers[number] ?? (0, 1)
        if name == "freq" {
            return try LoadedAttribute(vm.newInt(Int(hardware.clock.frequency) * numerator / denominator))
        }
        return try LoadedAttribute(vm.newTuple([vm.newInt(numerator), vm.newInt(denominator)]))
    }

    private func close(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let word = vm.word(arguments[0], 0)
        if word & 0x100 == 0 { controller.timers[Int(word & 0xFF)] = nil }
        vm.setWord(arguments[0], 0, word | 0x100)
        return .none
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.dmaTimer,
            TypeSlots(
                name: "DMATimer",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: "DMATimer(\(number(vm, value)))")
                },
                unary: { vm, operation, value throws(GuestException) in
                    // The number of its request, for `treq_sel`.
                    operation == .int ? try vm.newInt(0x3B + number(vm, value)) : .null
                },
                attribute: { vm, value, name, store throws(GuestException) in
                    try attribute(vm, value, vm.string(name), store)
                },
                methods: ["close": .fixed(1, close), "__del__": .fixed(1, close)]))
    }
}
