import Testing

/// `perch disassemble`. The listing is that of the 32-bit unix port's `-v -v`, but for addresses.
@Suite struct DisassembleTests {
    private static let source = "def f(a, b=1):\n    return a + b\nprint(f(2))\n"
    private func listing(_ file: String, _ options: String...) throws -> String {
        try PerchProcess.run(["disassemble", file] + options).output
    }

    @Test func aSourceAndItsMpyAreListed() throws {
        let folder = try TemporaryFolder(["f.py": Self.source])
        let listed = try listing(folder.path + "/f.py")
        #expect(listed.contains("code block '<module>'"))
        #expect(
            listed.contains("\nRaw bytecode (code_info_size=7, bytecode_size=4):\n 9a 01 08 02 04 05 20 b0 b1 f2 63\n"))
        #expect(listed.contains("code block 'f'"))
        #expect(listed.contains("\n00 LOAD_FAST 0\n01 LOAD_FAST 1\n02 BINARY_OP 27 __add__\n03 RETURN_VALUE\n"))
        #expect(listed.contains("\narg names: a b\n(N_STATE 4)\n(N_EXC_STACK 0)\n  bc=0 line=1\n"))
        _ = try PerchProcess.run("compile", folder.path + "/f.py")
        let compiled = try listing(folder.path + "/f.mpy")
        #expect(Self.instructions(compiled) == Self.instructions(listed))
    }

    private static func instructions(_ listing: String) -> [String] {
        listing.split(separator: "\n").map(String.init).filter {
            $0.first?.isNumber == true && !$0.contains("MAKE_FUNCTION")
        }
    }

    @Test func theRegisterFormStandsUnderEachInstruction() throws {
        let folder = try TemporaryFolder(["f.py": Self.source])
        let listed = try listing(folder.path + "/f.py", "--registers")
        #expect(listed.contains(/02 BINARY_OP 27 __add__\n +0 addRR +r0 r3 r2\n03 RETURN_VALUE\n +1 returnValue/))
    }

    @Test func mistakesAreMicroPythons() throws {
        let folder = try TemporaryFolder(["bad.py": "x = (\n", "bad.mpy": "nonsense"])
        let source = try PerchProcess.run("disassemble", folder.path + "/bad.py")
        #expect((source.exitCode, source.output) == (65, ""))
        #expect(source.errors.hasSuffix("line 2\nSyntaxError: invalid syntax\n"))
        let compiled = try PerchProcess.run("disassemble", folder.path + "/bad.mpy")
        #expect((compiled.exitCode, compiled.errors) == (65, "ValueError: incompatible .mpy file\n"))
        #expect(try PerchProcess.run("disassemble", folder.path + "/none.py").exitCode == 66)
        #expect(try PerchProcess.run("disassemble", "-O", "7", folder.path + "/bad.py").exitCode == 64)
    }
}
