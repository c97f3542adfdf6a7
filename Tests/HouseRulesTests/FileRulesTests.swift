import Testing

/// Rules about files: their names, their length, what stands at their head.
@Suite struct FileRulesTests {
    static let roots = ["Sources", "BoardProfiles", "Tests"]
    static let files = roots.flatMap { SourceTree.files(under: $0) }

    /// Longer than `lineCountMax`, each for a reason.
    static let longFiles = [
        "Sources/MicroPython/Engine/Engine.swift"  // The dispatch loop, the one exception that rule 6 names.
    ]
    static let lineCountMax = 800

    @Test func filesAreFound() { #expect(Self.files.count > 100) }

    @Test func namesSayWhatTheFileHolds() {
        let drawers = ["Util", "Utils", "Utilities", "Helper", "Helpers", "Misc", "Common", "Manager", "Extensions"]
        for file in Self.files where drawers.contains(where: { file.name.hasSuffix($0) }) || file.name == "Types" {
            Issue.record("\(file.path): name the thing, not the drawer it lies in")
        }
    }

    @Test func filesAreSmall() {
        for file in Self.files where file.lineCount > Self.lineCountMax && !Self.longFiles.contains(file.path) {
            Issue.record("\(file.path): \(file.lineCount) lines, more than \(Self.lineCountMax)")
        }
    }

    @Test func theExecutableIsUnderTwentyLines() {
        let lines = SourceTree.files(under: "Sources/perch").reduce(0) { $0 + $1.lineCount }
        #expect(lines < 20)
    }

    @Test func largeFoldersHaveAReadmeOfAtMostFifteenLines() {
        for folder in SourceTree.folders(under: "Sources") where folder.fileCount > 5 {
            let readme = SourceTree.text(of: folder.path + "/README.md")
            let lineCount = readme.split(omittingEmptySubsequences: false) { $0.isNewline }.count - 1
            #expect(!readme.isEmpty, "\(folder.path) has \(folder.fileCount) files and no README.md")
            #expect(lineCount <= 15, "\(folder.path)/README.md has \(lineCount) lines")
        }
    }
}
