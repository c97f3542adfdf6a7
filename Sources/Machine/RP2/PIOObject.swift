import Fabric
import MicroPython

/// `rp2.PIO` (rp2_pio.c of ports/rp2, v1.29).
///
/// Not modelled: `gpio_base` of chips with more than 32 pins.
struct PIOObject: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.pio)

    /// Fields of what `asm_pio` makes.
    enum Field {
        static let words = 0
        /// Of the first block; the others follow.
        static let place = 1
        static let execution = 4
        static let shifting = 5
        static let outPins = 6
        static let setPins = 7
        static let sidePins = 8
        static let count = 9
    }

    func block(_ vm: VM, _ value: Value) -> PIOBlock { hardware.pio[Int(vm.word(value, 0))] }

    /// The guest's object for a block: it lies in flash.
    func object(_ number: Int, _ vm: VM) -> Value {
        hardware.keptObject("PIO", number) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(number))
            return object
        }
    }

    // MARK: Programs

    /// The fields of a program; they are the list's own, or copies of a tuple's.
    static func fields(_ vm: VM, _ program: Value) throws(GuestException) -> [Value] {
        let fields = try vm.items(of: program)
        guard fields.count == Field.count else {
            throw vm.exception(
                .valueError, "requested length %d but object has length %d", .int(Field.count), .int(fields.count))
        }
        return fields
    }

    private static func words(_ vm: VM, _ value: Value) throws(GuestException) -> [UInt16] {
        let bytes = try vm.bytes(of: value)
        return (0..<bytes.count / 2).map { UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8 }
    }

    /// Loads a program, and notes in it where.
    func add(_ vm: VM, _ number: Int, _ program: Value) throws(GuestException) -> Int {
        let fields = try Self.fields(vm, program)
        let words = try Self.words(vm, fields[Field.words])
        let block = hardware.pio[number]
        // ENOMEM.
        guard let place = block.place(for: words.count) else { throw vm.osError(12) }
        block.load(words, at: place)
        if vm.isList(program) { vm.setItem(of: program, Field.place + number, Value(smallInt: Int32(place))) }
        return place
    }

    private func remove(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = Int(vm.word(arguments[0], 0))
        guard let program = arguments.optional(1) else {
            hardware.pio[number].unload(count: 32, at: 0)
            return .none
        }
        let fields = try Self.fields(vm, program)
        let count = try vm.bytes(of: fields[Field.words]).count / 2
        let place = try vm.int(fields[Field.place + number])
        if place < 0 { throw vm.exception(.valueError, "prog not in instruction memory") }
        if vm.isList(program) { vm.setItem(of: program, Field.place + number, Value(smallInt: -1)) }
        if place < 32 { hardware.pio[number].unload(count: count, at: place) }
        return .none
    }

    private func stateMachine(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let index = try vm.int(arguments[1])
        guard (0..<4).contains(index) else { throw vm.exception(.valueError, "invalid StateMachine") }
        let machines = PIOMachineObject(hardware: hardware)
        let object = machines.object(Int(vm.word(arguments[0], 0)) * 4 + index, vm)
        let rest = arguments.dropFirst(2)
        if rest.count > 0 || rest.keywordCount > 0 { try machines.setUp(vm, object, rest) }
        return object
    }

    // MARK: The table

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        let number = try vm.int(arguments[0])
        guard hardware.pio.indices.contains(number) else { throw vm.exception(.valueError, "invalid PIO") }
        return object(number, vm)
    }

    var definition: NativeTypeDefinition {
        let interrupts = PIOInterruptObject(hardware: hardware)
        return NativeTypeDefinition(
            number: MachineTypes.pio,
            TypeSlots(
                name: "PIO",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: "PIO(\(vm.word(value, 0)))")
                },
                methods: [
                    "add_program": .fixed(2) { vm, arguments throws(GuestException) in
                        _ = try add(vm, Int(vm.word(arguments[0], 0)), arguments[1])
                        return .none
                    },
                    "remove_program": .range(1...2, remove),
                    "state_machine": .keywords(2, stateMachine),
                    "irq": .keywords(1) { vm, arguments throws(GuestException) in
                        try interrupts.arm(
                            vm, arguments, source: 4 * hardware.pio.count + Int(vm.word(arguments[0], 0)))
                    },
                    "IN_LOW": .int(0), "IN_HIGH": .int(1), "OUT_LOW": .int(2), "OUT_HIGH": .int(3),
                    "SHIFT_LEFT": .int(0), "SHIFT_RIGHT": .int(1),
                    "JOIN_NONE": .int(0), "JOIN_TX": .int(1), "JOIN_RX": .int(2),
                    "IRQ_SM0": .int(0x100), "IRQ_SM1": .int(0x200), "IRQ_SM2": .int(0x400), "IRQ_SM3": .int(0x800),
                ]))
    }
}
