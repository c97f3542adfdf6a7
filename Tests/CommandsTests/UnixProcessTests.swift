import Foundation
import Testing

/// `perch micropython` as a shell sees it. Exit codes and streams are the unix port's.
@Suite struct UnixProcessTests {
    private func micropython(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws
        -> PerchProcess
    {
        try PerchProcess.run(["micropython"] + arguments, input: input, environment: environment)
    }

    @Test(arguments: [
        ("pass", 0), ("import sys; sys.exit(3)", 3), ("import sys; sys.exit(300)", 44), ("raise SystemExit", 0),
        ("import sys; sys.exit(-1)", 255), ("1/0", 1), ("raise KeyboardInterrupt", 130), ("x = (", 1),
        ("import sys; sys.exit(1 << 40)", 0),
    ])
    func exitCodes(code: String, expected: Int32) throws { #expect(try micropython("-c", code).exitCode == expected) }

    @Test func tracebacksGoToStdoutAndExitTextsToStderr() throws {
        let error = try micropython("-c", "print(1)\n1/0")
        #expect(
            error.output.hasPrefix("1\nTraceback (most recent call last):\n  File \"<stdin>\", line 2, in <module>\n"))
        #expect(error.errors == "")
        let exit = try micropython("-c", "import sys; sys.exit('bye')")
        #expect((exit.exitCode, exit.output, exit.errors) == (1, "", "bye\n"))
    }

    @Test func aFileKnowsItsNameFolderAndArguments() throws {
        let folder = try TemporaryFolder(["a.py": "import sys, b\nprint(__name__, sys.argv[1:], b.x)", "b.py": "x = 5"])
        #expect(try micropython("\(folder.path)/a.py", "-i", "q").output == "__main__ ['-i', 'q'] 5\n")
    }

    @Test func aMissingFileIsTwo() throws {
        let result = try micropython("/no/such/file.py")
        #expect(result.exitCode == 2)
        #expect(
            result.errors
                == "micropython: can't open file '/no/such/file.py': [Errno 2] No such file or directory\n")
        #expect(try micropython("/").output == "OSError: [Errno 21] EISDIR\n")
    }

    @Test func modulesAndPackagesRunAsMain() throws {
        let folder = try TemporaryFolder(["mod.py": "import sys\nprint(__name__, sys.argv)"])
        let package = folder.path + "/pkg"
        try FileManager.default.createDirectory(atPath: package, withIntermediateDirectories: true)
        try "print('init', __name__)".write(toFile: package + "/__init__.py", atomically: false, encoding: .utf8)
        try "from . import sub\nprint(__name__)".write(
            toFile: package + "/__main__.py", atomically: false, encoding: .utf8)
        try "print('sub', __name__)".write(toFile: package + "/sub.py", atomically: false, encoding: .utf8)
        let path = ["MICROPYPATH": folder.path]
        #expect(try micropython("-m", "mod", "x", environment: path).output == "__main__ ['mod', 'x']\n")
        #expect(
            try micropython("-m", "pkg", environment: path).output == "init pkg\nsub pkg.sub\n__main__\n")
        let missing = try micropython("-m", "nope", environment: path)
        #expect((missing.exitCode, missing.output) == (1, ""))
        #expect(missing.errors.hasSuffix("ImportError: no module named 'nope'\n"))
    }

    @Test func stdinIsAProgramWhoseErrorsGoToStderr() throws {
        #expect(try micropython(input: "print(__file__)\n").output == "<stdin>\n")
        let error = try micropython(input: "1/0\n")
        #expect((error.exitCode, error.output) == (1, ""))
        #expect(error.errors.hasSuffix("ZeroDivisionError: divide by zero\n"))
    }

    @Test func thePromptFollowsOnRequest() throws {
        let home = try TemporaryFolder()
        let result = try micropython(
            "-i", "-c", "x = 40", input: "x + 2\rraise SystemExit(5)\r", environment: ["HOME": home.path])
        #expect(result.exitCode == 5)
        #expect(result.output.contains(">>> x + 2\r\n42\n>>> raise SystemExit(5)\r\n"))
        let history = try String(contentsOfFile: home.path + "/.micropython.history", encoding: .utf8)
        #expect(history == "x + 2\nraise SystemExit(5)\n")
        let inspected = try micropython(
            "-c", "pass", input: "1\r", environment: ["MICROPYINSPECT": "1", "HOME": home.path])
        #expect(inspected.output.hasSuffix(">>> 1\r\n1\n>>> \r\n"))
    }

    @Test func compileOnlyFindsMistakesAndRunsNothing() throws {
        #expect(try micropython("-X", "compile-only", "-c", "print(1)").output == "")
        #expect(try micropython("-X", "compile-only", "-c", "x = (").exitCode == 1)
    }

    @Test func badOptionsSayHowToGetHelp() throws {
        let result = try micropython("-X", "heapsize=10")
        #expect((result.exitCode, result.errors) == (1, "Invalid command line arguments. Use -h option for help.\n"))
        #expect(try micropython("-h").output.contains("-X heapsize=n"))
    }

    @Test func aHeapThatIsTooSmallToStartInIsSaid() throws {
        let result = try micropython("-X", "heapsize=700", "-c", "print(1)")
        #expect(result.exitCode == 1)
        #expect(result.output + result.errors != "")
    }

    @Test func theVirtualClockKnowsNothingOfTheHosts() throws {
        let code = "import time; time.sleep(1000); print(time.localtime()[:5], time.ticks_ms() // 1000)"
        #expect(try micropython("--clock", "virtual", "-c", code).output == "(1970, 1, 1, 0, 16) 1000\n")
    }

    @Test func aLinkOfThatNameIsTheCommand() throws {
        let folder = try TemporaryFolder()
        let link = folder.path + "/micropython"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: PerchProcess.path)
        #expect(try PerchProcess.run(["-c", "print(6 * 7)"], program: link).output == "42\n")
    }

    @Test func controlCIsKeyboardInterrupt() throws {
        let code =
            "import time\nprint('ready')\ntry:\n  while True: time.sleep(1)\nexcept KeyboardInterrupt: print('bye')"
        let result = try PerchProcess.run("micropython", "-c", code, interrupts: 1)
        #expect((result.exitCode, result.output) == (0, "ready\nbye\n"))
    }
}
