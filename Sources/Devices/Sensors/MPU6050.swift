import Fabric

/// MPU-6050 accelerometer, gyroscope and thermometer (`wokwi-mpu6050`).
///
/// Datasheet: InvenSense RM-MPU-6000A-00 4.2: address 0x68, 0x69 with AD0 high; it wakes up asleep (bit 6 of 6B) and measures nothing until told; ranges by
/// 1B and 1C; temperature = value / 340 + 36.53. Data ready at INT with 38, 37 and the sample rate of 19 and 1A.
/// Not modelled: FIFO, motion detection, self test, DMP, low-pass filters, the auxiliary bus, gyro start-up, noise.
public final class MPU6050: Dialled, Powered {
    private enum Register {
        static let sampleDivider = 0x19
        static let config = 0x1A
        static let gyroConfig = 0x1B
        static let accelConfig = 0x1C
        static let interruptPin = 0x37
        static let interruptEnable = 0x38
        static let interruptStatus = 0x3A
        static let accelX = 0x3B
        static let gyroZLow = 0x48
        static let powerManagement = 0x6B
        static let whoAmI = 0x75
    }

    /// Interrupt, address, auxiliary bus, bus and supply.
    public static let pinNames = ["INT", "AD0", "XCL", "XDA", "SDA", "SCL", "GND", "VCC"]
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// How it is held and moved.
    public static let dials = [
        Dial("accelX", -16...16, at: 0, unit: "g"), Dial("accelY", -16...16, at: 0, unit: "g"),
        Dial("accelZ", -16...16, at: 1, unit: "g"), Dial("rotationX", -2000...2000, at: 0, unit: "°/s"),
        Dial("rotationY", -2000...2000, at: 0, unit: "°/s"), Dial("rotationZ", -2000...2000, at: 0, unit: "°/s"),
        Dial("temperature", -40...85, at: 24, unit: "°C"),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Accelerometer, gyroscope and thermometer, I2C 0x68 (0x69 with AD0 high)", attributes: dials.attributes,
        notModelled: "FIFO, motion detection, self test, DMP, filters, the auxiliary bus, noise")

    /// The part's name.
    public let id: String
    /// How it is held and moved.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    var pointer = RegisterPointer()
    private let events: EventQueue
    private let face: I2CFace
    private var registers = [UInt8](repeating: 0, count: 128)
    private var addressPin: Net?
    private var interrupt: Leg?
    private var latch: EventQueue.Token?

    /// Asleep, as after power on.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        events = circuit.events
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        reset()
        rails.onChange = { [weak self] isOn, instant in
            self?.face.power(isOn, at: instant)
            if isOn { self?.reset() }
        }
        face.speaker = self
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || face.attach(name, to: net, at: instant) { return }
        if name == "AD0" { addressPin = net }
        if name == "INT" {
            interrupt = Leg(net, at: instant)
            drive(at: instant)
        }
    }

    private func reset() {
        registers = [UInt8](repeating: 0, count: registers.count)
        registers[Register.powerManagement] = 0x40
        registers[Register.whoAmI] = 0x68
    }

    private var isAwake: Bool { registers[Register.powerManagement] & 0x40 == 0 }

    // MARK: Measuring

    /// All seven values as they are now; a sleeping one keeps the last.
    private func measure() {
        guard isAwake else { return }
        let accelScale = Double(16384 >> Int(registers[Register.accelConfig] >> 3 & 3))
        let gyroScale = 131 / Double(1 << Int(registers[Register.gyroConfig] >> 3 & 3))
        let values = [
            world["accelX"] * accelScale, world["accelY"] * accelScale, world["accelZ"] * accelScale,
            (world["temperature"] - 36.53) * 340, world["rotationX"] * gyroScale, world["rotationY"] * gyroScale,
            world["rotationZ"] * gyroScale,
        ]
        for (place, value) in values.enumerated() {
            let word = UInt16(bitPattern: Int16(min(max(value.rounded(), -32768), 32767)))
            registers[Register.accelX + 2 * place] = UInt8(word >> 8)
            registers[Register.accelX + 2 * place + 1] = UInt8(word & 0xFF)
        }
        registers[Register.interruptStatus] |= 1
    }

    /// Gyro rate of 8 kHz, or of 1 kHz with a filter, divided.
    private var samplePeriod: Picoseconds {
        let filter = registers[Register.config] & 7
        let base: Picoseconds = filter == 0 || filter == 7 ? .microseconds(125) : .milliseconds(1)
        return base * (1 + UInt64(registers[Register.sampleDivider]))
    }

    private func drive(at instant: Instant) {
        if let latch { events.cancel(latch) }
        latch = nil
        let isActiveLow = registers[Register.interruptPin] & 0x80 != 0
        guard registers[Register.interruptEnable] & 1 != 0, isAwake else {
            interrupt?.drive(isActiveLow ? .high : .low, at: instant)
            return
        }
        if registers[Register.interruptPin] & 0x20 != 0 {
            interrupt?.drive(isActiveLow ? .high : .low, at: instant)
            // Until the status is read.
            latch = events.schedule(at: instant + samplePeriod) { [weak self] in
                self?.interrupt?.drive(isActiveLow ? .low : .high, at: $0)
            }
        } else {
            let pulse = PWMSignal(
                periodNanoseconds: samplePeriod / 1000, highNanoseconds: 50_000, start: instant,
                isInverted: false)
            interrupt?.drive(.pwm(pulse), at: instant)
        }
    }
}

extension MPU6050: RegisterMap {
    func answers(to address: UInt8) -> Bool {
        address == 0x68 | (addressPin?.averageVolts ?? 0 > 1 ? 1 : 0)
    }

    func begin(_ direction: I2CDirection, at instant: Instant) {
        pointer.isNext = direction == .write
        // A burst is of one moment.
        if direction == .read { measure() }
    }

    func read(register: Int, at instant: Instant) -> UInt8 {
        guard register < registers.count else { return 0 }
        let value = registers[register]
        if register == Register.interruptStatus {
            registers[register] = 0
            if registers[Register.interruptPin] & 0x20 != 0 { drive(at: instant) }
        }
        return value
    }

    func write(register: Int, _ value: UInt8, at instant: Instant) {
        guard register < registers.count, !(Register.interruptStatus...Register.gyroZLow).contains(register) else {
            return
        }
        if register == Register.whoAmI { return }
        if register == Register.powerManagement && value & 0x80 != 0 { reset() } else { registers[register] = value }
        drive(at: instant)
    }
}
