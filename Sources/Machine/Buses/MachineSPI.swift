import Fabric
import MicroPython

/// `machine.SPI` and `machine.SoftSPI` (extmod/machine_spi.c, drivers/bus/softspi.c and machine_spi.c of the ports, v1.29): the methods that both
/// have. How they are made is in `MachineSPISetup`.
///
/// Not modelled: words of more than 8 bits, DMA channels of the guest's own, the object as a buffer (ports/rp2).
struct MachineSPI: Sendable {
    let hardware: Hardware
    let isSoft: Bool

    static let address = MachineTypes.address(MachineTypes.spi)
    static let softAddress = MachineTypes.address(MachineTypes.softSPI)

    private func unit(_ vm: VM, _ value: Value) throws(GuestException) -> SPIUnit {
        if vm.isObject(value, of: Self.softAddress) { return try hardware.softSPI(value, vm) }
        let isHard = vm.isObject(value, of: Self.address) || vm.isObject(value, of: PybSPI.address)
        guard isHard, let unit = hardware.spiUnits[Int(vm.word(value, 0))] else {
            throw vm.exception(.valueError, "SPI doesn't exist")
        }
        return unit
    }

    // MARK: Transfers

    private func transfer(
        _ vm: VM, _ value: Value, _ bytes: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer?
    ) throws(GuestException) {
        let unit = try unit(vm, value)
        if hardware.facts.port == .esp32 && !isSoft {
            guard unit.isOpen else { throw vm.exception(.osError, "transfer on deinitialized SPI") }
            if bytes.isEmpty { throw vm.exception(.valueError, "buffer too short") }
        }
        if unit.bits != 8 { throw hardware.notModelled("SPI with \(unit.bits) bits a word", vm) }
        try hardware.transfer(unit, bytes, into: buffer, vm)
    }

    /// What is sent while it reads.
    private func filler(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> UInt8 {
        guard let value = arguments.optional(2) else { return 0 }
        return UInt8(truncatingIfNeeded: try vm.int(value))
    }

    private func fillAndRead(
        _ vm: VM, _ arguments: Arguments, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(GuestException) {
        buffer.initializeMemory(as: UInt8.self, repeating: try filler(vm, arguments))
        try transfer(vm, arguments[0], UnsafeRawBufferPointer(buffer), into: buffer)
    }

    private func read(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.newBytes(count: vm.int(arguments[1])) { buffer throws(GuestException) in
            try fillAndRead(vm, arguments, buffer)
        }
    }

    private func readInto(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try fillAndRead(vm, arguments, vm.mutableBytes(of: arguments[1]))
        return .none
    }

    private func write(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try transfer(vm, arguments[0], vm.bytes(of: arguments[1]), into: nil)
        return .none
    }

    private func writeReadInto(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let bytes = try vm.bytes(of: arguments[1])
        let buffer = try vm.mutableBytes(of: arguments[2])
        guard bytes.count == buffer.count else {
            throw vm.exception(.valueError, "buffers must be the same length")
        }
        try transfer(vm, arguments[0], bytes, into: buffer)
        return .none
    }

    // MARK: The table

    private var methods: MethodTable {
        let setup = MachineSPISetup(hardware: hardware)
        // HAL's SPI_FIRSTBIT_LSB is a bit of a register; pico-sdk's enumeration is the other way round.
        let (high, low) =
            switch hardware.facts.port {
            case .rp2: (1, 0)
            case .stm32: (0, 128)
            case .esp32, .esp8266: (0, 1)
            }
        return [
            "init": .keywords(1) { vm, arguments throws(GuestException) in
                let unit = try unit(vm, arguments[0])
                if vm.isObject(arguments[0], of: Self.softAddress) {
                    try setup.setUpSoft(vm, arguments[0], arguments.dropFirst(), isNew: false)
                } else {
                    try setup.setUp(vm, unit, arguments.dropFirst())
                }
                return .none
            },
            "deinit": .fixed(1) { vm, arguments throws(GuestException) in
                let unit = try unit(vm, arguments[0])
                if hardware.facts.port == .esp32 || hardware.facts.port == .stm32 { unit.isOpen = false }
                return .none
            },
            "MSB": .int(high),
            "LSB": .int(low),
        ] + transferMethods
    }

    /// What `pyb.SPI` has too.
    var transferMethods: MethodTable {
        [
            "read": .range(2...3, read),
            "readinto": .range(2...3, readInto),
            "write": .fixed(2, write),
            "write_readinto": .fixed(3, writeReadInto),
        ]
    }

    var definition: NativeTypeDefinition {
        let setup = MachineSPISetup(hardware: hardware)
        let name = isSoft ? "SoftSPI" : hardware.facts.port == .esp8266 ? "HSPI" : "SPI"
        return NativeTypeDefinition(
            number: isSoft ? MachineTypes.softSPI : MachineTypes.spi,
            TypeSlots(
                name: name,
                make: { vm, _, arguments throws(GuestException) in
                    isSoft ? try setup.makeSoft(vm, arguments) : try setup.make(vm, arguments)
                },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: setup.description(unit(vm, value), isSoft: isSoft))
                },
                methods: methods), memberName: isSoft ? "SoftSPI" : "SPI")
    }
}
