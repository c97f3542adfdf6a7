import Board
import TestBench
import Testing

/// What a port was built without is missing on its boards (mpconfigport.h and mpconfigboard.h, v1.29).
@Suite struct AbsentModulesTests {
    @Test(arguments: [
        ("nodemcu", ["cmath", "_thread"], ["random.randint", "math.gamma"], ["complex", "compile"]),
        ("nucleo-f091rc", ["cmath", "framebuf", "_thread", "network"], [], ["complex"]),
        ("nucleo-l073rz", ["cmath", "framebuf", "math"], [], ["complex"]),
    ]) func smallPortsLeaveOut(board: String, modules: [String], members: [String], builtins: [String]) throws {
        let desk = try Desk(board)
        let names = members.map { member in "'\(member)'" }.joined(separator: ", ")
        desk.run(
            """
            for name in (\(modules.map { "'\($0)', " }.joined())):
                try:
                    __import__(name)
                    print(name)
                except ImportError:
                    pass
            for name in (\(names.isEmpty ? "" : names + ",")):
                module, member = name.split('.')
                if hasattr(__import__(module), member):
                    print(name)
            for name in (\(builtins.map { "'\($0)', " }.joined())):
                try:
                    eval(name)
                    print(name)
                except NameError:
                    pass
            import json, re, struct, random
            print(random.getrandbits(3) < 8)
            """)
        #expect(desk.text == "True\n")
    }

    /// The others have all of them.
    @Test(arguments: ["pico", "esp32", "pyboard"]) func largePortsHaveAll(board: String) throws {
        let desk = try Desk(board)
        desk.run(
            """
            import cmath, framebuf, math, random
            print(random.randint(5, 5), math.factorial(5), 'a'.center(3), 1j, framebuf.GS8)
            """)
        #expect(desk.text == "5 120  a  1j 6\n")
    }
}
