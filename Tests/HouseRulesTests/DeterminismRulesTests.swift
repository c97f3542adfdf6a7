import Testing

/// Time, chance and files come in as parameters.
@Suite struct DeterminismRulesTests {
    /// Who may read the host's clock and wait for it.
    static let hostFolders = ["Sources/Commands/", "Sources/Window/"]

    @Test func onlyCommandsAndWindowKnowTheHostsTimeAndChance() throws {
        let words = try Regex(
            #"\b(Date\(|ContinuousClock|SuspendingClock|DispatchTime|clock_gettime|gettimeofday|nanosleep|usleep|Thread\.sleep|Task\.sleep|SystemRandomNumberGenerator|arc4random|\.random\(|\.shuffled\(|\.randomElement\(|UUID\(|getenv|ProcessInfo|hashValue)"#
        )
        for file in SourceTree.files(under: "Sources") + SourceTree.files(under: "BoardProfiles") {
            if Self.hostFolders.contains(where: { file.path.hasPrefix($0) }) { continue }
            for match in file.code.matches(of: words) {
                Issue.record("\(file.path) says `\(match.output[0].substring!)`")
            }
        }
    }

    /// A new instruction must not build until disassembler, emitter and engine know it.
    @Test func switchesOverOpcodesHaveNoDefault() {
        for file in SourceTree.files(under: "Sources/MicroPython") {
            for place in OpcodeSwitches.withDefault(in: file.code) {
                Issue.record("\(file.path):\(place): a switch over Opcode has a `default:`")
            }
        }
    }

    @Test func theSwitchReaderFindsADefault() {
        let code =
            "func f(o: Opcode) {\n  switch o {\n  case .loadFast(let n): switch n { default: 1 }\n  default: 2\n  }\n}"
        #expect(OpcodeSwitches.withDefault(in: code, opcodes: ["loadFast"]) == [2])
        let exhaustive = code.replacing("default: 2", with: "case .storeFast: 2")
        #expect(OpcodeSwitches.withDefault(in: exhaustive, opcodes: ["loadFast", "storeFast"]) == [])
    }
}
