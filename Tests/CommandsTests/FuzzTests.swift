import Foundation
import TestBench
import Testing

@testable import Commands

/// Mutated programs, in a child process. `PERCH_FUZZ_ROUNDS=1000000 swift test --filter FuzzTests` is a long night; what it finds goes to
/// Fixtures/Crashes, and `FixtureTests` replays it.
@Suite struct FuzzTests {
    static let rounds = ProcessInfo.processInfo.environment["PERCH_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 400

    @Test(arguments: FuzzTarget.allCases)
    func noMutantEndsTheHost(target: FuzzTarget) throws {
        let run = FuzzRun(
            target: target, seed: 1, folders: [Repository.path("Fixtures/Python")],
            keep: FileManager.default.temporaryDirectory.appending(path: "perch-fuzz-finds").path)
        try run.supervise(0..<Self.rounds, program: PerchProcess.path) { find in
            Issue.record("case \(find.number): \(find.words)\n\(find.path)")
        }
    }

    @Test(arguments: FuzzTarget.allCases)
    func aCaseIsMadeOfItsNumberAlone(target: FuzzTarget) throws {
        let folders = [Repository.path("Fixtures/Python/list")]
        var (forth, back) = (try FuzzCorpus(folders, target: target), try FuzzCorpus(folders, target: target))
        let ascending = (0..<20).map { forth.input($0, seed: 7) }
        let descending = (0..<20).reversed().map { back.input($0, seed: 7) }
        #expect(ascending == descending.reversed())
        #expect(Set(ascending).count > 15)
    }
}
