import Fabric
import Internet
import Machine
import MicroPython

/// Several boards in one virtual time, wired to each other by serial lines and by copper, and in one network.
///
/// Each board runs on a host thread of its own, because it may have to stop anywhere, even within native code such as
/// `sorted(key=...)`. One runs at a time: the one that is furthest behind, the first of them at equal times, and no further than another
/// one's next byte could reach it. So the host's scheduler decides nothing.
///
/// Not modelled: a wire between boards without the delay of a `NetBridge`.
public final class BoardGroup {
    /// The boards, in order.
    public let boards: [Board]
    private var links: [(one: Place, other: Place, link: UARTLink)] = []
    private var bridges: [(one: Int, other: Int, bridge: NetBridge)] = []
    private var members: [Member] = []
    private let scheduler = HostGate()
    /// The network that they share.
    public let internet = Internet()
    /// The boards in it, by the number of their station.
    private var onAir: [Int] = []

    /// A serial port of a board of the group.
    public struct Place: Equatable, Sendable {
        /// The board's index.
        public var board: Int
        /// The port's number.
        public var uart: Int

        /// A port.
        public init(board: Int, uart: Int) {
            self.board = board
            self.uart = uart
        }
    }

    private final class Member {
        let gate = HostGate()
        /// Before this the board does nothing by itself.
        var quietUntil = Instant.zero
        var end: RunEnd?
    }

    /// How far boards run apart that no line joins: no further than a packet needs from one to the other.
    private static let apart = min(Picoseconds.milliseconds(10), Internet.latency)
    /// Host stack for a board's program: its recursion may be as deep as that of the main thread of a process.
    private static let hostStackBytes = 64 << 20

    /// Boards at power on.
    public init(_ boards: [Board]) {
        self.boards = boards
        for (index, board) in boards.enumerated() {
            board.hardware.join(internet, as: index)
            if board.hardware.station != nil { onAir.append(index) }
        }
        internet.onDelivery = { [unowned self] station, arrival in expect(on: onAir[station], at: arrival) }
        internet.onTraffic = { [unowned self] station, now in
            boards[onAir[station]].hardware.stopShort(at: now + Internet.latency)
        }
    }

    /// Wires two serial ports, each one's transmitter to the other's receiver.
    public func wire(_ one: Place, _ other: Place) throws(BoardError) {
        let ends = (try end(one), try end(other))
        let link = UARTLink(ends.0, ends.1)
        links.append((one, other, link))
        watch(ends.0, to: other)
        watch(ends.1, to: one)
    }

    /// Wires a net of one board to a net of another (`GP15`, `led1:A`).
    public func wire(_ one: Int, _ pin: String, to other: Int, _ otherPin: String) throws(BoardError) {
        bridge(one, try boards[one].net(pin), other, try boards[other].net(otherPin))
    }

    func bridge(_ one: Int, _ net: Net, _ other: Int, _ otherNet: Net) {
        let ends = [one, other]
        let bridge = NetBridge(net, boards[one].circuit.events, otherNet, boards[other].circuit.events) {
            [unowned self] side, arrival in expect(on: ends[side], at: arrival)
        }
        bridges.append((one, other, bridge))
    }

    private func end(_ place: Place) throws(BoardError) -> UARTEnd {
        let board = boards[place.board]
        guard let end = board.hardware.uartEnd(place.uart) else {
            throw .unknownPin(board: board.profile.name, pin: "UART(\(place.uart))")
        }
        return end
    }

    /// A byte may make the other board do something, and answer: neither may be taken by surprise.
    private func watch(_ end: UARTEnd, to receiver: Place) {
        end.onSend = { [unowned self] _, _, arrival in expect(on: receiver.board, at: arrival) }
    }

    /// Something reaches a board then.
    private func expect(on receiver: Int, at arrival: Instant) {
        guard members.indices.contains(receiver) else { return }
        let member = members[receiver]
        member.quietUntil = min(member.quietUntil, arrival)
        for (index, board) in boards.enumerated() where index != receiver {
            let reach = arrival + lead(from: receiver, to: index)
            board.hardware.horizon = min(board.hardware.horizon, reach)
        }
    }

    /// Runs one program on each board until all have ended. Results come in the boards' order.
    public func run(_ programs: [Program], limits: RunLimits = RunLimits()) -> [RunEnd] {
        precondition(programs.count == boards.count)
        members = boards.map { _ in Member() }
        for index in boards.indices { start(index, programs[index], limits) }
        while let first = furthestBehind() {
            // What services answer to may come from no board any more. It may wake another board first.
            internet.settle(through: present(of: first))
            guard let next = furthestBehind() else { break }
            let board = boards[next]
            let horizon = horizon(of: next)
            board.hardware.horizon = horizon
            promise(index: next)
            members[next].gate.open()
            scheduler.pass()
        }
        for board in boards {
            board.hardware.horizon = .distantFuture
            board.hardware.onHorizon = nil
        }
        let ends = members.map { $0.end ?? .stopped }
        members = []
        return ends
    }

    private func start(_ index: Int, _ program: Program, _ limits: RunLimits) {
        let (board, member, scheduler) = (boards[index], members[index], scheduler)
        member.quietUntil = board.now
        board.hardware.onHorizon = { quietUntil in
            member.quietUntil = quietUntil
            scheduler.open()
            member.gate.pass()
        }
        let started = HostThread.start(stackBytes: Self.hostStackBytes) {
            member.gate.pass()
            member.end = board.run(program, limits: limits)
            scheduler.open()
        }
        if !started { member.end = .uncaught(type: "MemoryError", message: "the host has no thread for a board") }
    }

    /// Nil: all have ended.
    private func furthestBehind() -> Int? {
        boards.indices.filter { members[$0].end == nil }.min { present(of: $0) < present(of: $1) }
    }

    /// Before this a board does nothing.
    private func present(of index: Int) -> Instant { max(boards[index].now, members[index].quietUntil) }

    private func lead(from sender: Int, to receiver: Int) -> Picoseconds {
        var least = Self.apart
        for (one, other, link) in links {
            if one.board == sender && other.board == receiver { least = min(least, UARTLink.lead(of: link.ends.0)) }
            if other.board == sender && one.board == receiver { least = min(least, UARTLink.lead(of: link.ends.1)) }
        }
        for (one, other, _) in bridges where (one, other) == (sender, receiver) || (other, one) == (sender, receiver) {
            least = min(least, NetBridge.delay)
        }
        return least
    }

    private func horizon(of index: Int) -> Instant {
        var horizon = Instant.distantFuture
        for other in boards.indices where other != index && members[other].end == nil {
            horizon = min(horizon, present(of: other) + lead(from: other, to: index))
        }
        return horizon
    }

    /// Who has run ahead of this board was promised that no byte comes before: a rate that the board sets now must keep that.
    private func promise(index: Int) {
        for (one, other, link) in links {
            if one.board == index { link.ends.0.firstArrival = boards[other.board].now }
            if other.board == index { link.ends.1.firstArrival = boards[one.board].now }
        }
    }
}
