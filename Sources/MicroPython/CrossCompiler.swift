/// Compiles Python to .mpy files on the host, as MicroPython's mpy-cross does: the guest it works in is its own.
public struct CrossCompiler {
    /// What is wrong with a source.
    public struct Failure: Error, CustomStringConvertible, Sendable {
        /// The file's name as it stands in the traceback; empty where none is known.
        public var file: String
        /// The line, from 1; 0 where none is known.
        public var line: Int
        /// The exception as MicroPython prints it: type and message.
        public var message: String
        /// As MicroPython prints it: traceback, then type and message.
        public var description: String
    }

    /// Bytes of heap that a compilation may use.
    public var heapByteCount = 32 << 20

    /// Makes a compiler with the options and the names of mpy-cross 1.29.
    public init() {}

    /// The .mpy file of a source.
    ///
    /// - Parameters:
    ///   - source: the bytes of the Python file.
    ///   - name: the file's name that tracebacks will show.
    ///   - file: the file's name in what the parser says of it; `name` without it. mpy-cross tells the two apart (mpy-cross/main.c v1.29).
    ///   - optimisationLevel: from 1 on `assert` is left out and `__debug__` is false, from 3 on line numbers are.
    public func compile(
        _ source: [UInt8], name: String, file: String? = nil, optimisationLevel: Int = 0
    ) throws(Failure) -> [UInt8] {
        var firmware = Firmware(name: "mpy-cross")
        firmware.hasWideFloats = false
        firmware.names = ROMNames.mpyCross
        firmware.errorDetail = .detailed
        let layout = RAMLayout(staticBytes: 4096, stackBytes: 400_000, stackMarginBytes: 0, heapBytes: heapByteCount)
        let guest: Interpreter
        do {
            guest = try Interpreter(firmware: firmware, layout: layout)
        } catch {
            throw Failure(file: name, line: 0, message: "", description: error.description)
        }
        return try withExtendedLifetime(guest) { () throws(Failure) in
            try CrossGuest(vm: guest.vm).compile(source, name, parsing: file ?? name, optimisationLevel)
        }
    }
}

/// The guest of one compilation.
private struct CrossGuest {
    let vm: VM

    func compile(
        _ source: [UInt8], _ name: String, parsing path: String, _ level: Int
    ) throws(CrossCompiler.Failure) -> [UInt8] {
        do throws(GuestException) {
            let objects = GuestObjects()
            let file = try vm.intern(name)
            let reader = try SourceReader(source, isFile: true, vm)
            var options = SyntaxOptions.mpyCross
            options.optimisationLevel = level
            let lexer = try Lexer(reader, sourceName: vm.intern(path), options: options, objects: objects, vm)
            var tree = try Parser.parse(lexer, as: .file)
            let module = try Compiler.compile(
                &tree, Compiler.Source(file: file, optimisationLevel: level), globals: 0, objects,
                CompilerOptions(vm.firmware), vm)
            return try MpyWriter.write(module, objects, vm)
        } catch {
            throw CrossCompiler.Failure(error, name: name, vm)
        }
    }
}

extension CrossCompiler.Failure {
    /// What the guest says of a file that it cannot compile or load.
    init(_ exception: GuestException, name: String, _ vm: VM) {
        guard exception.value.isAddress else {
            self.init(file: name, line: 0, message: "MemoryError: ", description: "MemoryError: \(name) is too large")
            return
        }
        let message = Self.text(of: exception, vm)
        let entries = ExceptionObject.traceback(exception.value, vm)
        guard let innermost = entries.first else {
            self.init(file: name, line: 0, message: message, description: message)
            return
        }
        let lines = entries.reversed().map { entry in
            let block = entry.block.isNone ? "" : ", in \(vm.string(entry.block))"
            return "  File \"\(vm.string(entry.file))\", line \(entry.line)\(block)\n"
        }
        self.init(
            file: vm.string(innermost.file), line: innermost.line, message: message,
            description: "Traceback (most recent call last):\n\(lines.joined())\(message)")
    }

    private static func text(of exception: GuestException, _ vm: VM) -> String {
        do throws(GuestException) {
            return try vm.hostText { printer throws(GuestException) in
                try vm.print(exception.value, printer, .exception)
            }
        } catch {
            return "SyntaxError"
        }
    }
}
