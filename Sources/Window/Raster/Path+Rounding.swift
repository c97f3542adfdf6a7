extension Path {
    /// A line whose corners are rounded, as far as its straights are long enough: two curves share a straight half and half.
    static func rounding(_ corners: [Point], radius: Double, isClosed: Bool = false, where isRound: [Bool]) -> [Point] {
        let count = corners.count
        var out: [Point] = []
        for index in corners.indices {
            let isEnd = !isClosed && (index == 0 || index == count - 1)
            guard isRound[index], !isEnd, count > 2 else {
                out.append(corners[index])
                continue
            }
            let (before, after) = ((index + count - 1) % count, (index + 1) % count)
            let start = cut(corners[index], corners[before], radius, isShared: isRound[before])
            let end = cut(corners[index], corners[after], radius, isShared: isRound[after])
            let control1 = start + (corners[index] - start) * quarterHandle
            let control2 = end + (corners[index] - end) * quarterHandle
            out.append(start)
            out += flatten(start, control1, control2, end)
        }
        if isClosed, let first = out.first { out.append(first) }
        return out
    }

    /// Where the curve at `corner` leaves the straight towards `other`.
    private static func cut(_ corner: Point, _ other: Point, _ radius: Double, isShared: Bool) -> Point {
        let along = other - corner
        let length = along.length
        guard length > 0 else { return corner }
        return corner + along * (min(radius, isShared ? length / 2 : length) / length)
    }
}
