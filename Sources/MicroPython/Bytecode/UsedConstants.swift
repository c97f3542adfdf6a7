/// Which entries of a module's tables a function and those in it refer to.
struct UsedConstants {
    private(set) var names: Set<Int> = [0]
    private(set) var objects: Set<Int> = []
    /// Up to the last one used; one entry at least.
    var nameCount: Int { (names.max() ?? 0) + 1 }
    var objectCount: Int { (objects.max() ?? 0) + 1 }

    init(_ code: CompiledCode, _ ram: GuestRAM) { add(code, ram) }

    private mutating func add(_ code: CompiledCode, _ ram: GuestRAM) {
        let bytes = UnsafePointer(ram.pointer(code.code).assumingMemoryBound(to: UInt8.self))
        guard let prelude = Prelude.decode(bytes, byteCount: code.codeByteCount) else { return }
        names.formUnion(prelude.nameIndices(bytes))
        var offset = prelude.codeOffset
        while let instruction = Instruction.decode(bytes, at: offset, end: code.codeByteCount) {
            if instruction.opcode.operandFormat == .name { names.insert(instruction.operand) }
            if instruction.opcode.operandFormat == .object { objects.insert(instruction.operand) }
            offset = instruction.next
        }
        for child in code.children { add(child, ram) }
    }
}

extension CompiledCode {
    /// A function that exists already, by its raw code, where the firmware keeps the sizes (`FirmwareFeatures.tracing`).
    init(rawCode: GuestAddress, _ ram: GuestRAM) {
        let children = RawCode.children(rawCode, ram)
        self.init(
            rawCode: rawCode, code: RawCode.code(rawCode, ram), codeByteCount: RawCode.codeByteCount(rawCode, ram),
            children: (0..<RawCode.childCount(rawCode, ram)).map { index in
                CompiledCode(rawCode: ram[children &+ UInt32(index * 4)], ram)
            })
    }

    /// Whether it or a function in it is one of `@micropython.native`.
    func containsNative(_ ram: GuestRAM) -> Bool {
        RawCode.isNative(rawCode, ram) || children.contains { $0.containsNative(ram) }
    }
}
