import Fabric

/// The one wire of a DHT sensor: it waits for the host's start signal and answers with forty bits.
///
/// Datasheet: Aosong AM2302, "single-bus communication": presence 80 µs low and 80 µs high; each bit 50 µs low, then high for 26 µs (0) or
/// 70 µs (1); at the end 50 µs low. The module's 10 kOhm pull-up is part of it.
final class DHTWire {
    private static let pullUpOhms: Ohms = 10_000

    /// Asked for the five bytes when the host lets go; nil while the sensor is dead.
    private let answer: (Instant) -> [UInt8]?
    private let startLeast: Picoseconds
    private let circuit: Circuit
    private var subscription: EdgeSubscription?
    private var train: PulseTrain?
    private var fall: Instant?

    /// `startLeast`: how long the host must hold the wire low.
    init(circuit: Circuit, startLeast: Picoseconds, answer: @escaping (Instant) -> [UInt8]?) {
        self.circuit = circuit
        self.startLeast = startLeast
        self.answer = answer
    }

    func attach(to net: Net, at instant: Instant) {
        net.addDriver(.pullUp(Self.pullUpOhms), at: instant)
        train = PulseTrain(net: net, circuit: circuit, rest: .released, at: instant)
        subscription = net.observeEdges(at: instant) { [weak self] level, instant in
            guard let self, train?.isPlaying == false else { return }
            if !level.isHigh {
                fall = instant
            } else if let fall {
                self.fall = nil
                if instant - fall >= startLeast, let bytes = answer(instant) { send(bytes, at: instant) }
            }
        }
    }

    private func send(_ bytes: [UInt8], at instant: Instant) {
        var pulses: [PulseTrain.Pulse] = [(.low, .microseconds(80)), (.released, .microseconds(80))]
        for byte in bytes {
            for bit in (0..<8).reversed() {
                pulses.append((.low, .microseconds(50)))
                pulses.append((.released, byte >> UInt8(bit) & 1 == 1 ? .microseconds(70) : .microseconds(26)))
            }
        }
        pulses.append((.low, .microseconds(50)))
        train?.play(pulses, from: instant + .microseconds(30))
    }

    /// Four bytes with their sum as the fifth.
    static func summed(_ bytes: [UInt8]) -> [UInt8] { bytes + [bytes.reduce(0, &+)] }
}
