import Foundation
import MicroPython
import TestBench
import Testing

/// Runs every program in `Fixtures/Python` as the 32-bit unix port does, and those in `Fixtures/Coverage` as its variant that has everything
/// on. What they must print stands in the files `.exp` beside them.
///
/// `UPDATE_EXPECTED=path/of/micropython swift test --filter PythonFixtureTests` rewrites those files from a real 32-bit MicroPython,
/// `UPDATE_EXPECTED_COVERAGE` those of the variant: never from what Perch prints.
@Suite struct PythonFixtureTests {
    static let programs = PythonFixture.programs(under: "Fixtures/Python")
    static let coveragePrograms = PythonFixture.programs(under: "Fixtures/Coverage")

    @Test func thereArePrograms() {
        #expect(Self.programs.count > 20)
        #expect(Self.coveragePrograms.count > 10)
    }

    @Test(arguments: programs)
    func printsWhatMicroPythonPrints(program: String) throws {
        try PythonFixture(program: program).check(
            .unix32, reference: ProcessInfo.processInfo.environment["UPDATE_EXPECTED"])
    }

    @Test(arguments: coveragePrograms)
    func printsWhatTheCoverageVariantPrints(program: String) throws {
        try PythonFixture(program: program).check(
            .coverage, reference: ProcessInfo.processInfo.environment["UPDATE_EXPECTED_COVERAGE"])
    }
}
