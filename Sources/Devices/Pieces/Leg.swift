import Fabric

/// A pin of a part: the net that it is soldered to, and a driver of the part's own there.
struct Leg {
    let net: Net
    private let slot: Net.DriverSlot

    init(_ net: Net, _ drive: Drive = .released, at instant: Instant) {
        self.net = net
        slot = net.addDriver(drive, at: instant)
    }

    func drive(_ drive: Drive, at instant: Instant) { net.setDrive(slot, to: drive, at: instant) }

    func isHigh(at instant: Instant) -> Bool { net.level(at: instant).isHigh }
}
