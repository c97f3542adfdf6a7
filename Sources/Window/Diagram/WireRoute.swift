/// The course of a wire in a diagram.
///
/// Wokwi's path: `h10` goes right, `v-5` up. What stands before `*` starts at the first pin; what stands after it starts at the other one
/// and is read backwards. A piece across and one down close the gap.
enum WireRoute {
    /// The corners, from one pin to the other.
    static func points(from start: Point, to finish: Point, path: [String]) -> [Point] {
        let star = path.firstIndex(of: "*") ?? path.count
        var head = [start]
        for token in path[..<star] { follow(token, from: &head) }
        var tail = [finish]
        for token in path[star...].dropFirst().reversed() { follow(token, from: &tail) }
        guard let one = head.last, let other = tail.last else { return [] }
        if one.x != other.x && one.y != other.y {
            // Straight on before it turns.
            let isAcross = head.count > 1 ? head[head.count - 2].y == one.y : false
            head.append(isAcross ? Point(other.x, one.y) : Point(one.x, other.y))
        }
        let all = head + tail.reversed()
        return all.indices.filter { $0 == 0 || all[$0] != all[$0 - 1] }.map { all[$0] }
    }

    private static func follow(_ token: String, from points: inout [Point]) {
        guard let distance = Double(token.dropFirst()), distance.isFinite, distance != 0, let last = points.last else {
            return
        }
        if token.hasPrefix("h") { points.append(Point(last.x + distance, last.y)) }
        if token.hasPrefix("v") { points.append(Point(last.x, last.y + distance)) }
    }
}
