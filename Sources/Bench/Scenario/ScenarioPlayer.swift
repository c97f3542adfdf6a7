import Board
import Devices
import Fabric
import Internet

/// Plays a scenario on a board: it does what a step says at its virtual time, and ends the run when all is done or a step fails.
public final class ScenarioPlayer {
    /// What became of it.
    public enum Outcome: Equatable, Sendable {
        /// All steps are done.
        case passed
        /// What was seen instead, with the step's place.
        case failed(String)
    }

    /// Takes a picture of a part, or of the desk, for `take-screenshot`; what is wrong with it, or nil.
    public typealias Photographer = (_ part: String?, _ saveTo: String?, _ compareWith: String?) -> String?

    /// Nil while steps are left.
    public private(set) var outcome: Outcome?
    /// Nil: `take-screenshot` fails.
    public var photographer: Photographer?
    /// The run goes on when all steps are done, to its own limit.
    public var goesOn = false

    private let board: Board
    private let steps: [Scenario.Step]
    private var next = 0
    /// What the present step waits for besides time, and how much of it has come.
    private var awaited: ByteMatch?
    private var forbidden: [(match: ByteMatch, step: Scenario.Step)] = []
    private var alarm: EventQueue.Token?
    private var edges: EdgeSubscription?
    private var awaitedMessage: NetworkScript.Expectation?
    private var isAdvancing = false
    /// When the last thing happened here.
    private var present = Instant.zero
    /// The last bytes that the board sent.
    private var sent: [UInt8] = []
    private static let sentMax = 65_536

    /// Looks at every step: what names a part, control or pin that is not there fails now. Begins with the board.
    public init(_ scenario: Scenario, on board: Board) throws(ScenarioError) {
        self.board = board
        steps = scenario.steps
        for step in steps { try check(step) }
        board.serial.addSink { [unowned self] instant, bytes in receive(bytes, at: instant) }
        board.internet?.services.broker.onPublication = { [unowned self] in receive($0) }
        schedule(at: board.now)
    }

    /// The broker hears it when the message has reached it, which may be a little ahead of the board.
    private func receive(_ publication: MQTTBroker.Publication) {
        guard let wanted = awaitedMessage, wanted.isMet(by: publication.message) else { return }
        awaitedMessage = nil
        board.isAttended = true
        board.circuit.events.schedule(at: max(publication.instant, board.now)) { [unowned self] in goOn(at: $0) }
    }

    /// What is left when the run has ended by itself.
    public func finish() {
        guard outcome == nil, next < steps.count else { return }
        let step = steps[next]
        outcome = .failed("\(words(step)): the run ended before that\(hint(step))")
    }

    /// Text that came before somebody waited for it is the usual mistake.
    private func hint(_ step: Scenario.Step) -> String {
        guard case .waitSerial(let bytes) = step.action else { return "" }
        var match = ByteMatch(bytes)
        return sent.contains { match.receive($0) } ? "; the board sent it before this step began" : ""
    }

    private func words(_ step: Scenario.Step) -> String { "\(step.place): \(step.title)" }

    // MARK: Checking

    private func check(_ step: Scenario.Step) throws(ScenarioError) {
        do throws(BoardError) {
            switch step.action {
            case .setControl(let part, let control, let value):
                _ = try board.turnable(part: part, control: control, to: value)
            case .expectPin(let place, _), .waitPin(let place, _): _ = try net(place)
            case .expectOutput(let part, let output, _, _):
                let known = try board.device(part).outputs(at: board.now).map(\.name)
                guard known.contains(output) else {
                    throw .part(.unknownOutput(part: part, output: output, known: known))
                }
            case .takeScreenshot(let part?, _, _): _ = try board.device(part)
            case .publish, .expectMessage, .waitMessage:
                if board.internet == nil { throw .noNetwork(board: board.profile.name) }
            case .delay, .waitSerial, .forbidSerial, .writeSerial, .takeScreenshot: break
            }
        } catch {
            throw ScenarioError(place: step.place, problem: "\(error)")
        }
    }

    private func net(_ place: Scenario.PinPlace) throws(BoardError) -> Net {
        try board.net(place.part.map { "\($0):\(place.pin)" } ?? place.pin)
    }

    // MARK: Playing

    private func schedule(at instant: Instant) {
        board.isAttended = true
        alarm = board.circuit.events.schedule(at: instant) { [unowned self] in advance(at: $0) }
    }

    /// Does steps until one has to wait.
    private func advance(at instant: Instant) {
        guard !isAdvancing else { return }
        isAdvancing = true
        defer { isAdvancing = false }
        board.isAttended = false
        present = instant
        while outcome == nil {
            guard next < steps.count else { return end(.passed) }
            let step = steps[next]
            if begin(step, at: instant) { return }
            next += 1
        }
    }

