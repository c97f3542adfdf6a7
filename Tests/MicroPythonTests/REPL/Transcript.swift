import MicroPython
import Testing

/// Types bytes at the prompt of a 32-bit unix port, and compares all that comes back. What follows the input's end there is Ctrl-D.
func expectTranscript(
    _ input: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let transcript = try transcript(input)
    #expect(transcript == expected, sourceLocation: sourceLocation)
}

/// Everything that a prompt sends for some input, and then for Ctrl-D until it ends.
func transcript(_ input: String, heapBytes: Int = 1 << 20) throws -> String {
    var layout = RAMLayout.unix32
    layout.heapBytes = heapBytes
    let interpreter = try Interpreter(firmware: .unix32, layout: layout)
    var sent: [UInt8] = []
    interpreter.setConsole { sent += $0 }
    interpreter.setService { $0.grant(1 << 40) }
    try interpreter.startAsUnix()
    var options = REPL.Options(banner: "banner")
    options.movesByWords = true
    let repl = try REPL(interpreter, options: options) { sent += $0 }
    repl.start()
    var end: REPL.End?
    for scalar in input.unicodeScalars where end == nil { end = repl.feed(UInt8(scalar.value)) }
    for _ in 0..<4 where end == nil { end = repl.feed(4) }
    let text = String(String.UnicodeScalarView(sent.map { Unicode.Scalar($0) }))
    return text.replacing("banner\r\nType \"help()\" for more information.\r\n", with: "<banner>")
}
