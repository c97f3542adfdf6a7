import MicroPython

/// Numbers of the types that `machine` gives the guest: unique among all native modules.
enum MachineTypes {
    static let pin = 0
    static let signal = 1
    static let pwm = 2
    static let adc = 3
    static let timer = 4
    static let interrupt = 5
    static let memory = 6
    static let boardPins = 7
    static let chipPins = 8
    static let uart = 9
    static let pinBase = 10
    static let i2c = 11
    static let softI2C = 12
    static let spi = 13
    static let softSPI = 14
    static let i2cTarget = 15

    static func address(_ number: Int) -> UInt32 {
        NativeTypeDefinition(number: number, TypeSlots(name: "")).address
    }
}
