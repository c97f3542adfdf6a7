import Board
import Foundation
import TestBench
import Testing

/// A sketch's files and its console, on a board.
@Suite struct FlashTests {
    private func folder() throws -> String {
        let path = NSTemporaryDirectory() + "perch-flash-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try "kept".write(toFile: path + "/notes.txt", atomically: true, encoding: .utf8)
        return path
    }

    @Test func whatASketchWritesStaysOnTheBoardOverAReset() throws {
        let path = try folder()
        let desk = try Desk(files: SketchFolder(path))
        let end = desk.run(
            """
            import machine, os
            count = len(open('log.txt').read()) if 'log.txt' in os.listdir() else 0
            with open('log.txt', 'a') as log:
                log.write('x')
            with open('notes.txt', 'w') as notes:
                notes.write('changed')
            print(count, os.getcwd())
            if count < 2:
                machine.reset()
            """)
        #expect(end == .finished)
        #expect(desk.lines == ["0 /", "1 /", "2 /"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["notes.txt"])
        #expect(try String(contentsOfFile: path + "/notes.txt", encoding: .utf8) == "kept")
    }

    /// ports/stm32/main.c mounts the flash at /flash and goes there.
    @Test func thePyboardsFlashIsAtFlash() throws {
        let desk = try Desk("pyboard", files: SketchFolder(folder()))
        desk.run(
            """
            import os, vfs
            print(os.getcwd(), os.listdir('/'), os.listdir('/flash'), open('/flash/notes.txt').read())
            open('made.txt', 'w').close()
            print('made.txt' in os.listdir('/flash'), [point for _, point in vfs.mount()])
            """)
        #expect(desk.lines == ["/flash ['flash'] ['notes.txt'] kept", "True ['/flash']"])
    }

    @Test func inputReadsAndEchoesTheLineThatIsTyped() throws {
        let desk = try Desk()
        desk.board.serial.send(Array("pe\u{7F}erch\r".utf8))
        #expect(desk.run("print(repr(input('name? ')))") == .finished)
        #expect(desk.text == "name? pe\u{8}\u{1B}[Kerch\r\n'perch'\n")
    }

    @Test func standardInputIsTheSerialLine() throws {
        let desk = try Desk()
        desk.board.serial.send(Array("one\rtwo\r".utf8))
        desk.run(
            """
            import sys
            print(repr(sys.stdin.readline()), sys.stdin.buffer.read(4), sys.stdin)
            print(sys.stdout.write('text'))
            for wrong in (lambda: sys.stdin.write('x'), lambda: sys.stdout.read(1)):
                try:
                    wrong()
                except OSError as e:
                    print(e.args)
            """)
        #expect(desk.lines == [#"'one\n' b'two\r' <io.TextIOWrapper 0>"#, "text4", "(1,)", "(1,)"])
    }

    @Test func aLineThatNobodyTypesEndsTheRun() throws {
        let desk = try Desk()
        let end = desk.run("input()")
        #expect(end == .waitsForever("the program waits for a line that nobody types"))
    }

    @Test func controlCEndsInput() throws {
        let desk = try Desk()
        desk.board.circuit.events.schedule(at: .milliseconds(5)) { [board = desk.board] _ in
            board.serial.send([3])
        }
        #expect(desk.run("input()") == .uncaught(type: "KeyboardInterrupt", message: ""))
    }

    /// MICROPY_ALLOC_PATH_MAX is 128 there.
    @Test func pathsOfABoardAreShort() throws {
        let desk = try Desk()
        desk.runCatching("__import__('x' * 130)", after: "")
        #expect(desk.lines == ["RuntimeError "])
    }
}
