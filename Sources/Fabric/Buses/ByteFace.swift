/// A port that can take whole bytes in place of their edges, with the same result at the same virtual times.
///
/// A picture for a display is two million edges that nobody sees. Where all who watch a wire are such ports, and no trace is read, a
/// controller hands them bytes (`Net.isHeardInBytesOnly`).
protocol ByteFace: AnyObject {}

extension Net {
    /// Nobody who needs the edges listens: not the trace, not a decoder, not an interrupt.
    var isHeardInBytesOnly: Bool {
        if isTraced { return false }
        if neighbours.isEmpty { return watcherCount == byteFaces.count }
        return joinedNets().allSatisfy { $0.watcherCount == $0.byteFaces.count }
    }

    /// The ports on this net and on all that are joined to it.
    var allByteFaces: [any ByteFace] { neighbours.isEmpty ? byteFaces : joinedNets().flatMap(\.byteFaces) }

    /// One piece of copper.
    func isJoined(to other: Net) -> Bool {
        self === other || (!neighbours.isEmpty && joinedNets().contains { $0 === other })
    }
}
