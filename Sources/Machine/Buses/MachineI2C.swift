import Fabric
import MicroPython

/// `machine.I2C` and `machine.SoftI2C` (extmod/machine_i2c.c and machine_i2c.c of the ports, v1.29): the methods that both have. How they are made
/// is in `MachineI2CSetup`.
///
/// Not modelled: 10-bit addresses (MicroPython has none), other controllers on the bus, a change of the CPU's frequency after it was made.
struct MachineI2C: Sendable {
    let hardware: Hardware
    let isSoft: Bool

    static let address = MachineTypes.address(MachineTypes.i2c)
    static let softAddress = MachineTypes.address(MachineTypes.softI2C)

    func unit(_ vm: VM, _ value: Value) throws(GuestException) -> I2CUnit {
        if vm.isObject(value, of: Self.softAddress) { return try hardware.softI2C(value, vm) }
        guard vm.isObject(value, of: Self.address), let unit = hardware.i2cUnits[Int(vm.word(value, 0))] else {
            throw vm.exception(.osError, "I2C operation not supported")
        }
        return unit
    }

    // MARK: Transfers

    private func check(_ vm: VM, _ unit: I2CUnit, _ result: Result<Int, I2CTransferFailure>) throws(GuestException)
        -> Int
    {
        switch result {
        case .success(let count): return count
        case .failure(let failure): throw vm.osError(failure.reason.number(unit, hardware.facts.port))
        }
    }

    /// ports/rp2's hardware takes no empty write: its driver does that in software.
    private func transfer(
        _ vm: VM, _ unit: I2CUnit, _ address: Int, _ data: Hardware.I2CData, stop: Bool
    ) throws(GuestException) -> Result<Int, I2CTransferFailure> {
        guard unit.flavour == .rp2, case .write(let pieces) = data, pieces.allSatisfy(\.isEmpty) else {
            return try hardware.transfer(unit, address, data, stop: stop, vm)
        }
        let software = hardware.softwareTwin(of: unit)
        return try hardware.transfer(software, address, data, stop: stop, vm)
    }

    /// Bytes that a write says it wrote.
    private func written(_ unit: I2CUnit, _ acknowledged: Int, of count: Int) -> Int {
        unit.flavour == .rp2 || unit.flavour == .esp32 ? count : acknowledged
    }

    /// The drivers of ports/rp2 and esp32 take one buffer: several are put together on the heap first.
    private func withOneBuffer(
        _ vm: VM, _ unit: I2CUnit, _ pieces: [UnsafeRawBufferPointer],
        _ body: ([UnsafeRawBufferPointer]) throws(GuestException) -> Int
    ) throws(GuestException) -> Int {
        guard pieces.count > 1, unit.flavour == .rp2 || unit.flavour == .esp32 else { return try body(pieces) }
        let count = pieces.reduce(0) { $0 + $1.count }
        return try vm.withBlock(byteCount: count) { block throws(GuestException) in
            var place = 0
            for piece in pieces {
                block[place..<place + piece.count].copyBytes(from: piece)
                place += piece.count
            }
            return try body([UnsafeRawBufferPointer(block)])
        }
    }

    private func write(
        _ vm: VM, _ unit: I2CUnit, _ address: Int, _ pieces: [UnsafeRawBufferPointer], stop: Bool
    ) throws(GuestException) -> Int {
        let count = pieces.reduce(0) { $0 + $1.count }
        return try withOneBuffer(vm, unit, pieces) { pieces throws(GuestException) in
            let result = try transfer(vm, unit, address, .write(pieces), stop: stop)
            return written(unit, try check(vm, unit, result), of: count)
        }
    }

    private func stops(_ vm: VM, _ arguments: Arguments, _ place: Int) throws(GuestException) -> Bool {
        try arguments.optional(place).map { value throws(GuestException) in try vm.truth(of: value) } ?? true
    }

    private func scan(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let list = try vm.newList([])
        for address in 0x08..<0x78 {
            if case .success = try transfer(vm, unit, address, .write([]), stop: true) {
                _ = try vm.callMethod(list, "append", [Value(smallInt: Int32(address))])
            }
        }
        return list
    }

    private func writeTo(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let address = try vm.int(arguments[1])
        let bytes = try vm.bytes(of: arguments[2])
        return try vm.newInt(write(vm, unit, address, [bytes], stop: stops(vm, arguments, 3)))
    }

