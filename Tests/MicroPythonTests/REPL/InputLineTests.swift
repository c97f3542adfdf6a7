import MicroPython
import Testing

/// `input()` echoes what is typed by itself: the terminal must be silent from the prompt to the line's end, whatever ends it.
@Suite struct InputLineTests {
    private final class Keyboard: ConsoleInput {
        var typed: [UInt8]
        var isEditing = false
        /// Whether a line was being edited, byte by byte.
        var seen: [Bool] = []

        init(_ text: String) { typed = Array(text.utf8) }

        var isReady: Bool { !typed.isEmpty }
        func editsLine(_ isEditing: Bool) { self.isEditing = isEditing }
        func next(_ vm: VM) throws(GuestException) -> UInt8? {
            seen.append(isEditing)
            return typed.isEmpty ? nil : typed.removeFirst()
        }
    }

    /// What a program prints, where someone types; and the keyboard afterwards.
    private func run(_ program: String, typing text: String) throws -> (output: String, keyboard: Keyboard) {
        let interpreter = try Interpreter(firmware: .unix32, layout: .unix32)
        let keyboard = Keyboard(text)
        var output: [UInt8] = []
        interpreter.setConsole { output += $0 }
        interpreter.setInput(keyboard)
        interpreter.setService { $0.grant(1 << 40) }
        try interpreter.startAsUnix()
        _ = interpreter.run(source: Array(program.utf8), file: "<stdin>")
        return (String(decoding: output, as: UTF8.self), keyboard)
    }

    @Test func theTerminalIsForTheLineWhileItIsEdited() throws {
        let (output, keyboard) = try run("print(input('? '))\nimport sys\nsys.stdin.read(1)", typing: "ab\rc")
        #expect(output == "? ab\r\nab\n")
        #expect(keyboard.seen == [true, true, true, false])
    }

    @Test(arguments: [
        ("\u{3}", "KeyboardInterrupt"), ("a\u{3}", "KeyboardInterrupt"), ("\u{4}", "EOFError"), ("", "EOFError"),
    ])
    func andForTheProgramAfterAnException(typed: String, name: String) throws {
        let program = "try: input()\nexcept BaseException as e: print(type(e).__name__)"
        let (output, keyboard) = try run(program, typing: typed)
        #expect(output.contains(name))
        #expect(!keyboard.isEditing && keyboard.seen.allSatisfy { $0 })
    }
}
