import MicroPython

/// A guest that takes one case after another, until the next fresh one.
struct FuzzGuest {
    private let interpreter: Interpreter
    private let budget = Budget()

    private final class Budget {
        var slicesLeft = 0
    }

    /// Enough to compile a fixture and to run its loops, little enough for hundreds of cases a second.
    private static let cyclesPerCase = 8_000_000
    private static let slicesPerCase = 4

    init(heapBytes: Int) throws(Complaint) {
        var layout = RAMLayout.unix32
        layout.heapBytes = heapBytes
        do {
            interpreter = try Interpreter(firmware: .unix32, layout: layout)
            try interpreter.start()
        } catch {
            throw Complaint(.failed, "\(error)")
        }
        interpreter.setConsole { _ in }
        interpreter.setErrorConsole { _ in }
        let budget = budget
        interpreter.setService { vm in
            budget.slicesLeft -= 1
            vm.grant(Self.cyclesPerCase / Self.slicesPerCase - vm.cyclesLeft)
            if budget.slicesLeft <= 0 { vm.interrupt(vm.stopException()) }
        }
    }

    func run(_ bytes: [UInt8], as target: FuzzTarget) -> Interpreter.Outcome {
        budget.slicesLeft = Self.slicesPerCase
        let outcome = interpreter.run(source: bytes, file: "case" + target.ending)
        interpreter.endThreads()
        return outcome
    }
}
