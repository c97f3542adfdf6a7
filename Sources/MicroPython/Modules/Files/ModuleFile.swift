/// What `import` looks for, and the file or directory that it found (py/builtinimport.c and extmod/vfs_reader.c, v1.29). Its
/// path lies in a buffer of the host's, as long as the reference's.
struct ModuleFile: ~Copyable {
    private let memory: UnsafeMutableRawPointer
    private var count = 0
    private let countMax: Int
    private(set) var isPackage = false
    private var frozen: FrozenModule?

    /// The longest of what is put behind a path: `/__init__` and `.mpy`.
    private static let suffixBytesMax = 13

    init(_ vm: VM) {
        countMax = vm.firmware.pathBytesMax
        memory = .allocate(byteCount: countMax + ModuleFile.suffixBytesMax, alignment: 1)
    }

    deinit { memory.deallocate() }

    private var path: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

    private mutating func append(_ text: StaticString) {
        (memory + count).copyMemory(from: text.utf8Start, byteCount: text.utf8CodeUnitCount)
        count += text.utf8CodeUnitCount
    }

    /// The path of a module in a directory, which is the current one where it has no name.
    private mutating func set(
        _ directory: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer, _ vm: VM
    ) throws(GuestException) {
        guard directory.count + (directory.isEmpty ? 0 : 1) + name.count + 4 < countMax else {
            throw vm.error(.runtimeError, arguments: [])
        }
        count = 0
        if let start = directory.baseAddress, !directory.isEmpty {
            memory.copyMemory(from: start, byteCount: directory.count)
            count = directory.count
            append("/")
        }
        if let start = name.baseAddress { (memory + count).copyMemory(from: start, byteCount: name.count) }
        count += name.count
    }

    // MARK: Finding

    /// Along the entries of `sys.path`.
    mutating func find(
        _ name: UnsafeRawBufferPointer, along path: Value, _ vm: VM
    ) throws(GuestException) -> Bool {
        let entries = try GuestWords.of(path, vm)
        for index in 0..<entries.count {
            let entry = try vm.text(of: vm.ram.value(entries.at(index)))
            if try find(name, in: entry, vm) { return true }
        }
        return false
    }

    /// A package, a source or a compiled module.
    mutating func find(
        _ name: UnsafeRawBufferPointer, in directory: UnsafeRawBufferPointer, _ vm: VM
    ) throws(GuestException) -> Bool {
        try set(directory, name, vm)
        if isInFlash {
            isPackage = vm.isFrozenPackage(at: path)
            frozen = vm.frozenModule(at: path)
            return isPackage || frozen != nil
        }
        isPackage = try vm.kind(ofModule: path) == .directory
        if isPackage { return true }
        return try findFile(vm)
    }

    private var isInFlash: Bool { path.starts(with: ".frozen/".utf8) }

    private mutating func findFile(_ vm: VM) throws(GuestException) -> Bool {
        if isInFlash {
            frozen = vm.frozenModule(at: path)
            return frozen != nil
        }
        let stem = count
        append(".py")
        if try vm.kind(ofModule: path) == .file { return true }
        count = stem
        append(".mpy")
        return try vm.kind(ofModule: path) == .file
    }

    // MARK: Loading

    /// Runs the file, or a package's `__init__`, in a module.
    consuming func load(_ module: Value, _ vm: VM) throws(GuestException) {
        if isPackage {
            try vm.storeAttribute(module, Qstr(.__path__), vm.newStr(path))
            append("/__init__")
            guard try findFile(vm) else { return }
        }
        if let frozen { return try vm.runFrozen(frozen, in: module) }
        try loadFile(module, vm)
    }

    private func loadFile(_ module: Value, _ vm: VM) throws(GuestException) {
        let name = try vm.intern(path)
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        vm.keep(module)
        // The file is closed and dead before the module's body runs.
        let beforeFile = vm.openScope()
        let reader = try FileReader(name, vm)
        let globals = ModuleObject.globals(module.address, vm.ram)
        if path[count - 3] == UInt8(ascii: "m") {
            try vm.runCompiled(reader, name: name, in: module, scope: beforeFile)
        } else {
            try vm.runSource(reader, name: name, in: globals, scope: beforeFile)
        }
    }
}

/// A file of the guest's that is read to be compiled or loaded: opened through the mount table, then read in pieces into a
/// block of 32 bytes, 7 of them for the reader itself. Here it is read at once, before the lexer asks for it.
struct FileReader {
    let bytes: [UInt8]
    private let file: Value
    private let block: GuestAddress

    private static let headerBytes = 7
    private static let pieceBytesMax = 255

