import Fabric

/// TM1637 with four seven segment digits and a colon (`wokwi-tm1637-7segment`).
///
/// Datasheet: Titan Micro TM1637 v2.4: start is a fall of DIO while CLK is high, stop a rise; bits are taken at the rise of CLK, lowest first; the
/// ninth clock carries its acknowledge. Commands: 0x40 data (bit 2: fixed address), 0xC0 address, 0x80 display (bit 3 on,
/// bits 0 to 2 pulse width). The colon is bit 7 of the second digit. CLK and DIO have 10 kOhm to the supply on the module.
/// Not modelled: reading keys, the fifth and sixth digit (the module has none), brightness as light.
public final class TM1637: Powered {
    private static let pullUpOhms: Ohms = 10_000
    /// Its open drain is weaker than a push-pull output that holds against it, as a driver does that never lets go of DIO (3 mA at 0.4 V).
    private static let drainOhms: Ohms = 130
    private static let digitCount = 4
    private static let registerCount = 6
    /// Clock, data and supply.
    public static let pinNames = ["CLK", "DIO", "VCC", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["CLK", "DIO"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Four seven segment digits with a colon behind a TM1637, pull-ups on the module",
        attributes: [.init("color", default: "red", "a CSS name or #rrggbb")], notModelled: "reading keys")

    private struct State {
        var registers = [UInt8](repeating: 0, count: TM1637.registerCount)
        var isFixed = false
        var address = 0
        var isOn = false
        var brightness: UInt8 = 0
    }

    /// The part's name.
    public let id: String
    /// The segments' colour.
    public let color: String
    /// Its supply.
    public let rails: Rails
    private var clock: Net?
    private var data: Leg?
    private var subscriptions: [EdgeSubscription] = []
    private var state = State()
    /// Between start and stop.
    private var isOpen = false
    private var isCommand = true
    private var bits: UInt8 = 0
    private var bitCount = 0

    /// Dark.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        color = attributes.text("color", default: "red")
        rails = Rails(circuit: circuit)
        rails.onChange = { [weak self] isOn, _ in if !isOn { self?.state = State() } }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        net.addDriver(.pullUp(Self.pullUpOhms), at: instant)
        if name == "CLK" {
            clock = net
            subscriptions.append(
                net.observeEdges(at: instant) { [weak self] level, instant in
                    if level.isHigh { self?.rise(at: instant) } else { self?.fall(at: instant) }
                })
        } else {
            data = Leg(net, at: instant)
            subscriptions.append(
                net.observeEdges(at: instant) { [weak self] level, instant in
                    self?.dataMoved(isHigh: level.isHigh, at: instant)
                })
        }
    }

    // MARK: Bus face

    private func dataMoved(isHigh: Bool, at instant: Instant) {
        guard rails.isOn, clock?.level(at: instant).isHigh == true else { return }
        isOpen = !isHigh
        isCommand = true
        bitCount = 0
    }

    private func rise(at instant: Instant) {
        guard isOpen, bitCount < 8 else { return }
        bits = bits >> 1 | (data?.isHigh(at: instant) == true ? 0x80 : 0)
        bitCount += 1
    }

    private func fall(at instant: Instant) {
        guard isOpen else { return }
        if bitCount == 8 {
            // The acknowledge, until the ninth clock falls.
            bitCount = 9
            data?.drive(.voltage(0, Self.drainOhms), at: instant)
            take(bits)
        } else if bitCount == 9 {
            bitCount = 0
            data?.drive(.released, at: instant)
        }
    }

    private func take(_ byte: UInt8) {
        guard isCommand else {
            if state.address < Self.registerCount { state.registers[state.address] = byte }
            if !state.isFixed { state.address += 1 }
            return
        }
        switch byte >> 6 {
        case 1: state.isFixed = byte & 4 != 0
        case 2:
            state.isOn = byte & 8 != 0
            state.brightness = byte & 7
        case 3:
            state.address = Int(byte & 0x0f)
            isCommand = false
        default: break
        }
    }

    // MARK: World face

    /// The digits; dark while the display is off.
    public func readout(at instant: Instant) -> Readout? {
        guard state.isOn, rails.isOn else {
            return .digits([UInt8](repeating: 0, count: Self.digitCount), colon: false)
        }
        let digits = state.registers.prefix(Self.digitCount)
        return .digits(digits.map { $0 & 0x7f }, colon: digits[1] & 0x80 != 0)
    }

    /// `brightness`: the pulse width of the segments, in sixteenths (data sheet, display control), 0 while it is off.
    public func outputs(at instant: Instant) -> [Output] {
        let sixteenths: [Double] = [1, 2, 4, 10, 11, 12, 13, 14]
        return [Output("brightness", state.isOn && rails.isOn ? sixteenths[Int(state.brightness)] / 16 : 0)]
    }
}
