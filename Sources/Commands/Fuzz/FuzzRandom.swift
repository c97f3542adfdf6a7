import Fabric

/// The choices of a fuzzed case: the same number gives the same ones everywhere.
struct FuzzRandom: RandomNumberGenerator {
    private var stream: SplitMix

    init(seed: UInt64, number: Int) {
        stream = SplitMix(seed: seed &* 0xD134_2543_DE82_EF95 &+ UInt64(truncatingIfNeeded: number))
        for _ in 0..<2 { _ = next() }
    }

    mutating func next() -> UInt64 { stream.next() }

    /// 0 to `limit` less one; 0 for a limit below one.
    mutating func below(_ limit: Int) -> Int { limit <= 1 ? 0 : Int(next() % UInt64(limit)) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// A stretch of a sequence of so many elements: mostly short.
    mutating func stretch(of count: Int) -> Range<Int> {
        let start = below(count)
        let longest = below(4) == 0 ? count - start : min(16, count - start)
        return start..<(start + below(longest + 1))
    }
}
