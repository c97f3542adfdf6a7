import Board

/// Where the sliders of a diagram's parts lie: beside their part, on the side where they cover least.
struct SliderPlaces {
    /// So many controls of a part have sliders.
    private static let most = 2
    private static let lineHeight = 30.0
    /// What a slider's name takes above its track.
    private static let labelHeight = 18.0
    private static let trackHeight = 12.0
    private static let gap = 6.0

    private let desk: Rect
    private let boards: [Rect]
    private let figures: [Rect]
    private var taken: [Rect] = []

    /// - Parameter figures: parts that should be seen; a breadboard below them is none.
    init(desk: Rect, boards: [Rect], figures: [Rect]) {
        self.desk = desk
        self.boards = boards
        self.figures = figures
    }

    /// The tracks for so many controls of a part; those without a slider have none.
    mutating func tracks(beside part: Rect, count: Int) -> [Rect] {
        let shown = min(count, Self.most)
        guard shown > 0 else { return [] }
        let width = max(90, part.width)
        let height = Self.labelHeight + Double(shown - 1) * Self.lineHeight + Self.trackHeight
        let places = [
            Rect(part.x, part.maxY + 2, width, height), Rect(part.x, part.y - height - Self.gap, width, height),
            Rect(part.maxX + Self.gap, part.y, width, height),
            Rect(part.x - width - Self.gap, part.y, width, height),
        ]
        var best = (place: places[0], cost: Double.infinity)
        for place in places {
            let cost = cost(of: place)
            if cost < best.cost { best = (place, cost) }
        }
        taken.append(best.place)
        return (0..<count).map { control in
            if control >= shown { return Rect(0, 0, 0, 0) }
            let y = best.place.y + Self.labelHeight + Double(control) * Self.lineHeight
            return Rect(best.place.x, y, width, Self.trackHeight)
        }
    }

    /// Pixels that it would cover. Other sliders are worst: then neither can be used.
    private func cost(of place: Rect) -> Double {
        let inside = Self.shared(place, desk)
        let outside = place.width * place.height - inside
        let covered = (boards + figures).reduce(0) { $0 + Self.shared(place, $1) }
        return 3 * outside + covered + taken.reduce(0) { $0 + 4 * Self.shared(place, $1) }
    }

    private static func shared(_ one: Rect, _ other: Rect) -> Double {
        let width = min(one.maxX, other.maxX) - max(one.x, other.x)
        let height = min(one.maxY, other.maxY) - max(one.y, other.y)
        return width > 0 && height > 0 ? width * height : 0
    }
}
