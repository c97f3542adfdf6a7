import Foundation

/// A program as an interpreter runs it: the file itself, or for the `bm_params` shape a copy that ends in a runner.
struct BenchmarkScript: ~Copyable {
    let path: String
    private let folder: String?

    private init(path: String, folder: String?) {
        self.path = path
        self.folder = folder
    }

    static func make(of program: BenchmarkProgram, size: BenchmarkSize) throws(Complaint) -> BenchmarkScript {
        guard program.shape == .setup else { return BenchmarkScript(path: program.path, folder: nil) }
        // In a folder of its own: `import` looks beside the script first.
        var name = Array((NSTemporaryDirectory() + "/perch-bench-XXXXXX").utf8CString)
        guard mkdtemp(&name) != nil else {
            throw Complaint(.failed, "no folder can be made in \(NSTemporaryDirectory())")
        }
        let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let script = BenchmarkScript(path: "\(folder)/\(program.name).py", folder: folder)
        let text = program.source + Array(runner(name: program.name, size: size).utf8)
        guard FileManager.default.createFile(atPath: script.path, contents: Data(text)) else {
            throw Complaint(.failed, "\(script.path) cannot be written")
        }
        return script
    }

    deinit {
        if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// Picks the largest parameters that fit, with a fifth of leeway in speed as MicroPython's own runner gives
    /// (tests/perf_bench/benchrun.py v1.29), runs, and prints the line that programs of the other shape print themselves.
    static func runner(name: String, size: BenchmarkSize) -> String {
        """


        def perch_bench(speed, memory):
            try:
                from time import ticks_us, ticks_diff
            except ImportError:
                from time import perf_counter_ns
                ticks_us = lambda: perf_counter_ns() // 1000
                ticks_diff = lambda end, start: end - start
            fitting = [size for size in bm_params if 10 * size[0] <= 12 * speed and size[1] <= memory]
            if not fitting:
                print("perch bench: no parameters fit this size")
                return
            run, result = bm_setup(bm_params[max(fitting)])
            start = ticks_us()
            run()
            end = ticks_us()
            print("\(name)", ticks_diff(end, start) / 1000, result()[1])


        perch_bench(\(size.megahertz), \(size.kilobytes))

        """
    }
}
