import Fabric
import MicroPython

/// `pyb.SPI` (pyb_spi.c of ports/stm32, v1.29): the legacy class, as controller.
///
/// Not modelled: the peripheral's side and words of 16 bits, which say so; CRC, TI's mode and a hardware chip select change nothing.
struct PybSPI: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.pybSPI)
    /// SPI_MODE_MASTER of the HAL.
    private static let controllerMode = 0x104

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        let unit = try MachineSPISetup(hardware: hardware).unit(vm, arguments[0])
        let object = hardware.keptObject("pyb.SPI", unit.id) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(unit.id))
            return object
        }
        let rest = arguments.dropFirst()
        if rest.count > 0 || rest.keywordCount > 0 { try setUp(vm, unit, rest) }
        return object
    }

    private func setUp(_ vm: VM, _ unit: SPIUnit, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        func number(_ value: Value?, default number: Int) throws(GuestException) -> Int {
            try value.map { value throws(GuestException) in try vm.int(value) } ?? number
        }
        let mode = try vm.int(reader.required("mode"))
        let baud = try number(reader.next("baudrate"), default: 328_125)
        let prescaler = try number(reader.keyword("prescaler"), default: -1)
        let polarity = try number(reader.keyword("polarity"), default: 1)
        let phase = try number(reader.keyword("phase"), default: 0)
        _ = try reader.keyword("dir")
        let bits = try number(reader.keyword("bits"), default: 8)
        _ = try reader.keyword("nss")
        let firstBit = try number(reader.keyword("firstbit"), default: 0)
        _ = try reader.keyword("ti")
        _ = try reader.keyword("crc")
        try reader.finish()
        if mode != Self.controllerMode { throw hardware.notModelled("pyb.SPI as a peripheral", vm) }
        let setup = MachineSPISetup(hardware: hardware)
        let wanted = prescaler > 0 ? Int(SPIRates(hardware: hardware).sourceHertz(unit: unit.id)) / prescaler : baud
        try setup.open(
            vm, unit, baud: wanted, polarity: polarity, phase: phase, bits: bits, isLowBitFirst: firstBit != 0)
    }

    private func unit(_ vm: VM, _ value: Value) throws(GuestException) -> SPIUnit {
        try MachineSPISetup(hardware: hardware).unit(vm, Value(smallInt: Int32(vm.word(value, 0))))
    }

    // MARK: Transfers

    private func transfer(
        _ vm: VM, _ object: Value, _ bytes: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer?
    ) throws(GuestException) {
        let unit = try unit(vm, object)
        if unit.bits != 8 { throw hardware.notModelled("SPI with \(unit.bits) bits a word", vm) }
        try hardware.transfer(unit, bytes, into: buffer, vm)
    }

    private func send(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let data = try reader.required("send")
        _ = try reader.keyword("timeout")
        try reader.finish()
        try PybBuffers(vm: vm).sent(data) { bytes throws(GuestException) in
            try transfer(vm, arguments[0], bytes, into: nil)
        }
        return .none
    }

    /// What lies in the buffer goes out meanwhile (HAL_SPI_Receive).
    private func receive(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let data = try reader.required("recv")
        _ = try reader.keyword("timeout")
        try reader.finish()
        return try PybBuffers(vm: vm).received(data) { buffer throws(GuestException) in
            try transfer(vm, arguments[0], UnsafeRawBufferPointer(buffer), into: buffer)
        }
    }

    private func sendAndReceive(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let data = try reader.required("send")
        let target = reader.next("recv")
        _ = try reader.keyword("timeout")
        try reader.finish()
        return try PybBuffers(vm: vm).sent(data) { bytes throws(GuestException) in
            guard let target else {
                return try vm.newBytes(count: bytes.count) { buffer throws(GuestException) in
                    try transfer(vm, arguments[0], bytes, into: buffer)
                }
            }
            let buffer = try vm.mutableBytes(of: target)
            if buffer.count != bytes.count {
                throw vm.exception(.valueError, "recv must be same length as send")
            }
            try transfer(vm, arguments[0], bytes, into: buffer)
            return target
        }
    }

    // MARK: The table

    private var methods: MethodTable {
        let own: MethodTable = [
            "init": .keywords(1) { vm, arguments throws(GuestException) in
                try setUp(vm, unit(vm, arguments[0]), arguments.dropFirst())
                return .none
            },
            "deinit": .fixed(1) { vm, arguments throws(GuestException) in
                let unit = try unit(vm, arguments[0])
                unit.isOpen = false
                unit.controller = nil
                return .none
            },
            "send": .keywords(1, send), "recv": .keywords(1, receive), "send_recv": .keywords(1, sendAndReceive),
            "CONTROLLER": .int(Self.controllerMode), "MASTER": .int(Self.controllerMode), "PERIPHERAL": .int(0),
            "SLAVE": .int(0), "MSB": .int(0), "LSB": .int(128),
        ]
        return own + MachineSPI(hardware: hardware, isSoft: false).transferMethods
    }

    private func description(_ unit: SPIUnit) -> String {
        guard unit.isOpen else { return "SPI(\(unit.id))" }
        let prescaler = Int(SPIRates(hardware: hardware).sourceHertz(unit: unit.id)) / max(1, unit.baud)
        return "SPI(\(unit.id), SPI.CONTROLLER, baudrate=\(unit.baud), prescaler=\(prescaler), "
            + "polarity=\(unit.polarity), phase=\(unit.phase), bits=\(unit.bits))"
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.pybSPI,
            TypeSlots(
                name: "SPI",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: description(unit(vm, value)))
                },
                methods: methods))
    }
}
