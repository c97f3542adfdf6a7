import Fabric
import MicroPython

/// `_onewire` (extmod/modonewire.c, v1.29): the slots of a 1-Wire bus, made by the CPU with the times that stand there.
struct OneWireModule: Sendable {
    let hardware: Hardware

    /// Makes the edges of one slot after the other on a pin that is an open drain already.
    private struct Line {
        let hardware: Hardware
        let vm: VM
        let pin: Pin
        var now: Instant

        init(_ hardware: Hardware, _ value: Value, _ vm: VM) throws(GuestException) {
            self.hardware = hardware
            self.vm = vm
            pin = hardware.pins[try hardware.findPin(value, vm)]
            now = hardware.sync()
        }

        mutating func set(_ isHigh: Bool, forMicroseconds time: UInt64) throws(GuestException) {
            pin.write(isHigh, at: now)
            now = try hardware.letEdgesPass(vm, to: now + .microseconds(time))
        }

        var level: Bool { pin.readAlone(at: now) }

        mutating func readBit() throws(GuestException) -> Bool {
            pin.write(true, at: now)
            try set(false, forMicroseconds: 6)
            try set(true, forMicroseconds: 9)
            let bit = level
            now = try hardware.letEdgesPass(vm, to: now + .microseconds(55))
            return bit
        }

        mutating func write(_ bit: Bool) throws(GuestException) {
            try set(false, forMicroseconds: 6)
            try set(bit, forMicroseconds: 54)
            try set(true, forMicroseconds: 10)
        }

        func finish() throws(GuestException) { try hardware.finishEdges(vm, at: now) }
    }

    private func reset(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var line = try Line(hardware, arguments[0], vm)
        try line.set(false, forMicroseconds: 480)
        try line.set(true, forMicroseconds: 70)
        let isPresent = !line.level
        try line.set(true, forMicroseconds: 410)
        try line.finish()
        return Value(isPresent)
    }

    private func readBit(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var line = try Line(hardware, arguments[0], vm)
        let bit = try line.readBit()
        try line.finish()
        return Value(smallInt: bit ? 1 : 0)
    }

    private func readByte(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var line = try Line(hardware, arguments[0], vm)
        var byte: Int32 = 0
        for place in 0..<8 { if try line.readBit() { byte |= 1 << Int32(place) } }
        try line.finish()
        return Value(smallInt: byte)
    }

    private func writeBit(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var line = try Line(hardware, arguments[0], vm)
        try line.write(vm.int(arguments[1]) != 0)
        try line.finish()
        return .none
    }

    private func writeByte(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var line = try Line(hardware, arguments[0], vm)
        let byte = try vm.int(arguments[1])
        for place in 0..<8 { try line.write(byte >> place & 1 != 0) }
        try line.finish()
        return .none
    }

    private func checksum(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        Value(smallInt: Int32(OneWireNetwork.checksum(try vm.bytes(of: arguments[0]))))
    }

    /// The module.
    var module: NativeModule {
        NativeModule(
            name: "_onewire",
            members: [
                "reset": .fixed(1, reset), "readbit": .fixed(1, readBit), "readbyte": .fixed(1, readByte),
                "writebit": .fixed(2, writeBit), "writebyte": .fixed(2, writeByte), "crc8": .fixed(1, checksum),
            ])
    }
}
