import Fabric
import Testing

/// Copper between two boards: what one side makes of it is there on the other after two microseconds.
@Suite struct NetBridgeTests {
    let one = Circuit()
    let other = Circuit()

    private func bridged() -> (Net, Net, NetBridge) {
        let (a, b) = (one.makeNet(named: "a"), other.makeNet(named: "b"))
        return (a, b, NetBridge(a, one.events, b, other.events) { _, _ in })
    }

    private func run(until instant: Instant) {
        one.events.runDue(at: instant)
        other.events.runDue(at: instant)
    }

    @Test func anEdgeArrivesAfterTheDelay() {
        let (a, b, bridge) = bridged()
        let driver = a.addDriver(.low, at: .zero)
        run(until: .zero + .microseconds(5))
        #expect(b.level(at: .zero + .microseconds(5)) == .low)
        a.setDrive(driver, to: .high, at: .zero + .microseconds(10))
        run(until: .zero + .microseconds(11))
        #expect(b.level(at: .zero + .microseconds(11)) == .low)
        run(until: .zero + .microseconds(12))
        #expect(b.level(at: .zero + .microseconds(12)) == .high)
        withExtendedLifetime(bridge) {}
    }

    /// Open drain: the pull-up is on one board, the transistor on the other; nothing echoes.
    @Test func aPullUpOnOneSideAndAnOpenDrainOnTheOther() {
        let (a, b, bridge) = bridged()
        a.addDriver(.pullUp(10_000), at: .zero)
        let drain = b.addDriver(at: .zero)
        run(until: .zero + .microseconds(10))
        #expect(b.level(at: .zero + .microseconds(10)) == .high)
        b.setDrive(drain, to: .low, at: .zero + .microseconds(20))
        run(until: .zero + .microseconds(30))
        #expect(a.level(at: .zero + .microseconds(30)) == .low)
        b.setDrive(drain, to: .released, at: .zero + .microseconds(40))
        run(until: .zero + .microseconds(50))
        #expect(a.level(at: .zero + .microseconds(50)) == .high && b.level(at: .zero + .microseconds(50)) == .high)
        #expect(one.events.isEmpty && other.events.isEmpty)
        withExtendedLifetime(bridge) {}
    }

    @Test func twoOutputsAreAConflictOnBothSides() {
        let (a, b, bridge) = bridged()
        a.addDriver(.high, at: .zero)
        b.addDriver(.low, at: .zero)
        run(until: .zero + .microseconds(10))
        #expect(a.level(at: .zero + .microseconds(10)) == .conflict)
        #expect(b.level(at: .zero + .microseconds(10)) == .conflict)
        withExtendedLifetime(bridge) {}
    }
}
