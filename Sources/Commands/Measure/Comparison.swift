/// Programs run by Perch and its peers in turn.
struct Comparison {
    let runners: [BenchmarkPeer]
    let rounds: Int
    let size: BenchmarkSize

    /// What a program's rounds gave.
    struct Result {
        /// nil when Perch ran it without a word, so that it is no benchmark.
        var row: BenchmarkTable.Row?
        /// What went wrong: who could not run it, who computed something else.
        var notes: [String] = []
        /// Whether Perch failed where a peer did not or nobody else ran, or two disagreed.
        var isFailure = false
    }

    /// Each round begins with the next runner, so that a busy machine slows all alike.
    func measure(_ program: BenchmarkProgram) throws(Complaint) -> Result {
        let script = try BenchmarkScript.make(of: program, size: size)
        var samples = [[BenchmarkSample]](repeating: [], count: runners.count)
        var refusals: [Int: String] = [:]
        for round in 0..<rounds {
            for turn in runners.indices {
                let runner = (turn + round) % runners.count
                guard refusals[runner] == nil else { continue }
                switch runners[runner].run(script) {
                case .sample(let sample): samples[runner].append(sample)
                case .silence where runner == 0: return Result()
                case .silence: refusals[runner] = "printed nothing"
                case .refusal(let words): refusals[runner] = words
                }
            }
        }
        for runner in refusals.keys { samples[runner] = [] }
        var result = Result(row: BenchmarkTable.Row(name: program.name, rounds: samples))
        for runner in runners.indices {
            guard let words = refusals[runner] else { continue }
            result.notes.append("\(program.name): \(runners[runner].name) cannot run it: \(words)")
        }
        result.isFailure = samples[0].isEmpty && (samples.count == 1 || samples.contains { !$0.isEmpty })
        check(samples, of: program, &result)
        return result
    }

    private func check(_ samples: [[BenchmarkSample]], of program: BenchmarkProgram, _ result: inout Result) {
        guard let ours = samples[0].first?.checksum else { return }
        for (runner, rounds) in samples.enumerated() {
            guard let other = rounds.first(where: { $0.checksum != ours }) else { continue }
            let words = "\(runners[runner].name) computes \(other.checksum), but perch \(ours)"
            result.notes.append("\(program.name): \(words)")
            result.isFailure = true
        }
    }
}
