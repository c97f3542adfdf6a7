import Foundation
import MicroPython
import TestBench
import Testing

/// Inputs that once ended the host: `perch fuzz` found them. Each runs, in whatever way, within a budget.
@Suite struct CrashTests {
    static let inputs = ["mpy", "source"].flatMap { target in
        Repository.files(under: "Fixtures/Crashes/\(target)", ending: target == "mpy" ? ".mpy" : ".py")
    }

    @Test(arguments: inputs, [16 << 10, 64 << 10])
    func runsToAnEnd(input: String, heapBytes: Int) throws {
        var layout = RAMLayout.unix32
        layout.heapBytes = heapBytes
        let interpreter = try Interpreter(firmware: .unix32, layout: layout)
        interpreter.setConsole { _ in }
        var slices = 0
        interpreter.setService { vm in
            slices += 1
            vm.grant(100_000 - vm.cyclesLeft)
            if slices > 10 { vm.interrupt(vm.stopException()) }
        }
        try interpreter.start()
        let bytes = try Data(contentsOf: Repository.root.appending(path: input))
        _ = interpreter.run(source: Array(bytes), file: input)
    }
}
