/// `marshal` (extmod/modmarshal.c and py/persistentcode.c, v1.29): code objects as .mpy files.
enum MarshalModule {
    static let members: MethodTable = ["dumps": .fixed(1, dump), "loads": .fixed(1, load)]

    private static func dump(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        guard vm.isExactly(arguments[0], .code) else { throw vm.error(.valueError, "unmarshallable object") }
        let code = CompiledCode(rawCode: CodeObject.rawCode(arguments[0], vm), vm.ram)
        // It has bytecode here, but not there.
        if code.containsNative(vm.ram) { throw vm.error(.valueError, "function must be bytecode") }
        let used = UsedConstants(code, vm.ram)
        // The reference's bit vectors of what is used, its sketch of the functions, and the text that grows.
        var vectors: [GuestAddress] = []
        for count in [used.nameCount, used.objectCount] { vectors.append(try bitVector(vm, count)) }
        let sketch = try sketchChildren(vm, code)
        let file = try MpyWriter.write(
            function: code, of: CodeObject.context(arguments[0], vm), using: used, GuestObjects(), vm)
        var text = try TextBuffer(capacity: 64, vm)
        var offset = 0
        for (index, count) in file.pieces.enumerated() {
            if index == file.tablePieceCount { for vector in vectors { vm.free(vector) } }
            try text.append(Array(file.bytes[offset..<offset + count]), vm)
            offset += count
        }
        for block in sketch { vm.free(block) }
        return try vm.newStr(adopting: &text, .bytes)
    }

    private static func bitVector(_ vm: VM, _ count: Int) throws(GuestException) -> GuestAddress {
        var words = 1
        var block = try vm.allocate(words * 4, .buffer)
        while words * 32 < count {
            words *= 2
            block = try vm.reallocate(block, words * 4)
        }
        return block
    }

    private static func sketchChildren(_ vm: VM, _ code: CompiledCode) throws(GuestException) -> [GuestAddress] {
        if code.children.isEmpty { return [] }
        var blocks = [try vm.allocate(code.children.count * 16, .buffer)]
        for child in code.children { blocks += try sketchChildren(vm, child) }
        return blocks
    }

    private static func load(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let bytes = try vm.requiredBuffer(arguments[0])
        // Until the file is read the module context is no object of the heap.
        let draft = vm.pushScratch(ModuleContext.byteCount / 4)
        defer { vm.popScratch(ModuleContext.byteCount / 4) }
        vm.ram.clear(draft, count: ModuleContext.byteCount)
        ModuleContext.setGlobals(draft, vm.currentGlobals, vm.ram)
        let module = try MpyReader.read(
            vm.ram.bytes(bytes.address, count: bytes.count), into: draft, GuestObjects(), vm)
        let context = try ModuleContext.allocate(vm)
        vm.ram.copy(from: draft, to: context, count: ModuleContext.byteCount)
        return try CodeObject.make(vm, rawCode: module.body.rawCode, context: context)
    }
}
