import MicroPython

/// A MicroPython without a board, as the unix port is: memory of the 32-bit unix port, time of the host, output in a buffer.
final class HostInterpreter {
    private let interpreter: Interpreter
    private let output = Output()

    private final class Output {
        var bytes: [UInt8] = []
    }

    /// - Parameter heap: bytes handed to the heap; nil for the unix port's own.
    init(heap: ByteSize?) throws(Complaint) {
        var layout = RAMLayout.unix32
        if let heap { layout.heapBytes = heap.bytes }
        do {
            interpreter = try Interpreter(firmware: .unix32, layout: layout, modules: [UnixTimeModule.onHost])
        } catch {
            throw Complaint(.bug, "\(error)")
        }
        let output = output
        interpreter.setConsole { output.bytes += $0 }
        // As good as endless: there is no board whose events would wait.
        interpreter.setService { $0.grant(1 << 40) }
    }

    /// Runs a program; what it printed, and how it ended.
    func run(_ source: [UInt8], file: String) throws(Complaint) -> (text: String, outcome: Interpreter.Outcome) {
        do {
            try interpreter.start()
        } catch {
            throw Complaint(.usage, "the heap is too small to start in; give a larger --heap")
        }
        let outcome = interpreter.run(source: source, file: file)
        return (String(decoding: output.bytes, as: UTF8.self), outcome)
    }
}
