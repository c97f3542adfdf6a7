@testable import MicroPython

/// A guest that compiles and lists, without an engine's help.
final class CompilerGuest {
    private let interpreter: Interpreter
    var vm: VM { interpreter.vm }
    let objects = GuestObjects()
    /// Heap blocks taken (`+n`), resized (`=n`) and freed (`-`) while compiling; interned strings aside.
    private(set) var events: [String] = []
    private var nameBlocks: Set<GuestAddress> = []

    init(_ name: String = "unix32") throws {
        var firmware = Firmware(name: name)
        firmware.names = name == "mpy-cross" ? ROMNames.mpyCross : ROMNames.unix32
        interpreter = try Interpreter(firmware: firmware, layout: .unix32)
    }

    func compile(_ source: String, level: Int = 0) throws(GuestException) -> CompiledModule {
        let file = try vm.intern("main.py")
        let reader = try SourceReader(Array(source.utf8), isFile: true, vm)
        let lexer = try Lexer(reader, sourceName: file, options: .unix32, objects: objects, vm)
        var tree = try Parser.parse(lexer, as: .file)
        events = []
        vm.heap.isObserved = true
        vm.state.pointee.hooks.onAllocation = { [unowned self] _, address, byteCount, kind in
            if kind == .names { nameBlocks.insert(address) } else { events.append("+\(byteCount)") }
        }
        vm.state.pointee.hooks.onResize = { [unowned self] _, address, byteCount in
            if !nameBlocks.contains(address) { events.append(byteCount == 0 ? "-" : "=\(byteCount)") }
        }
        defer {
            vm.heap.isObserved = false
            vm.state.pointee.hooks.onAllocation = nil
            vm.state.pointee.hooks.onResize = nil
        }
        return try Compiler.compile(
            &tree, Compiler.Source(file: file, optimisationLevel: level), globals: 0, objects,
            CompilerOptions(vm.firmware), vm)
    }

    /// The listing of a module's body, the instructions only.
    func instructions(_ source: String, level: Int = 0) throws -> [String] {
        let module = try compile(source, level: level)
        let lister = Disassembler(module: module, vm: vm) { [vm] value in
            (try? vm.hostText { printer throws(GuestException) in try vm.print(value, printer, .repr) }) ?? "?"
        }
        return lister.listing(module.body).filter { $0.first?.isNumber == true }
    }
}
