@testable import Commands

/// A console whose other end is a test: its clock runs when somebody waits.
final class ScriptedConsole: RunConsole {
    var isTerminal = false
    var isInputOpen = false
    private(set) var nanoseconds: UInt64 = 1_000
    /// Typed before the run; given out at once.
    var input: [UInt8] = []
    /// Ctrl-C is pressed for the n-th time at these looks at the console.
    var interruptsAtReads: [Int] = []
    private(set) var interruptCount = 0
    private(set) var output: [UInt8] = []
    private(set) var notes: [String] = []
    private var reads = 0

    var text: String { String(decoding: output, as: UTF8.self) }
    /// How long it was waited, in nanoseconds.
    private(set) var waited: UInt64 = 0

    func write(_ bytes: UnsafeRawBufferPointer) { output += bytes }

    func note(_ line: String) { notes.append(line) }

    func read(waitingAtMost nanoseconds: UInt64) -> [UInt8] {
        reads += 1
        while interruptCount < interruptsAtReads.count, interruptsAtReads[interruptCount] <= reads {
            interruptCount += 1
        }
        self.nanoseconds += nanoseconds
        waited += nanoseconds
        defer { input = [] }
        return input
    }
}
