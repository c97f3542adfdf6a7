import Fabric
import MicroPython

/// `rp2.DMA` (docs/library/rp2.DMA.rst, rp2_dma.c of ports/rp2; v1.29).
///
/// Not modelled: `registers`, which says so.
struct DMAObject: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.dma)
    private static let interrupt = MachineTypes.address(MachineTypes.dmaInterrupt)
    private static let closed = 0xFF

    private var controller: DMAController { hardware.dma! }

    private func number(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0) & 0xFF) }

    private func channel(_ vm: VM, _ value: Value) throws(GuestException) -> Int {
        let number = number(vm, value)
        if number == Self.closed { throw vm.exception(.valueError, "channel closed") }
        return number
    }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 0, keywords: false)
        // EBUSY.
        guard let free = controller.channels.firstIndex(where: { !$0.isClaimed }) else { throw vm.osError(16) }
        let object = try vm.makeObject(Self.address, wordCount: 1)
        vm.setWord(object, 0, UInt32(free))
        controller.channels[free] = DMAChannel(isClaimed: true)
        return object
    }

    private func close(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = number(vm, arguments[0])
        guard number != Self.closed else { return .none }
        controller.abort(number)
        release(vm, number)
        controller.channels[number] = DMAChannel()
        vm.setWord(arguments[0], 0, UInt32(Self.closed))
        return .none
    }

    private func release(_ vm: VM, _ number: Int) {
        if let handler = controller.channels[number].handler { vm.release(handler) }
        if let object = controller.channels[number].object { vm.release(object) }
        controller.channels[number].handler = nil
        controller.channels[number].object = nil
        if let known = hardware.keptObjects.removeValue(forKey: "DMA.irq \(number)") { vm.release(known) }
    }

    // MARK: Registers

    /// A number, or a buffer's or a state machine's address.
    private func location(_ vm: VM, _ value: Value, forWriting: Bool) throws(GuestException) -> UInt32 {
        if vm.isObject(value, of: PIOMachineObject.address) {
            let machine = Int(vm.word(value, 0))
            let base = 0x5020_0010 + UInt32(machine / 4) << 20
            return base + (forWriting ? 0 : 0x10) + 4 * UInt32(machine % 4)
        }
        if !vm.isInteger(value), let buffer = try vm.bufferMaybe(value, forWriting: forWriting) {
            return buffer.address
        }
        return UInt32(truncatingIfNeeded: try vm.int(truncating: value))
    }

    private func set(_ vm: VM, _ number: Int, _ name: String, _ value: Value) throws(GuestException) {
        switch name {
        case "read": controller.channels[number].read = try location(vm, value, forWriting: false)
        case "write": controller.channels[number].write = try location(vm, value, forWriting: true)
        case "count":
            let count = Int(UInt32(truncatingIfNeeded: try vm.int(truncating: value)))
            controller.channels[number].reload = count
            if !controller.channels[number].isBusy { controller.channels[number].remaining = count }
        default:
            controller.setControl(number, UInt32(truncatingIfNeeded: try vm.int(truncating: value)))
        }
    }

    private func attribute(
        _ vm: VM, _ object: Value, _ name: String, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        if store.isNull { return .missing }
        guard store == .sentinel else {
            guard ["read", "write", "count", "ctrl"].contains(name) else { return .missing }
            hardware.sync()
            try set(vm, channel(vm, object), name, store)
            return .stored
        }
        hardware.sync()
        let channels = controller.channels
        switch name {
        case "read": return try LoadedAttribute(vm.newInt(Int(channels[channel(vm, object)].read)))
        case "write": return try LoadedAttribute(vm.newInt(Int(channels[channel(vm, object)].write)))
        case "count": return try LoadedAttribute(vm.newInt(channels[channel(vm, object)].remaining))
        case "ctrl": return try LoadedAttribute(vm.newInt(Int(controller.controlValue(channel(vm, object)))))
        case "channel": return try LoadedAttribute(vm.newInt(number(vm, object)))
        case "registers": throw hardware.notModelled("DMA.registers", vm)
        default: return .missing
        }
    }

    /// `config(*, read, write, count, ctrl, trigger)`.
    private func configure(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = try channel(vm, arguments[0])
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let values = [
            ("read", try reader.keyword("read")), ("write", try reader.keyword("write")),
            ("count", try reader.keyword("count")), ("ctrl", try reader.keyword("ctrl")),
        ]
        let triggers = try reader.keyword("trigger").map { value throws(GuestException) in try vm.truth(of: value) }
        try reader.finish()
        hardware.sync()
        for (name, value) in values { if let value { try set(vm, number, name, value) } }
        if triggers == true { controller.trigger(number) }
        return .none
    }

    private func active(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = try channel(vm, arguments[0])
        hardware.sync()
        if let isOn = arguments.optional(1) {
            if try vm.truth(of: isOn) { controller.trigger(number) } else { controller.abort(number) }
        }
        return Value(controller.channels[number].isBusy)
    }

    // MARK: The control register

    /// `pack_ctrl(default=None, **fields)`.
    private func pack(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if arguments.count > 1 { throw vm.exception(.typeError, "pack_ctrl only takes keyword arguments") }
        let fields = controller.fields
        var register = fields.standard(channel: number(vm, arguments[0]))
        var values: [(name: String, value: Int)] = []
        for index in 0..<arguments.keywordCount {
            let name = try vm.string(of: arguments.keywordName(index))
            let value = try vm.int(truncating: arguments.keywordValue(index))
            if name == "default" {
                register = UInt32(truncatingIfNeeded: value)
            } else {
                values.append((name, Int(UInt32(truncatingIfNeeded: value))))
            }
        }
        var unknown = values.count
        for field in fields.all {
            guard let value = values.first(where: { $0.name == field.name })?.value else { continue }
            unknown -= 1
            if field.isReadOnly { continue }
            if value >> Int(field.count) != 0 { throw vm.exception(.valueError, "bad field value") }
            register = fields.write(field.name, value, into: register)
        }
        if unknown > 0 { throw vm.exception(.typeError, "extra keyword arguments given") }
        return try vm.newInt(Int(register))
    }

    private func unpack(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let register = UInt32(truncatingIfNeeded: try vm.int(truncating: arguments[0]))
        var keywords: [(name: Value, value: Value)] = []
        for field in controller.fields.all {
            let value = Value(smallInt: Int32(controller.fields.read(field.name, register)))
            keywords.append((Value(try vm.intern(field.name)), value))
        }
        return try vm.call(vm.builtin("dict"), [], keywords: keywords)
    }

    // MARK: Interrupts

    /// `irq(handler=None, hard=False)`.
    private func arm(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = try channel(vm, arguments[0])
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let handler = reader.next("handler") ?? .none
        let isHard = try reader.next("hard").map { value throws(GuestException) in try vm.truth(of: value) } ?? false
        try reader.finish()
        let result: Value
        if let known = hardware.keptObjects["DMA.irq \(number)"] {
            result = known
        } else {
            result = try vm.makeObject(Self.interrupt, wordCount: 4)
            vm.setWord(result, 0, UInt32(number))
            vm.retain(result)
            hardware.keptObjects["DMA.irq \(number)"] = result
        }
        guard arguments.count > 1 || arguments.keywordCount > 0 else { return result }
        if let old = controller.channels[number].handler { vm.release(old) }
        if controller.channels[number].object == nil {
            vm.retain(arguments[0])
            controller.channels[number].object = arguments[0]
        }
        if handler != .none { vm.retain(handler) }
        controller.channels[number].handler = handler == .none ? nil : handler
        controller.channels[number].isHard = isHard
        controller.channels[number].flag = false
        return result
    }

    /// What `irq` gives back: `flags` says whether it has come.
    private var interruptDefinition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.dmaInterrupt,
            TypeSlots(
                name: "irq",
                methods: [
                    "flags": .fixed(1) { vm, arguments throws(GuestException) in
                        Value(smallInt: controller.channels[Int(vm.word(arguments[0], 0))].flag ? 1 : 0)
                    },
                    "trigger": .range(1...2) { vm, arguments throws(GuestException) in
                        let number = Int(vm.word(arguments[0], 0))
                        if let new = arguments.optional(1) {
                            if try vm.int(new) == 0 { controller.channels[number].handler = nil }
                            controller.channels[number].flag = false
                        }
                        return Value(smallInt: 0)
                    },
                ]), memberName: "")
    }

    // MARK: The table

    var definitions: [NativeTypeDefinition] {
        [
            NativeTypeDefinition(
                number: MachineTypes.dma,
                TypeSlots(
                    name: "DMA",
                    make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                    print: { vm, value, printer, _ throws(GuestException) in
                        try printer.write(text: "DMA(\(number(vm, value)))")
                    },
                    attribute: { vm, value, name, store throws(GuestException) in
                        try attribute(vm, value, vm.string(name), store)
                    },
                    methods: [
                        "config": .keywords(1, configure), "active": .range(1...2, active), "irq": .keywords(1, arm),
                        "close": .fixed(1, close), "__del__": .fixed(1, close), "pack_ctrl": .keywords(1, pack),
                        "unpack_ctrl": .staticMethod(.fixed(1, unpack)),
                    ])), interruptDefinition,
        ]
    }
}
