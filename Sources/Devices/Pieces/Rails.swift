import Fabric

/// A part's two supply pins, and whether it has power.
///
/// A part of which neither is wired counts as powered: so it is in Wokwi, and many diagrams rest on it. With one of them wired it is
/// a circuit that a person meant, and it behaves like one. Not modelled: brown-out, currents, parts fed through their inputs.
public final class Rails {
    /// Below this nothing here works.
    private static let leastVolts: Volts = 1.6

    /// Told when power comes and goes.
    var onChange: ((_ isOn: Bool, _ instant: Instant) -> Void)?
    /// The part has power.
    public private(set) var isOn = true
    private let supplyPin: String
    private let groundPin: String
    private let isParasitic: Bool
    private let unwiredVolts: Volts
    private var supply: Net?
    private var ground: Net?
    private var hasBeenOn = false

    /// `isParasitic`: it can live on its data wire, and needs no supply.
    init(supply: String = "VCC", ground: String = "GND", isParasitic: Bool = false, circuit: Circuit) {
        self.isParasitic = isParasitic
        supplyPin = supply
        groundPin = ground
        unwiredVolts = circuit.supplyVolts
    }

    /// The voltage between the two; 0 without power.
    var volts: Volts { isOn ? supply?.averageVolts ?? unwiredVolts : 0 }

    /// Solders one of the two; false for any other pin.
    func attach(_ name: String, to net: Net, at instant: Instant) -> Bool {
        switch name {
        case supplyPin: supply = net
        case groundPin: ground = net
        default: return false
        }
        net.observe { [weak self] _, instant in self?.look(at: instant) }
        look(at: instant)
        return true
    }

    private func look(at instant: Instant) {
        let was = isOn
        switch (supply, ground) {
        case (nil, nil): isOn = true
        case (let supply?, let ground?): isOn = supply.averageVolts >= Self.leastVolts && Self.isGround(ground)
        case (nil, let ground?): isOn = isParasitic && Self.isGround(ground)
        default: isOn = false
        }
        if isOn && ground != nil { hasBeenOn = true }
        if isOn != was { onChange?(isOn, instant) }
    }

    /// Low by a rail or an output: the weak pull-down of an input carries no part's current.
    private static func isGround(_ net: Net) -> Bool { net.dutyLow == 1 && net.isStrong }

    /// What is wrong with the wiring of the two.
    func complaints(part: String) -> [String] {
        if hasBeenOn { return [] }
        switch (supply, ground) {
        case (nil, nil):
            return ["\(part): neither \(supplyPin) nor \(groundPin) is wired; it runs as if both were"]
        case (nil, _): return ["\(part): \(supplyPin) is not wired, so it has no power"]
        case (_, nil): return ["\(part): \(groundPin) is not wired, so it has no power"]
        case (let supply?, let ground?):
            if Self.isGround(supply) && ground.averageVolts >= Self.leastVolts {
                return ["\(part): \(supplyPin) and \(groundPin) are swapped; the real part would not survive it"]
            }
            if !Self.isGround(ground) { return ["\(part): \(groundPin) is on \(ground.name), which is not ground"] }
            return [
                supply.name == "\(part):\(supplyPin)"
                    ? "\(part): \(supplyPin) is wired to nothing that gives it power"
                    : "\(part): \(supplyPin) is on \(supply.name), which gives it no power"
            ]
        }
    }
}

/// A part that has supply pins.
public protocol Powered: Device {
    /// Its supply pins.
    var rails: Rails { get }
}

extension Powered {
    /// What is wrong with its supply.
    public func complaints(at instant: Instant) -> [String] { rails.complaints(part: id) }
}
