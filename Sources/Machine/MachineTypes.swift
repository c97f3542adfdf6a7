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
    static let pinAF = 16
    static let pinIRQ = 17
    static let adcBlock = 18
    static let i2s = 19
    static let rtc = 20
    static let wdt = 21
    static let dac = 22
    static let touchPad = 23
    static let counter = 24
    static let encoder = 25
    static let sdCard = 26
    // The ports' own modules.
    static let pio = 60
    static let stateMachine = 61
    static let pioInterrupt = 62
    static let pioAssembler = 63
    static let pioDecorator = 64
    static let pioError = 280
    static let rp2Flash = 66
    static let dma = 65
    static let dmaInterrupt = 69
    static let dmaTimer = 78
    static let nvs = 67
    static let rmt = 68
    static let led = 70
    static let pybSwitch = 71
    static let servo = 72
    static let externalInterrupt = 73
    static let pybTimer = 74
    static let pybTimerChannel = 75
    static let pybADC = 76
    static let pybSwitchCaller = 77
    static let pybSDCard = 79
    static let wlan = 80
    static let microbitImage = 90
    static let microbitDisplay = 91
    static let microbitButton = 92
    static let microbitTouchPin = 93
    static let microbitAnalogPin = 94
    static let microbitDigitalPin = 95
    static let microbitFacade = 96
    static let microbitStep = 97
    /// And the five after it.
    static let microbitAbsent = 98
    static let socket = 81
    static let tlsContext = 82
    static let tlsSocket = 83
    static let espNow = 84
    static let pybI2C = 110
    static let pybSPI = 111
    static let pybDAC = 112
    static let partition = 113
    static let pcnt = 114
    static let pybADCAll = 115

    static func address(_ number: Int) -> UInt32 {
        NativeTypeDefinition(number: number, TypeSlots(name: "")).address
    }
}
