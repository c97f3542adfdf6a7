@testable import MicroPython

/// A guest that only parses: a heap, and objects of this file's own layout in place of the types above the syntax.
final class SyntaxGuest {
    let vm: VM
    let objects: TaggedObjects
    /// Heap blocks taken (`+n`), resized (`=n`) and freed (`-`) by the syntax itself, in order; interned strings aside.
    private(set) var events: [String] = []
    private var nameBlocks: Set<GuestAddress> = []

    init(width: FloatWidth = .double, detail: ErrorDetail = .detailed, heapBytes: Int = 256 * 1024) {
        var firmware = Firmware(name: "syntax")
        firmware.floatWidth = width
        firmware.errorDetail = detail
        let layout = RAMLayout(staticBytes: 0, stackBytes: 0, stackMarginBytes: 0, heapBytes: heapBytes)
        guard let ram = GuestRAM.reserve() else { preconditionFailure("no address space for a guest") }
        vm = VM.make(ram: ram, firmware: firmware, layout: layout)
        objects = TaggedObjects()
        vm.heap.isObserved = true
        vm.state.pointee.hooks.onAllocation = { [unowned self] _, address, byteCount, kind in
            if kind == .names { nameBlocks.insert(address) } else { events.append("+\(byteCount)") }
        }
        vm.state.pointee.hooks.onResize = { [unowned self] _, address, byteCount in
            if !nameBlocks.contains(address) { events.append(byteCount == 0 ? "-" : "=\(byteCount)") }
        }
    }

    deinit {
        let ram = vm.ram
        vm.destroy()
        ram.release()
    }

    func lexer(_ source: [UInt8], _ options: SyntaxOptions = .unix32) throws(GuestException) -> Lexer {
        let reader = try SourceReader(source, isFile: true, vm)
        return try Lexer(reader, sourceName: try vm.intern("main.py"), options: options, objects: objects, vm)
    }

    /// Tokens as `kind`, or `kind:text` where there is text, up to the end or the first error.
    func tokens(_ source: String, _ options: SyntaxOptions = .unix32) throws -> [String] {
        var lexer = try lexer(Array(source.utf8), options)
        defer { lexer.free() }
        var tokens: [String] = []
        while lexer.token != .end {
            let text = String(decoding: lexer.text.bytes(vm), as: UTF8.self)
            let hasText = [.name, .integer, .floatOrImaginary, .string, .bytes].contains(lexer.token)
            tokens.append(hasText ? "\(lexer.token):\(text)" : "\(lexer.token)")
            if lexer.token.isError { break }
            try lexer.next()
        }
        return tokens
    }

    /// The tree in brackets, or `Error: message, line n`.
    func parse(_ source: String, _ options: SyntaxOptions) -> String { parse(source, as: .file, options) }

    func parse(_ source: String, as input: ParseInput = .file, _ options: SyntaxOptions = .unix32) -> String {
        parse(Array(source.utf8), as: input, options)
    }

    func parse(_ source: [UInt8], as input: ParseInput = .file, _ options: SyntaxOptions = .unix32) -> String {
        events = []
        do throws(GuestException) {
            var tree = try Parser.parse(try lexer(source, options), as: input)
            let text = TreeText(vm: vm, objects: objects).text(tree.root)
            tree.clear(vm)
            return text
        } catch {
            return objects.lastError.text
        }
    }
}
