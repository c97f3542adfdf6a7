/// Writes a compiled module as a .mpy file (py/persistentcode.c, v1.29).
struct MpyWriter {
    private(set) var bytes: [UInt8] = []
    /// How many bytes were written at a time: a buffer that grows with them, as the reference's, has its steps from it.
    private(set) var pieces: [Int] = []
    private var pieceStart = 0
    private let vm: VM
    private let objects: any ConstantObjects

    /// - Parameter smallIntBits: bits of a small int on the machine that the file is for.
    static func write(
        _ module: CompiledModule, smallIntBits: Int = 31, _ objects: any ConstantObjects, _ vm: VM
    ) throws(GuestException) -> [UInt8] {
        var writer = MpyWriter(vm: vm, objects: objects)
        writer.writeHeader(smallIntBits, nameCount: module.nameCount, objectCount: module.objectCount)
        for index in 0..<module.nameCount { writer.write(ModuleContext.name(index, module.context, vm.ram)) }
        for index in 0..<module.objectCount {
            try writer.write(ModuleContext.object(index, module.context, vm.ram))
        }
        writer.write(module.body)
        return writer.bytes
    }

    /// Writes one function of a module as a file of its own: both tables up to the last entry that it uses, with nothing in the places of
    /// those that it does not. The pieces' code begins behind `tablePieceCount` of them.
    static func write(
        function: CompiledCode, of context: GuestAddress, using tables: UsedConstants, _ objects: any ConstantObjects,
        _ vm: VM
    ) throws(GuestException) -> (bytes: [UInt8], pieces: [Int], tablePieceCount: Int) {
        var writer = MpyWriter(vm: vm, objects: objects)
        writer.writeHeader(31, nameCount: tables.nameCount, objectCount: tables.objectCount)
        for index in 0..<tables.nameCount {
            writer.write(tables.names.contains(index) ? ModuleContext.name(index, context, vm.ram) : Qstr(.empty))
        }
        for index in 0..<tables.objectCount {
            try writer.write(tables.objects.contains(index) ? ModuleContext.object(index, context, vm.ram) : .none)
        }
        let tablePieceCount = writer.pieces.count
        writer.write(function)
        return (writer.bytes, writer.pieces, tablePieceCount)
    }

    private mutating func writeHeader(_ smallIntBits: Int, nameCount: Int, objectCount: Int) {
        bytes = [MpyFormat.magic, MpyFormat.version, 0, UInt8(smallIntBits)]
        endPiece()
        write(nameCount)
        write(objectCount)
    }

    private mutating func endPiece() {
        pieces.append(bytes.count - pieceStart)
        pieceStart = bytes.count
    }

    private init(vm: VM, objects: any ConstantObjects) {
        self.vm = vm
        self.objects = objects
    }

    private mutating func write(_ number: Int) {
        VarInt.encode(UInt32(number)) { bytes.append($0) }
        endPiece()
    }

    /// Names that the format numbers are written as that number, others as text with a final zero.
    private mutating func write(_ name: Qstr) {
        if name.id < UInt32(CoreName.staticCount) { return write(Int(name.id) << 1 | 1) }
        let text = vm.text(name)
        write(text.count << 1)
        bytes += text
        bytes.append(0)
        endPiece()
    }

    private mutating func write(_ object: Value) throws(GuestException) {
        switch objects.kind(object, vm) {
        case .none: write(MpyFormat.ObjectKind.none)
        case .false: write(MpyFormat.ObjectKind.false)
        case .true: write(MpyFormat.ObjectKind.true)
        case .ellipsis: write(MpyFormat.ObjectKind.ellipsis)
        case .str(let text): write(.str, text)
        case .bytes(let text): write(.bytes, text)
        case .int: write(.int, number: try objects.numberText(object, vm))
        case .float: write(.float, number: try objects.numberText(object, vm))
        case .complex: write(.complex, number: try objects.numberText(object, vm))
        case .tuple(let items, let count):
            write(MpyFormat.ObjectKind.tuple)
            write(count)
            for index in 0..<UInt32(count) { try write(vm.ram.value(items &+ 4 * index)) }
        }
    }

    private mutating func write(_ kind: MpyFormat.ObjectKind) {
        bytes.append(kind.rawValue)
        endPiece()
    }

    private mutating func write(_ kind: MpyFormat.ObjectKind, _ text: UnsafeRawBufferPointer) {
        write(kind)
        write(text.count)
        bytes += text
        bytes.append(0)
        endPiece()
    }

    /// Numbers are written as decimal text, without a final zero.
    private mutating func write(_ kind: MpyFormat.ObjectKind, number: String) {
        write(kind)
        write(number.utf8.count)
        bytes += number.utf8
        endPiece()
    }

    private mutating func write(_ code: CompiledCode) {
        let hasChildren = code.children.isEmpty ? 0 : MpyFormat.childrenBit
        write(code.codeByteCount << MpyFormat.lengthShift | hasChildren | MpyFormat.bytecodeKind)
        bytes += vm.ram.bytes(code.code, count: code.codeByteCount)
        endPiece()
        if code.children.isEmpty { return }
        write(code.children.count)
        for child in code.children { write(child) }
    }
}
