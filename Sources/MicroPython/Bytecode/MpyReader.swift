/// Reads a .mpy file into guest RAM (py/persistentcode.c, v1.29), allocating as MicroPython does.
///
/// The file is untrusted: every length, number and index is checked, and a file that breaks off or lies is refused in
/// MicroPython's words. Not modelled: native code.
struct MpyReader<Objects: ConstantObjects> {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0
    private let vm: VM
    private let objects: Objects
    private let isOnlyRun: Bool
    private var check = CodeCheck(nameCount: 0, objectCount: 0, childCount: 0)

    /// Nested tuples and functions beyond this are refused.
    private static var depthMax: Int { 100 }

    /// - Parameter context: see `ModuleContext`; gets its tables here.
    /// - Parameter isOnlyRun: whoever only runs the module needs no list of the functions in it.
    static func read(
        _ bytes: UnsafeRawBufferPointer, into context: GuestAddress, _ objects: Objects, _ vm: VM,
        isOnlyRun: Bool = false
    ) throws(GuestException) -> CompiledModule {
        var reader = MpyReader(bytes: bytes, vm: vm, objects: objects, isOnlyRun: isOnlyRun)
        return try reader.readModule(context)
    }

    private init(bytes: UnsafeRawBufferPointer, vm: VM, objects: Objects, isOnlyRun: Bool) {
        self.isOnlyRun = isOnlyRun
        self.bytes = bytes
        self.vm = vm
        self.objects = objects
    }

    private var incompatible: GuestException { @inline(never) get { objects.valueError("incompatible .mpy file", vm) } }

    private mutating func readModule(_ context: GuestAddress) throws(GuestException) -> CompiledModule {
        try readHeader()
        let nameCount = try readCount()
        let objectCount = try readCount()
        guard nameCount > 0 else { throw incompatible }
        try ModuleContext.allocateTables(context, nameCount: nameCount, objectCount: objectCount, vm)
        let names = ModuleContext.nameTable(context, vm.ram)
        for index in 0..<nameCount {
            let name = try readName()
            ModuleContext.setName(index, name, table: names, vm.ram)
        }
        for index in 0..<objectCount {
            ModuleContext.setObject(index, try readObject(depth: 0), context, vm.ram)
        }
        check.nameCount = nameCount
        check.objectCount = objectCount
        let body = try readCode(depth: 0)
        return CompiledModule(context: context, body: body, nameCount: nameCount, objectCount: objectCount)
    }

    private mutating func readHeader() throws(GuestException) {
        let magic = try readByte()
        let version = try readByte()
        let features = try readByte()
        let smallIntBits = try readByte()
        let architecture = features >> MpyFormat.architectureShift & MpyFormat.architectureMask
        let subVersion = features & MpyFormat.subVersionMask
        guard magic == MpyFormat.magic, version == MpyFormat.version,
            architecture == 0 || subVersion == MpyFormat.subVersion, smallIntBits <= 31
        else { throw incompatible }
        if architecture != 0 { throw objects.valueError("native code in .mpy unsupported", vm) }
        if features & MpyFormat.architectureFlags != 0 { throw incompatible }
    }

    // MARK: Numbers and text

    @inline(__always) private mutating func readByte() throws(GuestException) -> UInt8 {
        let place = offset
        guard place < bytes.count else { throw incompatible }
        offset = place &+ 1
        return bytes[place]
    }

    /// Most numbers take one byte, nearly all others two.
    @inline(__always) private mutating func readNumber() throws(GuestException) -> Int {
        if offset < bytes.count {
            let first = bytes[offset]
            if first & 0x80 == 0 {
                offset &+= 1
                return Int(first)
            }
            if offset &+ 1 < bytes.count {
                let second = bytes[offset &+ 1]
                if second & 0x80 == 0 {
                    offset &+= 2
                    return Int(first & 0x7f) &<< 7 | Int(second)
                }
            }
        }
        return try readLongNumber()
    }

    @inline(never) private mutating func readLongNumber() throws(GuestException) -> Int {
        var value = 0
        for _ in 0..<VarInt.byteCountMax {
            let byte = try readByte()
            value = value << 7 | Int(byte & 0x7f)
            if byte & 0x80 == 0 {
                guard value <= Int(UInt32.max) else { throw incompatible }
                return value
            }
        }
        throw incompatible
    }

    /// A number of things that take at least one byte each, so no more than bytes are left.
    @inline(__always) private mutating func readCount() throws(GuestException) -> Int {
        let count = try readNumber()
        guard count <= bytes.count - offset else { throw incompatible }
        return count
    }

