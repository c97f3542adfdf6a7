import Testing

@testable import Commands

/// The command line of `perch micropython`.
@Suite struct UnixArgumentTests {
    private func arguments(_ words: String...) -> UnixArguments? {
        guard case .run(let arguments) = UnixArguments.parse(words) else { return nil }
        return arguments
    }

    @Test func aFileTakesTheRest() {
        let arguments = arguments("-O", "main.py", "-i", "x")
        #expect(arguments?.program == .file("main.py"))
        #expect(arguments?.arguments == ["main.py", "-i", "x"])
        #expect(arguments?.inspects == false)
        #expect(arguments?.optimisationLevel == 1)
    }

    @Test func codeAndModulesTakeTheRest() {
        #expect(arguments("-c", "pass", "-h")?.program == .code("pass"))
        #expect(arguments("-c", "pass", "-h")?.arguments == ["-c", "-h"])
        #expect(arguments("-i", "-m", "pkg.mod", "a")?.program == .module("pkg.mod"))
        #expect(arguments("-i", "-m", "pkg.mod", "a")?.arguments == ["pkg.mod", "a"])
        #expect(arguments("-i", "-m", "pkg.mod")?.inspects == true)
    }

    @Test(arguments: [("-O", 1), ("-OO", 2), ("-OOO", 3), ("-O0", 0), ("-O2", 2), ("-O3", 3)])
    func optimisation(word: String, level: Int) { #expect(arguments(word)?.optimisationLevel == level) }

    @Test func verbosityCounts() { #expect(arguments("-v", "-v", "x.py")?.verbosity == 2) }

    @Test(arguments: [
        ("20000", 20000), ("16k", 16384), ("1M", 1 << 20), ("0x4000", 16384), ("020000", 8192), ("20w", 20),
        ("20wk", 20480),
        ("2Wm", 2 << 20),
    ])
    func heapSizes(text: String, bytes: Int) { #expect(UnixArguments.heapSize(text) == bytes) }

    @Test(arguments: ["", "k", "x", "20x", "20kw", "1.5k", "099", "99999999999999999999", "20 k"])
    func nonsenseIsNoHeapSize(text: String) { #expect(UnixArguments.heapSize(text) == nil) }

    @Test(arguments: [
        ["-q"], ["-c"], ["-m"], ["-X"], ["-X", "foo"], ["-X", "heapsize=100"], ["-X", "heapsize=-5"],
        ["--clock"], ["--clock", "sundial"], ["-Xheapsize=20k"],
    ])
    func nonsenseIsInvalid(words: [String]) { #expect(UnixArguments.parse(words) == .invalid) }

    @Test func viperIsRefusedByName() {
        #expect(UnixArguments.parse(["-X", "emit=viper", "x.py"]) == .notModelled("viper code; use -X emit=bytecode"))
        #expect(arguments("-X", "emit=native", "x.py") != nil)
    }

    /// The reference's limit is the host's memory; here it is the guest's address space.
    @Test(arguments: ["heapsize=4000M", "heapsize=99999999999", "heapsize=9999999999999M"])
    func aHeapBeyondTheAddressSpaceIsRefusedByName(option: String) {
        #expect(
            UnixArguments.parse(["-X", option, "x.py"]) == .notModelled("so large a heap; use -X heapsize=512m at most")
        )
    }

    @Test func helpAndVersionComeFirst() {
        #expect(UnixArguments.parse(["-O", "-h", "-X", "foo"]) == .help)
        #expect(UnixArguments.parse(["--version"]) == .version)
        #expect(arguments("x.py", "-h") != nil)
    }
}
