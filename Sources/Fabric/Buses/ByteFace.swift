/// A port that can take whole bytes in place of their edges, with the same result at the same virtual times.
///
/// A picture for a display is two million edges that nobody sees. Where all who watch a wire are such ports, and no trace is read, a
/// controller hands them bytes (`Net.isHeardInBytesOnly`).
protocol ByteFace: AnyObject {}

extension Net {
    /// Nobody who needs the edges listens: not the trace, not a decoder, not an interrupt, nobody behind a resistor.
    var isHeardInBytesOnly: Bool {
        if isTraced { return false }
        if isAlone { return watcherCount == byteFaces.count }
        return joinedNets().allSatisfy { net in
            net.watcherCount == net.byteFaces.count && net.resistances.allSatisfy { $0.far(from: net).isStrong }
        }
    }

    /// How many strong drivers pull it low.
    var lowDriverCount: Int {
        neighbours.isEmpty ? ownLowDriverCount : joinedNets().reduce(0) { $0 + $1.ownLowDriverCount }
    }

    /// The ports on this net and on all that are joined to it.
    var allByteFaces: [any ByteFace] { neighbours.isEmpty ? byteFaces : joinedNets().flatMap(\.byteFaces) }

    /// One piece of copper.
    func isJoined(to other: Net) -> Bool {
        self === other || (!neighbours.isEmpty && joinedNets().contains { $0 === other })
    }
}
