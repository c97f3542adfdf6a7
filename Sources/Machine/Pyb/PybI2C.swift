import Fabric
import MicroPython

/// `pyb.I2C` (pyb_i2c.c of ports/stm32, v1.29): the legacy class, as controller.
///
/// Not modelled: the peripheral's side, which says so (`machine.I2CTarget` has it); general calls, DMA and timeouts change nothing.
struct PybI2C: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.pybI2C)

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        let unit = try MachineI2CSetup(hardware: hardware).unitSTM32(vm, arguments[0])
        let object = hardware.keptObject("pyb.I2C", unit.id) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(unit.id))
            return object
        }
        let rest = arguments.dropFirst()
        if rest.count > 0 || rest.keywordCount > 0 { try setUp(vm, object, rest) }
        return object
    }

    private func setUp(_ vm: VM, _ object: Value, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let mode = try reader.next("mode").map { value throws(GuestException) in try vm.int(value) } ?? 0
        _ = try reader.keyword("addr")
        let baud = try reader.keyword("baudrate").map { value throws(GuestException) in try vm.int(value) } ?? 400_000
        _ = try reader.keyword("gencall")
        _ = try reader.keyword("dma")
        try reader.finish()
        if mode != 0 { throw hardware.notModelled("pyb.I2C as a peripheral", vm) }
        MachineI2CSetup(hardware: hardware).openSTM32(try unit(vm, object), hertz: baud, timeoutMilliseconds: 50)
    }

    private func unit(_ vm: VM, _ value: Value) throws(GuestException) -> I2CUnit {
        try MachineI2CSetup(hardware: hardware).unitSTM32(vm, Value(smallInt: Int32(vm.word(value, 0))))
    }

    // MARK: Transfers

    /// HAL_ERROR is EIO, whoever refused what.
    private func check(_ vm: VM, _ result: Result<Int, I2CTransferFailure>, of count: Int) throws(GuestException) {
        switch result {
        case .success(let taken) where taken >= count: return
        case .success: throw vm.osError(5)
        case .failure(let failure):
            if case .timeout = failure.reason { throw vm.osError(110) }
            throw vm.osError(5)
        }
    }

    private func isThere(_ vm: VM, _ unit: I2CUnit, _ address: Int) throws(GuestException) -> Bool {
        if case .success = try hardware.transfer(unit, address, .write([]), stop: true, vm) { return true }
        return false
    }

    private func scan(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let list = try vm.newList([])
        for address in 0x08...0x77 where try isThere(vm, unit, address) {
            _ = try vm.callMethod(list, "append", [Value(smallInt: Int32(address))])
        }
        return list
    }

    /// `data, addr, timeout=5000`.
    private func dataAndAddress(
        _ vm: VM, _ arguments: Arguments, _ name: StaticString
    ) throws(GuestException) -> (data: Value, address: Int) {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let data = try reader.required(name)
        let address = try reader.next("addr").map { value throws(GuestException) in try vm.int(value) } ?? 0
        _ = try reader.keyword("timeout")
        try reader.finish()
        if address == 0 { throw vm.exception(.typeError, "addr argument required") }
        return (data, address)
    }

    private func send(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let (data, address) = try dataAndAddress(vm, arguments, "send")
        try PybBuffers(vm: vm).sent(data) { bytes throws(GuestException) in
            try check(vm, hardware.transfer(unit, address, .write([bytes]), stop: true, vm), of: bytes.count)
        }
        return .none
    }

    private func receive(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let (data, address) = try dataAndAddress(vm, arguments, "recv")
        return try PybBuffers(vm: vm).received(data) { buffer throws(GuestException) in
            try check(vm, hardware.transfer(unit, address, .read([buffer]), stop: true, vm), of: 0)
        }
    }

    // MARK: Registers

    /// `data, addr, memaddr, *, timeout=5000, addr_size=8`.
    private func memoryCall(
        _ vm: VM, _ arguments: Arguments
    ) throws(GuestException) -> (data: Value, address: Int, memory: [UInt8]) {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let data = try reader.required("data")
        let address = try vm.int(reader.required("addr"))
        let place = try vm.int(reader.required("memaddr"))
        _ = try reader.keyword("timeout")
        let size = try reader.keyword("addr_size").map { value throws(GuestException) in try vm.int(value) } ?? 8
        try reader.finish()
        let low = UInt8(truncatingIfNeeded: place)
        return (data, address, size == 8 ? [low] : [UInt8(truncatingIfNeeded: place >> 8), low])
    }

    private func transfer(
        _ vm: VM, _ unit: I2CUnit, _ address: Int, _ memory: [UInt8], _ bytes: UnsafeRawBufferPointer? = nil,
        stop: Bool
    ) throws(GuestException) {
        var outcome: Result<Void, GuestException> = .success(())
        memory.withUnsafeBytes { memory in
            do throws(GuestException) {
                let pieces = [memory] + (bytes.map { [$0] } ?? [])
                let count = pieces.reduce(0) { $0 + $1.count }
                try check(vm, hardware.transfer(unit, address, .write(pieces), stop: stop, vm), of: count)
            } catch { outcome = .failure(error) }
        }
        try outcome.get()
    }

    private func readMemory(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let call = try memoryCall(vm, arguments)
        return try PybBuffers(vm: vm).received(call.data) { buffer throws(GuestException) in
            try transfer(vm, unit, call.address, call.memory, stop: false)
            try check(vm, hardware.transfer(unit, call.address, .read([buffer]), stop: true, vm), of: 0)
        }
    }

    private func writeMemory(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let call = try memoryCall(vm, arguments)
        try PybBuffers(vm: vm).sent(call.data) { bytes throws(GuestException) in
            try transfer(vm, unit, call.address, call.memory, bytes, stop: true)
        }
        return .none
    }

    // MARK: The table

    private var methods: MethodTable {
        [
            "init": .keywords(1) { vm, arguments throws(GuestException) in
                try setUp(vm, arguments[0], arguments.dropFirst())
                return .none
            },
            "deinit": .fixed(1) { vm, arguments throws(GuestException) in
                try unit(vm, arguments[0]).controller = nil
                return .none
            },
            "is_ready": .fixed(2) { vm, arguments throws(GuestException) in
                Value(try isThere(vm, unit(vm, arguments[0]), vm.int(arguments[1])))
            },
            "scan": .fixed(1, scan), "send": .keywords(1, send), "recv": .keywords(1, receive),
            "mem_read": .keywords(1, readMemory), "mem_write": .keywords(1, writeMemory),
            "CONTROLLER": .int(0), "MASTER": .int(0), "PERIPHERAL": .int(1), "SLAVE": .int(1),
        ]
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.pybI2C,
            TypeSlots(
                name: "I2C",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    let unit = try unit(vm, value)
                    let set = unit.controller == nil ? "" : ", I2C.CONTROLLER, baudrate=\(unit.hertz)"
                    try printer.write(text: "I2C(\(unit.id)\(set))")
                },
                methods: methods))
    }
}
