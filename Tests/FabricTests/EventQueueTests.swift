import Fabric
import Testing

@Suite struct EventQueueTests {
    /// Collects what ran.
    final class Log { var names: [String] = [] }

    @Test func alarmsRunInOrderOfTimeThenOfScheduling() {
        let (queue, log) = (EventQueue(), Log())
        for (name, time) in [("c", 30), ("a1", 10), ("b", 20), ("a2", 10), ("a3", 10)] as [(String, UInt64)] {
            queue.schedule(at: .nanoseconds(time)) { _ in log.names.append(name) }
        }
        #expect(queue.nextDeadline == .nanoseconds(10))
        #expect(queue.runDue(at: .nanoseconds(20)) == 4)
        #expect(log.names == ["a1", "a2", "a3", "b"])
        #expect(queue.nextDeadline == .nanoseconds(30))
    }

    @Test func anActionIsToldItsOwnDeadline() {
        let queue = EventQueue()
        var told = Instant.zero
        queue.schedule(at: .microseconds(5)) { told = $0 }
        queue.runDue(at: .microseconds(9))
        #expect(told == .microseconds(5))
    }

    @Test func aCancelledAlarmIsGone() {
        let queue = EventQueue()
        let first = queue.schedule(at: .seconds(1)) { _ in Issue.record("cancelled") }
        queue.schedule(at: .seconds(2)) { _ in }
        #expect(queue.cancel(first))
        #expect(!queue.cancel(first))
        #expect(queue.nextDeadline == .seconds(2))
        let reused = queue.schedule(at: .seconds(3)) { _ in }
        #expect(!queue.isArmed(first), "a token never names a later alarm in the same place")
        #expect(queue.isArmed(reused))
        #expect(queue.runDue(at: .seconds(9)) == 2)
        #expect(queue.isEmpty)
    }

    @Test func anActionMayArmAnotherThatIsDueToo() {
        let (queue, log) = (EventQueue(), Log())
        queue.schedule(at: .milliseconds(1)) { instant in
            log.names.append("first")
            queue.schedule(at: instant + .milliseconds(1)) { _ in log.names.append("second") }
        }
        queue.runDue(at: .milliseconds(2))
        #expect(log.names == ["first", "second"])
    }

    /// A plain model beside the heap: the same alarms, kept in a sorted array.
    @Test func agreesWithAPlainModelOverManySteps() {
        let (queue, log) = (EventQueue(), Log())
        var model: [(time: UInt64, order: Int, token: EventQueue.Token)] = []
        var random: UInt64 = 12345
        func next(_ bound: UInt64) -> UInt64 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (random >> 33) % bound
        }
        var expected: [String] = []
        for step in 0..<4000 {
            switch next(4) {
            case 0...1:
                let time = UInt64(step) + next(200)
                let token = queue.schedule(at: .nanoseconds(time)) { _ in log.names.append("\(step)") }
                model.append((time, step, token))
            case 2 where !model.isEmpty:
                let victim = model.remove(at: Int(next(UInt64(model.count))))
                #expect(queue.cancel(victim.token))
            default:
                let due = model.filter { $0.time <= step }.sorted { ($0.time, $0.order) < ($1.time, $1.order) }
                expected += due.map { "\($0.order)" }
                model.removeAll { $0.time <= step }
                queue.runDue(at: .nanoseconds(UInt64(step)))
            }
        }
        #expect(log.names == expected)
        #expect(queue.count == model.count)
    }
}
