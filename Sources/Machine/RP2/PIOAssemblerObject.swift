import MicroPython

/// `rp2.asm_pio`, `rp2.asm_pio_encode` and the names that a PIO program has while it is put together (modules/rp2.py of ports/rp2, v1.29).
///
/// Not modelled: the heap that the frozen Python of the port takes for it.
struct PIOAssemblerObject: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.pioAssembler)
    private static let decorator = MachineTypes.address(MachineTypes.pioDecorator)
    private static let error = MachineTypes.address(MachineTypes.pioError)

    // MARK: Putting together

    /// Does something with the program that is being put together; its receiver, for `.side(1)[2]`.
    private func emit(
        _ vm: VM, _ body: (inout PIOAssembler) throws(PIOAssembler.Fault) -> Void
    ) throws(GuestException) -> Value {
        guard hardware.assembler != nil else { throw vm.exception(ofType: Self.error, "no program") }
        do throws(PIOAssembler.Fault) {
            try body(&hardware.assembler!)
        } catch {
            throw vm.exception(ofType: Self.error, error.text)
        }
        return vm.staticInstance(of: Self.address)
    }

    private func label(_ vm: VM, _ value: Value) throws(GuestException) -> String {
        vm.isString(value) ? try vm.string(of: value) : "\(try vm.int(value))"
    }

    /// Whole numbers; what is no number, such as the function `irq` in `wait(1, irq, 4)`, is -1.
    private func numbers(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> [Int] {
        var numbers: [Int] = []
        for index in 0..<arguments.count {
            let value = arguments[index]
            numbers.append(vm.isInteger(value) ? try vm.int(value) : -1)
        }
        return numbers
    }

    /// An instruction by its arguments; it may stand behind another: `nop().side(1)`.
    private func instruction(
        _ counts: ClosedRange<Int>,
        _ body: @escaping @Sendable (inout PIOAssembler, [Int]) throws(PIOAssembler.Fault) -> Void
    ) -> MethodTable.Member {
        .staticMethod(
            .range(counts) { vm, arguments throws(GuestException) in
                let numbers = try numbers(vm, arguments)
                return try emit(vm) { (assembler) throws(PIOAssembler.Fault) in try body(&assembler, numbers) }
            })
    }

    private func jump(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let target = try label(vm, arguments[arguments.count - 1])
        let condition = arguments.count > 1 ? try vm.int(arguments[0]) : 0
        return try emit(vm) { (assembler) throws(PIOAssembler.Fault) in
            try assembler.word(condition << 5, label: target)
        }
    }

    /// An operator on the source of `mov` or the number of `irq`.
    private func modifier(_ bits: Int) -> MethodTable.Member {
        .staticMethod(
            .fixed(1) { vm, arguments throws(GuestException) in try vm.newInt(vm.int(arguments[0]) | bits) })
    }

    private static let constants: MethodTable = [
        "gpio": .int(0), "pins": .int(0), "x": .int(1), "y": .int(2), "null": .int(3), "pindirs": .int(4),
        "pc": .int(5), "status": .int(5), "isr": .int(6), "osr": .int(7), "exec": .int(8), "not_x": .int(1),
        "x_dec": .int(2), "not_y": .int(3), "y_dec": .int(4), "x_not_y": .int(5), "pin": .int(6),
        "not_osre": .int(7), "noblock": .int(0x01), "block": .int(0x21), "iffull": .int(0x40),
        "ifempty": .int(0x40), "clear": .int(0x40),
    ]

    private var modifiers: MethodTable {
        ["invert": modifier(0x08), "reverse": modifier(0x10), "rel": modifier(0x10)]
    }

    private var directives: MethodTable {
        [
            "wrap_target": instruction(0...0) { assembler, _ in assembler.wrapTarget() },
            "wrap": instruction(0...0) { (assembler, _) throws(PIOAssembler.Fault) in try assembler.wrap() },
            "label": .staticMethod(
                .fixed(1) { vm, arguments throws(GuestException) in
                    let name = try label(vm, arguments[0])
                    _ = try emit(vm) { (assembler) throws(PIOAssembler.Fault) in try assembler.label(name) }
                    return .none
                }),
        ]
    }

    private var instructions: MethodTable {
        [
            "word": .staticMethod(
                .range(1...2) { vm, arguments throws(GuestException) in
                    let bits = try vm.int(arguments[0])
                    let target = try arguments.optional(1).flatMap { $0 == .none ? nil : $0 }.map {
                        value throws(GuestException) in try label(vm, value)
                    }
                    return try emit(vm) { (assembler) throws(PIOAssembler.Fault) in
                        try assembler.word(bits, label: target)
                    }
                }),
            "nop": instruction(0...0) { (assembler, _) throws(PIOAssembler.Fault) in try assembler.word(0xA042) },
            "jmp": .staticMethod(.range(1...2, jump)),
            "wait": instruction(3...3) { (assembler, numbers) throws(PIOAssembler.Fault) in
                try assembler.wait(numbers[0], numbers[1], numbers[2])
            },
            "in_": instruction(2...2) { (assembler, numbers) throws(PIOAssembler.Fault) in
                try assembler.shift(0x4000, numbers[0], numbers[1])
            },
            "out": instruction(2...2) { (assembler, numbers) throws(PIOAssembler.Fault) in
                try assembler.shift(0x6000, numbers[0] == 8 ? 7 : numbers[0], numbers[1])
            },
            "push": instruction(0...2) { (assembler, numbers) throws(PIOAssembler.Fault) in
                try assembler.queue(0x8000, numbers.reduce(0, |))
            },
            "pull": instruction(0...2) { (assembler, numbers) throws(PIOAssembler.Fault) in
                try assembler.queue(0x8080, numbers.reduce(0, |))
            },
            "mov": instruction(2...2) { (assembler, numbers) throws(PIOAssembler.Fault) in
                try assembler.word(0xA000 | (numbers[0] == 8 ? 4 : numbers[0]) << 5 | numbers[1])
            },
            "irq": instruction(1...2) { (assembler, numbers) throws(PIOAssembler.Fault) in
                let modifier = numbers.count > 1 ? numbers[0] & 0x60 : 0
                try assembler.word(0xC000 | modifier | numbers[numbers.count - 1])
            },
            "set": instruction(2...2) { (assembler, numbers) throws(PIOAssembler.Fault) in
                try assembler.word(0xE000 | numbers[0] << 5 | numbers[1])
            },
        ]
    }

    /// What the program's globals are while it runs.
    private var names: MethodTable { Self.constants + modifiers + directives + instructions }

    // MARK: Running a program

    private func keywords(_ vm: VM, without left: Set<String> = []) throws(GuestException) -> [(
        name: Value, value: Value
    )] {
        var keywords: [(name: Value, value: Value)] = []
        for (name, _) in names.members where !left.contains(name) {
            keywords.append((Value(try vm.intern(name)), try vm.attribute(Value(address: Self.address), name)))
        }
        return keywords
    }

    /// `@asm_pio(...)` on a function: the function is called with a program's names for its globals, and becomes the program.
    private func decorate(_ vm: VM, _ decorator: Value, _ function: Value) throws(GuestException) -> Value {
        let globals = try vm.attribute(function, "__globals__")
        let saved = try vm.callMethod(globals, "copy", [])
        let outer = hardware.assembler
        defer { hardware.assembler = outer }
        let side = vm.value(decorator, 4)
        let sidePins = side == .none ? 0 : vm.isInteger(side) ? 1 : try vm.items(of: side).count
        hardware.assembler = PIOAssembler(sidePins: sidePins, execution: vm.word(decorator, 0))
        var failure: GuestException?
        do throws(GuestException) {
            _ = try vm.callMethod(globals, "clear", [])
            _ = try vm.call(vm.attribute(globals, "update"), [], keywords: keywords(vm))
            _ = try vm.call(function, [])
            _ = try emit(vm) { (assembler) throws(PIOAssembler.Fault) in try assembler.beginSecondPass() }
            _ = try vm.call(function, [])
        } catch {
            failure = error
        }
        _ = try vm.callMethod(globals, "clear", [])
        _ = try vm.callMethod(globals, "update", [saved])
        if let failure { throw failure }
        let assembler = hardware.assembler!
        let words = try vm.newArray(UInt8(ascii: "H"), halves: assembler.words)
        let none = Value(smallInt: -1)
        return try vm.newList([
            words, none, none, none, vm.newInt(Int(assembler.execution)), vm.newInt(Int(vm.word(decorator, 1))),
            vm.value(decorator, 2), vm.value(decorator, 3), side,
        ])
    }

    /// `asm_pio(*, out_init, set_init, sideset_init, side_pindir, in_shiftdir, out_shiftdir, autopush, autopull, push_thresh, pull_thresh, fifo_join)`.
    private func assemble(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let outInit = try reader.keyword("out_init") ?? .none
        let setInit = try reader.keyword("set_init") ?? .none
        let sideInit = try reader.keyword("sideset_init") ?? .none
        func number(_ value: Value?, _ missing: Int = 0) throws(GuestException) -> UInt32 {
            guard let value else { return UInt32(missing) }
            return UInt32(truncatingIfNeeded: try vm.int(truncating: value))
        }
        let sideDirections = try number(reader.keyword("side_pindir"))
        let inRight = try number(reader.keyword("in_shiftdir"))
        let outRight = try number(reader.keyword("out_shiftdir"))
        let pushes = try number(reader.keyword("autopush"))
        let pulls = try number(reader.keyword("autopull"))
        let pushBits = try number(reader.keyword("push_thresh"), 32) & 31
        let pullBits = try number(reader.keyword("pull_thresh"), 32) & 31
        let join = try number(reader.keyword("fifo_join"))
        try reader.finish()
        let object = try vm.makeObject(Self.decorator, wordCount: 5)
        vm.setWord(object, 0, sideDirections << 29)
        let queues = join << 30 | pullBits << 25 | pushBits << 20
        vm.setWord(object, 1, queues | outRight << 19 | inRight << 18 | pulls << 17 | pushes << 16)
        for (index, value) in [outInit, setInit, sideInit].enumerated() { vm.setWord(object, 2 + index, value.bits) }
        return object
    }

    /// `asm_pio_encode(text, sideset_count, sideset_opt=False)`: one instruction.
    func encode(_ vm: VM, _ text: Value, sideBits: Int, isOptional: Bool) throws(GuestException) -> Value {
        let outer = hardware.assembler
        defer { hardware.assembler = outer }
        hardware.assembler = PIOAssembler(encodingWithSideBits: min(5, max(0, sideBits)), isOptional: isOptional)
        let globals = try vm.call(vm.builtin("dict"), [])
        let without: Set<String> = ["jmp", "wrap_target", "wrap", "label"]
        _ = try vm.call(vm.attribute(globals, "update"), [], keywords: keywords(vm, without: without))
        _ = try vm.call(vm.builtin("exec"), [text, globals])
        let words = hardware.assembler?.words ?? []
        if words.count != 1 { throw vm.exception(ofType: Self.error, "expecting exactly 1 instruction") }
        return try vm.newInt(Int(words[0]))
    }

    // MARK: The tables

    var functions: MethodTable {
        [
            "asm_pio": .keywords(0, assemble),
            "asm_pio_encode": .range(2...3) { vm, arguments throws(GuestException) in
                let isOptional =
                    try arguments.optional(2).map { value throws(GuestException) in try vm.truth(of: value) } ?? false
                return try encode(vm, arguments[0], sideBits: vm.int(arguments[1]), isOptional: isOptional)
            },
        ]
    }

    var definitions: [NativeTypeDefinition] {
        let side: MethodTable = [
            "side": .fixed(2) { vm, arguments throws(GuestException) in
                let value = try vm.int(arguments[1])
                return try emit(vm) { (assembler) throws(PIOAssembler.Fault) in try assembler.side(value) }
            },
            "delay": .fixed(2) { vm, arguments throws(GuestException) in
                let cycles = try vm.int(arguments[1])
                return try emit(vm) { (assembler) throws(PIOAssembler.Fault) in try assembler.delay(cycles) }
            },
        ]
        return [
            NativeTypeDefinition(
                number: MachineTypes.pioAssembler,
                TypeSlots(
                    name: "PIOASMEmit",
                    subscript: { vm, _, index, store throws(GuestException) in
                        guard store == .sentinel else { return .null }
                        let cycles = try vm.int(index)
                        return try emit(vm) { (assembler) throws(PIOAssembler.Fault) in try assembler.delay(cycles) }
                    }, methods: side + names), memberName: ""),
            NativeTypeDefinition(
                number: MachineTypes.pioDecorator,
                TypeSlots(
                    name: "closure",
                    call: { vm, value, arguments throws(GuestException) in
                        try vm.checkArguments(arguments, 1, 1, keywords: false)
                        return try decorate(vm, value, arguments[0])
                    }), memberName: ""),
            .exception(number: MachineTypes.pioError, "PIOASMError"),
        ]
    }
}
