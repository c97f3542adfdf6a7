import Testing

@testable import Bench

/// Which sizes are run, with answers made up by hand.
@Suite struct FitSearchTests {
    /// Searches sizes from `least` to `most` of which some fail; `needed` is what a failing run proves.
    func find(
        _ range: ClosedRange<Int>, isExact: Bool = false, needed: @escaping (Int) -> Int? = { $0 + 1 },
        fails: @escaping (Int) -> Bool
    ) -> FitSearch.Found? {
        var search = FitSearch(least: range.lowerBound, most: range.upperBound, isExact: isExact) { sizes in
            sizes.map { FitSearch.Answer(passes: !fails($0), groupsNeeded: fails($0) ? needed($0) : nil) }
        }
        return search.find()
    }

    @Test(arguments: [27, 28, 100, 999, 1000])
    func aSharpEdgeIsFoundInFewRuns(edge: Int) throws {
        let found = try #require(find(27...1000) { $0 < edge })
        #expect(found.passesFrom == edge)
        #expect(found.safeFrom == edge)
        #expect(found.failuresBetween == 0)
        #expect(found.checkedTo == 1000 || found.checkedTo >= 8 * edge)
        #expect(found.runCount < 500)
    }

    @Test func whatNeverPassesIsNil() { #expect(find(27...1000) { _ in true } == nil) }

    @Test func failuresAboveTheFirstPassMoveTheSafeEdge() throws {
        // Issue 4's example in groups: passes from 7,824 bytes, last fails at 10,992.
        let failing: Set<Int> = [125, 130, 131, 140, 171]
        let found = try #require(find(27...100_000) { $0 < 122 || failing.contains($0) })
        #expect(found.passesFrom == 122)
        #expect(found.safeFrom == 172)
    }

    @Test func aPassBelowTheEdgeThatBisectionFindsIsFound() throws {
        // 60 passes by chance between sizes that fail for want of a long run, not of blocks: those prove nothing below 50.
        let found = try #require(find(27...4000, needed: { min($0, 50) + 1 }) { $0 < 90 && $0 != 60 })
        #expect(found.passesFrom == 60)
        #expect(found.safeFrom == 90)
    }

    @Test func aFailureFarAboveIsFoundWhereItIsTight() throws {
        // Only each 32nd part is run there, but the runs around it say that they came close.
        var search = FitSearch(least: 27, most: 100_000) { sizes in
            sizes.map {
                FitSearch.Answer(
                    passes: $0 >= 100 && $0 != 777, groupsNeeded: $0 + 1, isTight: (700...800).contains($0))
            }
        }
        let found = search.find()
        #expect(found?.safeFrom == 778)
    }

    @Test func exactRunsEverySize() throws {
        var asked: Set<Int> = []
        var search = FitSearch(least: 27, most: 900, isExact: true) { sizes in
            asked.formUnion(sizes)
            return sizes.map { FitSearch.Answer(passes: $0 >= 100, groupsNeeded: $0 + 1) }
        }
        let found = search.find()
        #expect(found?.safeFrom == 100)
        #expect(asked == Set(27...900))
    }

    @Test func gridSizesAreTheLeastOfTheirKind() {
        for groups in 1...4000 {
            let bytes = HeapGrid.heapBytes(groups: groups)
            #expect(HeapGrid.groups(inHeap: bytes) == groups)
            #expect(HeapGrid.groups(inHeap: bytes - 16) < groups)
            #expect(bytes % 16 == 0)
        }
    }

    @Test func workersKeepTheOrder() {
        let squares = Workers(2).map(Array(0..<100)) { $0 * $0 }
        #expect(squares.map { $0 ?? -1 } == (0..<100).map { $0 * $0 })
        #expect(Workers(3).map([Int]()) { $0 }.isEmpty)
    }
}
