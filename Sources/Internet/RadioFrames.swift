import Fabric

/// ESP-NOW at one board: frames to other boards by their MAC address, without any network.
///
/// Not modelled: encryption, whose keys are kept and compared with nothing; channels; how far radio reaches.
public final class RadioFrames {
    /// A frame that arrived.
    public struct Arrival: Sendable {
        /// Who sent it.
        public let from: [UInt8]
        /// What it holds.
        public let bytes: [UInt8]
        /// In dBm.
        public let strength: Int
        /// When.
        public let instant: Instant
    }

    /// To all in reach.
    public static let everybody: [UInt8] = Array(repeating: 0xFF, count: 6)
    /// In dBm: two boards on one desk.
    public static let strength = -40

    /// Told of each frame that arrives.
    public var onArrival: ((Arrival) -> Void)?
    private unowned let station: Station
    /// The interface that it sends from.
    private let address: [UInt8]

    fileprivate init(_ station: Station, address: [UInt8]) {
        self.station = station
        self.address = address
    }

    /// Sends; `onEnd` is told whether somebody took it. What goes to everybody is always taken.
    public func send(_ bytes: [UInt8], to peer: [UInt8], at now: Instant, onEnd: @escaping (Bool) -> Void) {
        let isForAll = peer == RadioFrames.everybody
        let from = address
        var isTaken = isForAll
        for other in station.internet.stations where other !== station {
            guard let frames = other.frames, isForAll || frames.address == peer else { continue }
            isTaken = true
            station.internet.arrive(at: other, byteCount: bytes.count + 43, sent: now) { [weak other] instant in
                // It may have been switched off meanwhile.
                other?.frames?.onArrival?(
                    Arrival(from: from, bytes: bytes, strength: RadioFrames.strength, instant: instant))
            }
        }
        // Taken: the acknowledgement of 802.11 comes at once; else after the repetitions.
        station.events.schedule(at: now + (isTaken ? .microseconds(600) : .milliseconds(12))) { _ in onEnd(isTaken) }
        station.onPlan?()
    }
}

extension Station {
    /// Switches ESP-NOW on or off; `address` is the interface's that sends.
    public func setFrames(_ isOn: Bool, address: [UInt8]) -> RadioFrames? {
        frames = isOn ? frames ?? RadioFrames(self, address: address) : nil
        return frames
    }
}