    private func writeVectorTo(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let address = try vm.int(arguments[1])
        let stop = try stops(vm, arguments, 3)
        var pieces: [UnsafeRawBufferPointer] = []
        for item in try vm.items(of: arguments[2]) {
            let bytes = try vm.bytes(of: item)
            if !bytes.isEmpty { pieces.append(bytes) }
        }
        return try vm.newInt(write(vm, unit, address, pieces, stop: stop))
    }

    private func readFrom(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let address = try vm.int(arguments[1])
        let count = try vm.int(arguments[2])
        return try vm.newBytes(count: count) { buffer throws(GuestException) in
            let stop = try stops(vm, arguments, 3)
            _ = try check(vm, unit, transfer(vm, unit, address, .read([buffer]), stop: stop))
        }
    }

    private func readFromInto(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let address = try vm.int(arguments[1])
        let buffer = try vm.mutableBytes(of: arguments[2])
        _ = try check(vm, unit, transfer(vm, unit, address, .read([buffer]), stop: stops(vm, arguments, 3)))
        return .none
    }

    // MARK: Registers

    private struct MemoryCall {
        var address: Int
        var memory: [UInt8]
        var last: Value
    }

    /// `addr, memaddr, n or buf, *, addrsize=8`.
    private func memoryCall(
        _ vm: VM, _ arguments: Arguments, _ last: StaticString
    ) throws(GuestException) -> MemoryCall {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let address = try vm.int(reader.required("addr"))
        let memory = try vm.int(truncating: reader.required("memaddr"))
        let value = try reader.required("arg")
        let bits = try reader.keyword("addrsize").map { value throws(GuestException) in try vm.int(value) } ?? 8
        try reader.finish()
        return MemoryCall(
            address: address, memory: try memoryAddress(vm, memory, bits: bits), last: value)
    }