    init(_ name: Qstr, _ vm: VM) throws(GuestException) {
        let table = MountTable(vm: vm)
        let (place, rest) = try table.find(Value(name))
        file = try vm.callTwo(vm.loadMethod(table.volume(place), Qstr(.open)), rest, Value(.rb))
        vm.keep(file)
        let stream = try vm.stream(file, for: .read)
        var pieceBytes = SourceReader.fileBlockByteCount - FileReader.headerBytes
        if stream.actions.pointee.canControl, case .done(let wanted) = try stream.answer(.bufferSize), wanted > 0 {
            pieceBytes = min(FileReader.pieceBytesMax, max(16 - FileReader.headerBytes, wanted))
        }
        block = try vm.allocate(FileReader.headerBytes + pieceBytes)
        vm.ram[block] = file.bits
        var text = TextBuffer()
        while true {
            let piece = vm.ram.mutableBytes(block &+ UInt32(FileReader.headerBytes), count: pieceBytes)
            let outcome: StreamResult
            do throws(GuestException) {
                outcome = try stream.readOnce(into: piece)
            } catch {
                // The first piece is read before anybody could close the file.
                if text.count > 0 {
                    vm.keep(error.value)
                    // What the closing raises comes instead.
                    try FileReader.close(file, block, vm)
                }
                throw error
            }
            switch outcome {
            case .done(let count):
                text.append(piece.baseAddress!, count: max(0, min(count, piece.count)))
                if count < pieceBytes {
                    bytes = text.bytes
                    return
                }
            case .failed(let number):
                // Later pieces that fail end the file, as there.
                if text.count == 0 { throw vm.osError(number) }
                bytes = text.bytes
                return
            }
        }
    }

    /// What has been read so far. An array's `append` takes longer than the copy of a piece.
    private struct TextBuffer: ~Copyable {
        /// Most pieces are no longer than that.
        private static let quickBytes = 32

        private var memory = UnsafeMutableRawPointer.allocate(byteCount: 2048, alignment: 16)
        private var capacity = 2048
        private(set) var count = 0

        deinit { memory.deallocate() }

        var bytes: [UInt8] { [UInt8](UnsafeRawBufferPointer(start: memory, count: count)) }

        mutating func append(_ piece: UnsafeMutableRawPointer, count added: Int) {
            if count &+ TextBuffer.quickBytes &+ added > capacity { grow() }
            if added <= TextBuffer.quickBytes {
                // Behind the piece there is more of the guest's memory, behind the text there is room.
                let bytes = piece.loadUnaligned(as: SIMD32<UInt8>.self)
                (memory + count).storeBytes(of: bytes, as: SIMD32<UInt8>.self)
            } else {
                (memory + count).copyMemory(from: piece, byteCount: added)
            }
            count &+= added
        }

        /// A piece is smaller than the first buffer.
        private mutating func grow() {
            let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2, alignment: 16)
            larger.copyMemory(from: memory, byteCount: count)
            memory.deallocate()
            memory = larger
            capacity *= 2
        }
    }

    /// For the lexer, which closes the file. What `close` of a file in Python raises is dropped then.
    var source: SourceReader { SourceReader(bytes) { vm in try? close(vm) } }

    func close(_ vm: VM) throws(GuestException) { try FileReader.close(file, block, vm) }

    private static func close(_ file: Value, _ block: GuestAddress, _ vm: VM) throws(GuestException) {
        _ = try vm.stream(file, for: .control).ask(.close)
        vm.free(block)
    }
}

extension VM {
    /// What `import` sees at a path: of a file system in Python, `stat` says it.
    func kind(ofModule path: UnsafeRawBufferPointer) throws(GuestException) -> GuestFileKind {
        let table = MountTable(vm: self)
        let end = ByteSearch.position(of: 0, path) ?? path.count
        if end == 0 { return .missing }
        let (place, rest) = table.find(UnsafeRawBufferPointer(rebasing: path[..<end]))
        guard case .volume(let record) = place else { return .missing }
        let object = table.object(record)
        if isExactly(object, .volume) {
            return state.pointee.files.kind(of: try VolumeObject.path(self, object, rest, isImport: true))
        }
        let status: Value
        do throws(GuestException) {
            status = try callOne(loadMethod(object, Qstr(.stat)), newStr(rest))
        } catch { return .missing }
        let words = try GuestWords.of(status, self)
        guard words.count == 10 else {
            throw error(
                .valueError, "requested length %d but object has length %d", .int(10), .int(words.count))
        }
        return try int(ram.value(words.at(0))) & FileStatus.directoryMode != 0 ? .directory : .file
    }
}
