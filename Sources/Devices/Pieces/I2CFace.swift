import Fabric

/// What a part says and hears on an I2C bus, byte by byte: `I2CTarget` of Fabric as the parts need it.
protocol I2CSpeaker: AnyObject {
    func answers(to address: UInt8) -> Bool
    func begin(_ direction: I2CDirection, at instant: Instant)
    func take(_ byte: UInt8, at instant: Instant) -> Bool
    func give(at instant: Instant) -> UInt8
    func finish(at instant: Instant)
}

extension I2CSpeaker {
    func begin(_ direction: I2CDirection, at instant: Instant) {}
    func finish(at instant: Instant) {}
}

/// A part's SDA and SCL, alive while it has power.
final class I2CFace: I2CTarget {
    /// What breakout boards carry.
    static let modulePullUp: Ohms = 4_700

    weak var speaker: (any I2CSpeaker)?
    private let port: I2CTargetPort
    private let pullUp: Ohms?
    private let names: (clock: String, data: String)

    init(circuit: Circuit, rails: Rails, pullUp: Ohms?, clock: String = "SCL", data: String = "SDA") {
        port = I2CTargetPort(circuit: circuit)
        self.pullUp = pullUp
        names = (clock, data)
        port.target = self
        rails.onChange = { [weak self] isOn, instant in self?.power(isOn, at: instant) }
    }

    /// Solders one of the two; false for any other pin.
    func attach(_ name: String, to net: Net, at instant: Instant) -> Bool {
        switch name {
        case names.clock: port.attachClock(to: net, pullUp: pullUp, at: instant)
        case names.data: port.attachData(to: net, pullUp: pullUp, at: instant)
        default: return false
        }
        return true
    }

    func power(_ isOn: Bool, at instant: Instant) { port.setPowered(isOn, at: instant) }

    func answers(to address: I2CAddress, at instant: Instant) -> Bool {
        guard case .seven(let number) = address else { return false }
        return speaker?.answers(to: number) ?? false
    }

    func begin(_ direction: I2CDirection, at instant: Instant) { speaker?.begin(direction, at: instant) }
    func write(_ byte: UInt8, at instant: Instant) -> Bool { speaker?.take(byte, at: instant) ?? false }
    func read(at instant: Instant) -> UInt8 { speaker?.give(at: instant) ?? 0xFF }
    func end(isStop: Bool, at instant: Instant) { speaker?.finish(at: instant) }
}

/// A part with numbered registers of eight bits: the first byte that it is sent says which, each further byte and each byte read goes on to
/// the next.
protocol RegisterMap: I2CSpeaker {
    /// Where the next byte goes to or comes from.
    var pointer: RegisterPointer { get set }
    func read(register: Int, at instant: Instant) -> UInt8
    func write(register: Int, _ value: UInt8, at instant: Instant)
    /// The register after this one.
    func register(after register: Int) -> Int
}

/// The state of a `RegisterMap`'s transfer.
struct RegisterPointer {
    var register = 0
    /// The next byte written is a register's number.
    var isNext = false
}

extension RegisterMap {
    func register(after register: Int) -> Int { (register + 1) & 0xFF }

    func begin(_ direction: I2CDirection, at instant: Instant) { pointer.isNext = direction == .write }

    func take(_ byte: UInt8, at instant: Instant) -> Bool {
        if pointer.isNext {
            pointer = RegisterPointer(register: Int(byte))
        } else {
            write(register: pointer.register, byte, at: instant)
            pointer.register = register(after: pointer.register)
        }
        return true
    }

    func give(at instant: Instant) -> UInt8 {
        defer { pointer.register = register(after: pointer.register) }
        return read(register: pointer.register, at: instant)
    }
}