    private func memoryAddress(_ vm: VM, _ address: Int, bits: Int) throws(GuestException) -> [UInt8] {
        let bits = bits & 0xFF
        if bits & 7 != 0 || bits > 32 { throw vm.exception(.valueError, "invalid addrsize") }
        return stride(from: bits - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: address >> $0) }
    }

    private func readMemory(
        _ vm: VM, _ unit: I2CUnit, _ call: MemoryCall, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(GuestException) {
        var result: Result<Int, I2CTransferFailure> = .success(0)
        var failure: GuestException?
        call.memory.withUnsafeBytes { memory in
            do throws(GuestException) {
                result = try readMemory(vm, unit, call.address, memory, buffer)
            } catch { failure = error }
        }
        if let failure { throw failure }
        _ = try check(vm, unit, result)
    }

    private func readMemory(
        _ vm: VM, _ unit: I2CUnit, _ address: Int, _ memory: UnsafeRawBufferPointer,
        _ buffer: UnsafeMutableRawBufferPointer
    ) throws(GuestException) -> Result<Int, I2CTransferFailure> {
        if unit.flavour == .esp32 { return try transfer(vm, unit, address, .writeRead(memory, buffer), stop: true) }
        let sent = try transfer(vm, unit, address, .write([memory]), stop: false)
        if case .success(let count) = sent, written(unit, count, of: memory.count) == memory.count {
            return try transfer(vm, unit, address, .read([buffer]), stop: true)
        }
        // An empty write, for its STOP; of an address that was not acknowledged in full nothing is raised.
        _ = try transfer(vm, unit, address, .write([]), stop: true)
        return sent
    }

    private func readFromMemory(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let call = try memoryCall(vm, arguments, "n")
        return try vm.newBytes(count: vm.int(call.last)) { buffer throws(GuestException) in
            try readMemory(vm, unit, call, buffer)
        }
    }

    private func readFromMemoryInto(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let call = try memoryCall(vm, arguments, "buf")
        try readMemory(vm, unit, call, vm.mutableBytes(of: call.last))
        return .none
    }

    private func writeToMemory(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let unit = try unit(vm, arguments[0])
        let call = try memoryCall(vm, arguments, "buf")
        let bytes = try vm.bytes(of: call.last)
        var failure: GuestException?
        call.memory.withUnsafeBytes { memory in
            do throws(GuestException) {
                _ = try write(vm, unit, call.address, [memory, bytes], stop: true)
            } catch { failure = error }
        }
        if let failure { throw failure }
        return .none
    }

    // MARK: Primitives

    private func soft(_ vm: VM, _ value: Value) throws(GuestException) -> (I2CUnit, I2CController) {
        let unit = try unit(vm, value)
        guard unit.flavour == .software, let controller = unit.controller else {
            throw vm.exception(.osError, "I2C operation not supported")
        }
        controller.begin(at: hardware.sync())
        return (unit, controller)
    }

    private func primitive(
        _ vm: VM, _ value: Value, _ body: (I2CController, Passing) throws(GuestException) -> Bool
    ) throws(GuestException) {
        let (unit, controller) = try soft(vm, value)
        let isGood = try body(controller, Passing(hardware: hardware, vm: vm))
        try hardware.finishEdges(vm, at: controller.now)
        if !isGood { throw vm.osError(I2CFailure.timeout.number(unit, hardware.facts.port)) }
    }

    /// Lets the world come along with a controller.
    private struct Passing {
        let hardware: Hardware
        let vm: VM

        func to(_ instant: Instant) throws(GuestException) -> Instant { try hardware.letEdgesPass(vm, to: instant) }
    }

    private func start(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try primitive(vm, arguments[0]) { controller, pass throws(GuestException) in
            try controller.start(pass.to) == nil
        }
        return .none
    }

    private func stop(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try primitive(vm, arguments[0]) { controller, pass throws(GuestException) in
            try controller.stop(pass.to)
            return true
        }
        return .none
    }

    private func readInto(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let buffer = try vm.mutableBytes(of: arguments[1])
        let refusesLast =
            try arguments.optional(2).map { value throws(GuestException) in try vm.truth(of: value) } ?? true
        try primitive(vm, arguments[0]) { controller, pass throws(GuestException) in
            for place in buffer.indices {
                let isLast = refusesLast && place == buffer.count - 1
                guard case .success(let byte) = try controller.read(acknowledges: !isLast, pass.to) else {
                    return false
                }
                buffer[place] = byte
            }
            return true
        }
        return .none
    }

    private func writeBytes(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let bytes = try vm.bytes(of: arguments[1])
        var count = 0
        try primitive(vm, arguments[0]) { controller, pass throws(GuestException) in
            for byte in bytes {
                guard case .success(let isTaken) = try controller.write(byte, pass.to) else { return false }
                if !isTaken { break }
                count += 1
            }
            return true
        }
        return try vm.newInt(count)
    }

    // MARK: The table

    private var methods: MethodTable {
        [
            "init": .keywords(1) { vm, arguments throws(GuestException) in
                guard vm.isObject(arguments[0], of: Self.softAddress) else {
                    throw vm.exception(.osError, "I2C operation not supported")
                }
                try MachineI2CSetup(hardware: hardware).setUpSoft(vm, arguments[0], arguments.dropFirst())
                return .none
            },
            "deinit": .fixed(1) { _, _ throws(GuestException) in .none },
            "scan": .fixed(1, scan),
            "start": .fixed(1, start),
            "stop": .fixed(1, stop),
            "readinto": .range(2...3, readInto),
            "write": .fixed(2, writeBytes),
            "readfrom": .range(3...4, readFrom),
            "readfrom_into": .range(3...4, readFromInto),
            "writeto": .range(3...4, writeTo),
            "writevto": .range(3...4, writeVectorTo),
            "readfrom_mem": .keywords(1, readFromMemory),
            "readfrom_mem_into": .keywords(1, readFromMemoryInto),
            "writeto_mem": .keywords(1, writeToMemory),
        ]
    }

    var definition: NativeTypeDefinition {
        let setup = MachineI2CSetup(hardware: hardware)
        return NativeTypeDefinition(
            number: isSoft ? MachineTypes.softI2C : MachineTypes.i2c,
            TypeSlots(
                name: isSoft ? "SoftI2C" : "I2C",
                make: { vm, _, arguments throws(GuestException) in
                    isSoft ? try setup.makeSoft(vm, arguments) : try setup.make(vm, arguments)
                },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: setup.description(unit(vm, value), vm, value))
                },
                methods: methods))
    }
}
