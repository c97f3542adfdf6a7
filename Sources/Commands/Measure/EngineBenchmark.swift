import MicroPython

/// Times two parts of the engine by themselves, over the given programs: the translation of bytecode to its host form,
/// and the allocator on what the programs ask of it.
struct EngineBenchmark {
    let programs: [(name: String, source: String)]

    /// A heap that the recorded programs do not fill: a collection would free blocks that no event tells of.
    private static let heapBytes = 4 << 20

    /// Lines of the table.
    func text() throws(Complaint) -> String {
        do {
            return try translation() + allocation()
        } catch let complaint as Complaint {
            throw complaint
        } catch {
            throw Complaint(.failed, "a program does not compile: \(error)")
        }
    }

    private func translation() throws -> String {
        let probe = try EngineProbe(heapBytes: Self.heapBytes)
        var functions: [UInt32] = []
        var instructions = 0
        for program in programs { functions += try probe.compile(program.source) }
        for function in functions { instructions += try probe.instructionCount(function) }
        let rounds = max(1, 200_000 / max(1, instructions))
        let time = try ContinuousClock().measure {
            for _ in 0..<rounds { for function in functions { try probe.translate(function) } }
        }
        let nanoseconds = Self.nanoseconds(time) / Double(rounds * max(1, instructions))
        return "translation  \(Self.number(nanoseconds)) ns an instruction, \(instructions) of them\n"
    }

    private func allocation() throws -> String {
        var lines = ""
        for program in programs {
            let recording = try AllocationRecording(
                of: program.source, heapBytes: Self.heapBytes, modules: [UnixTimeModule.onHost])
            guard recording.isWhole, let replay = AllocationReplay(recording) else {
                lines += "first fit    \(program.name): collects, not replayed\n"
                continue
            }
            // The first round touches the memory.
            var differences = replay.run()
            replay.empty()
            let time = ContinuousClock().measure { differences += replay.run() }
            let count = recording.events.count
            let nanoseconds = Self.nanoseconds(time) / Double(max(1, count))
            lines +=
                "first fit    \(Self.number(nanoseconds)) ns an event, \(count) of \(program.name), "
                + "\(differences) at another address\n"
        }
        return lines
    }

    private static func nanoseconds(_ time: Duration) -> Double {
        Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9
    }

    private static func number(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
