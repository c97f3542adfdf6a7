import Fabric
import MicroPython

/// An SPI controller of the chip, or one in software: what the guest set, and its end of the bus.
final class SPIUnit {
    let id: Int
    /// By place; nil: not used.
    var clock: Int
    var output: Int?
    var input: Int?
    /// As the port says it.
    var baud = 0
    /// What it really is: `clockHertz / divisor`.
    var clockHertz: UInt64 = 1
    var divisor: UInt64 = 1
    var polarity = 0
    var phase = 0
    var bits = 8
    var isLowBitFirst = false
    var isOpen = false
    var controller: SPIController?
    /// The guest's object, where the port has it in static memory.
    var object: Value?

    init(id: Int, clock: Int, output: Int?, input: Int?) {
        self.id = id
        self.clock = clock
        self.output = output
        self.input = input
    }

    var mode: SPIMode { SPIMode(isIdleHigh: polarity != 0, samplesOnSecondEdge: phase != 0) }
}

extension Hardware {
    /// Takes the pins over with what the unit is set to.
    func open(_ unit: SPIUnit, _ vm: VM) throws(GuestException) {
        let now = sync()
        guard pins.indices.contains(unit.clock) else {
            throw notModelled("SPI(\(unit.id)) without pins of its own", vm)
        }
        if unit.output == -1 { unit.output = nil }
        if unit.input == -1 { unit.input = nil }
        for pin in [unit.clock, unit.output, unit.input] {
            if let pin { take(pin, for: unit.id < 0 ? nil : .spi(unit.id), at: now) }
        }
        let controller = SPIController(
            clock: pins[unit.clock], output: unit.output.map { pins[$0] }, input: unit.input.map { pins[$0] },
            mode: unit.mode, clockHertz: unit.clockHertz, divisor: unit.divisor)
        controller.isLowBitFirst = unit.isLowBitFirst
        controller.takePins(at: now)
        unit.controller = controller
        unit.isOpen = true
        didPlan()
    }

    /// Sends `bytes` and puts what comes into `buffer`, which may be the same memory.
    func transfer(
        _ unit: SPIUnit, _ bytes: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer?, _ vm: VM
    ) throws(GuestException) {
        guard let controller = unit.controller else { return }
        controller.begin(at: sync())
        try controller.transfer(
            bytes, into: buffer, calm: { calmUntil },
            { instant throws(GuestException) in try letEdgesPass(vm, to: instant) })
        try finishEdges(vm, at: controller.now)
    }
}
