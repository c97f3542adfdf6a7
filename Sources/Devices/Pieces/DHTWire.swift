import Fabric

/// The one wire of a DHT sensor: it waits for the host's start signal and answers with forty bits.
///
/// Datasheet: Aosong AM2302, "single-bus communication": presence 80 µs low and 80 µs high; each bit 50 µs low, then high for 26 µs (0) or
/// 70 µs (1); at the end 50 µs low. The module's 10 kOhm pull-up is part of it.
final class DHTWire {
    private static let pullUpOhms: Ohms = 10_000

    private let rails: Rails
    /// Asked for the four bytes of a conversion when the host lets go.
    private let convert: () -> [UInt8]
    private let conversion: Picoseconds
    private var last: (bytes: [UInt8], at: Instant)?
    private let startLeast: Picoseconds
    private let circuit: Circuit
    private var subscription: EdgeSubscription?
    private var train: PulseTrain?
    private var fall: Instant?

    /// - Parameters:
    ///   - startLeast: how long the host must hold the wire low.
    ///   - conversion: how long one takes; asked earlier the sensor sends the last one again.
    init(
        circuit: Circuit, rails: Rails, startLeast: Picoseconds, conversion: Picoseconds,
        convert: @escaping () -> [UInt8]
    ) {
        self.circuit = circuit
        self.rails = rails
        self.startLeast = startLeast
        self.conversion = conversion
        self.convert = convert
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
                if instant - fall >= startLeast, let bytes = answer(at: instant) { send(bytes, at: instant) }
            }
        }
    }

    /// Nothing from a sensor without power.
    private func answer(at instant: Instant) -> [UInt8]? {
        guard rails.isOn else { return nil }
        if let last, instant - last.at < conversion { return last.bytes }
        let bytes = convert()
        // The fifth byte is the sum of the four.
        last = (bytes + [bytes.reduce(0, &+)], instant)
        return last?.bytes
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
}