    @inline(__always) private mutating func readBytes(_ count: Int) throws(GuestException) -> UnsafeRawBufferPointer {
        guard count <= bytes.count - offset else { throw incompatible }
        defer { offset &+= count }
        return UnsafeRawBufferPointer(start: bytes.baseAddress.map { $0 + offset }, count: count)
    }

    /// Most names are those of every firmware, by their numbers.
    @inline(__always) private mutating func readName() throws(GuestException) -> Qstr {
        let mark = try readNumber()
        if mark & 1 == 0 { return try readNewName(mark) }
        guard (1..<CoreName.staticCount).contains(mark >> 1) else { throw incompatible }
        return Qstr(id: UInt32(truncatingIfNeeded: mark >> 1))
    }

    @inline(never) private mutating func readNewName(_ mark: Int) throws(GuestException) -> Qstr {
        let text = try readBytes(mark >> 1)
        _ = try readByte()
        if vm.state.pointee.isPlacingFlash { return vm.internInFlash(String(decoding: text, as: UTF8.self)) }
        // The name passes through a buffer of its own before it is interned.
        let buffer = try vm.allocate(text.count, .buffer)
        if buffer != 0 { vm.ram.copy(text, to: buffer) }
        let name = try vm.intern(text)
        vm.freeOwn(buffer, byteCount: text.count)
        return name
    }

    // MARK: Objects

    private mutating func readObject(depth: Int) throws(GuestException) -> Value {
        guard let kind = MpyFormat.ObjectKind(rawValue: try readByte()), depth < MpyReader.depthMax else {
            throw incompatible
        }
        switch kind {
        case .functionTable: throw objects.valueError("native code in .mpy unsupported", vm)
        case .none: return .none
        case .false: return .false
        case .true: return .true
        case .ellipsis: return objects.ellipsis
        case .tuple:
            let count = try readCount()
            let tuple = try objects.tuple(itemCount: count, vm)
            for index in 0..<count {
                let item = try readObject(depth: depth + 1)
                vm.ram[tuple.address &+ UInt32(8 + 4 * index)] = item.bits
            }
            return tuple
        case .str, .bytes, .int, .float, .complex: return try readText(kind)
        }
    }

    private mutating func readText(_ kind: MpyFormat.ObjectKind) throws(GuestException) -> Value {
        let count = try readCount()
        if count == 0 && kind == .bytes {
            _ = try readByte()
            return objects.emptyBytes(vm)
        }
        let text = try readBytes(count)
        let buffer = try vm.allocate(count + 1, .buffer)
        vm.ram.copy(text, to: buffer)
        let copy = vm.ram.bytes(buffer, count: count)
        switch kind {
        case .str:
            _ = try readByte()
            return try objects.str(buffer: buffer, count: count, vm)
        case .bytes:
            _ = try readByte()
            return try objects.bytes(buffer: buffer, count: count, vm)
        case .int: return try objects.integer(copy, vm)
        case .float: return try objects.float(copy, isComplex: false, vm)
        case .complex: return try objects.float(copy, isComplex: true, vm)
        case .functionTable, .none, .false, .true, .ellipsis, .tuple: throw incompatible
        }
    }

    // MARK: Code

    private mutating func readCode(depth: Int) throws(GuestException) -> CompiledCode {
        let mark = try readNumber()
        guard depth < MpyReader.depthMax else { throw incompatible }
        guard mark & MpyFormat.kindMask == MpyFormat.bytecodeKind else {
            throw objects.valueError("native code in .mpy unsupported", vm)
        }
        let text = try readBytes(mark >> MpyFormat.lengthShift)
        let code = try vm.allocate(text.count, .bytecode)
        vm.ram.copy(text, to: code)
        var childBlock: GuestAddress = 0
        var children: [CompiledCode] = []
        var count = 0
        if mark & MpyFormat.childrenBit != 0 {
            count = try readCount()
            if !isOnlyRun { children.reserveCapacity(min(count, 256)) }
            childBlock = try vm.allocate(count * 4, .compiler)
            for index in 0..<count {
                let child = try readCode(depth: depth + 1)
                vm.ram[childBlock &+ UInt32(4 * index)] = child.rawCode
                if !isOnlyRun { children.append(child) }
            }
        }
        check.childCount = count
        guard let start = text.assumingMemoryBound(to: UInt8.self).baseAddress,
            let prelude = check.accepted(start, byteCount: text.count)
        else { throw incompatible }
        let rawCode = try RawCode.allocate(vm)
        RawCode.assign(
            rawCode, code: code, codeByteCount: text.count, children: childBlock, childCount: count,
            isGenerator: prelude.signature.isGenerator, vm)
        return CompiledCode(rawCode: rawCode, code: code, codeByteCount: text.count, children: children)
    }
}