    /// True: it waits.
    private func begin(_ step: Scenario.Step, at instant: Instant) -> Bool {
        switch step.action {
        case .delay(let interval):
            guard interval > 0 else { return false }
            next += 1
            schedule(at: instant + interval)
            return true
        case .waitSerial(let bytes):
            awaited = ByteMatch(bytes)
            limit(step, from: instant)
            return true
        case .forbidSerial(let bytes): forbidden.append((ByteMatch(bytes), step))
        case .writeSerial(let bytes): board.serial.send(bytes)
        case .setControl(let part, let control, let value):
            (try? board.device(part))?.turn(control: control, to: value, at: instant)
        case .expectPin(let place, let isHigh):
            let level = (try? net(place))?.level(at: instant)
            if level != (isHigh ? .high : .low) {
                fail(step, "\(place.pin) is \(level.map { "\($0)" } ?? "nothing"), not \(isHigh ? "high" : "low")")
            }
        case .waitPin(let place, let isHigh): return wait(for: place, isHigh, step, at: instant)
        case .publish(let message): board.internet?.services.broker.plan(message, at: instant)
        case .expectMessage(let wanted):
            let published = board.internet?.services.broker.publications ?? []
            if !published.contains(where: { wanted.isMet(by: $0.message) }) {
                fail(step, "no such message was published to \(wanted.topic)")
            }
        case .waitMessage(let wanted):
            awaitedMessage = wanted
            limit(step, from: instant)
            return true
        case .expectOutput(let part, let output, let value, let tolerance):
            let seen = (try? board.device(part))?.output(output, at: instant) ?? .nan
            if !(abs(seen - value) <= tolerance) {
                fail(step, "\(output) of \(part) is \(seen), not \(value)" + (tolerance > 0 ? " ± \(tolerance)" : ""))
            }
        case .takeScreenshot(let part, let saveTo, let compareWith):
            let problem = photographer.map { $0(part, saveTo, compareWith) } ?? "nobody takes pictures here"
            if let problem { fail(step, problem) }
        }
        return false
    }

    private func wait(for place: Scenario.PinPlace, _ isHigh: Bool, _ step: Scenario.Step, at instant: Instant) -> Bool
    {
        guard let net = try? net(place) else { return false }
        let wanted: Level = isHigh ? .high : .low
        if net.level(at: instant) == wanted { return false }
        edges = net.observeEdges(at: instant) { [unowned self] level, instant in
            guard level == wanted, edges != nil else { return }
            edges = nil
            // Not amid the news of this edge.
            board.isAttended = true
            board.circuit.events.schedule(at: instant) { [unowned self] in goOn(at: $0) }
        }
        limit(step, from: instant)
        return true
    }

    private func limit(_ step: Scenario.Step, from instant: Instant) {
        guard let timeout = step.timeout else { return }
        board.isAttended = true
        alarm = board.circuit.events.schedule(at: instant + timeout) { [unowned self] instant in
            present = instant
            fail(step, "it did not happen within its timeout\(hint(step))")
        }
    }

    /// What the step waited for is there.
    private func goOn(at instant: Instant) {
        if outcome != nil { return }
        if let alarm { board.circuit.events.cancel(alarm) }
        alarm = nil
        next += 1
        advance(at: instant)
    }

    private func receive(_ bytes: UnsafeRawBufferPointer, at instant: Instant) {
        if sent.count > Self.sentMax { sent.removeFirst(sent.count - Self.sentMax / 2) }
        sent += bytes
        present = instant
        for byte in bytes where outcome == nil {
            for index in forbidden.indices where forbidden[index].match.receive(byte) {
                return fail(forbidden[index].step, "the board has sent it")
            }
            if awaited?.receive(byte) == true {
                awaited = nil
                goOn(at: instant)
            }
        }
    }

    private func fail(_ step: Scenario.Step, _ problem: String) {
        end(.failed("\(words(step)): \(problem), at \(Double(present.microseconds) / 1000) ms"))
    }

    private func end(_ outcome: Outcome) {
        guard self.outcome == nil else { return }
        self.outcome = outcome
        edges = nil
        awaitedMessage = nil
        board.isAttended = false
        if outcome != .passed || !goesOn { board.stop() }
    }
}

/// A scenario that does not suit the board.
public struct ScenarioError: Error, Equatable, CustomStringConvertible {
    /// The step's place: `blink.test.yaml:12`.
    public let place: String
    /// What is wrong.
    public let problem: String
    /// `blink.test.yaml:12: no part 'led9' ...`
    public var description: String { "\(place): \(problem)" }
}
