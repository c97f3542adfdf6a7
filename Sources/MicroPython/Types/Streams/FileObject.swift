/// Open files: `TextIOWrapper` and `FileIO`, `type, number` (8 bytes, closed by the collector; extmod/vfs_posix_file.c, v1.29).
/// The number leads to the host's side of the file, see `FileTable`; -1: closed. 0 to 2 are the console's.
///
/// Not modelled: that the files in a board's own flash are larger objects; they are those of the unix port.
enum FileObject {
    /// The number of a FAT file that is closed.
    private static let closedFAT: Int32 = -2
    /// The number of a file of a littlefs that is closed.
    private static let closedLittlefs: Int32 = -3

    static func number(_ vm: VM, _ file: Value) -> Int { Int(Int32(bitPattern: vm.ram[file.address &+ 4])) }

    private static func open(_ vm: VM, _ file: Value) throws(GuestException) -> Int {
        let number = number(vm, file)
        if number == Int(closedLittlefs) { throw vm.error(.valueError, arguments: []) }
        if number == Int(closedFAT) { throw vm.osError(FileError.invalid.number) }
        if number < 0 { throw vm.error(.valueError, "I/O operation on closed file") }
        return number
    }

    /// Opens what lies at a path as seen from the root of the firmware's files, or takes over a number.
    static func make(_ vm: VM, path: String?, number: Int32 = -1, mode text: Value) throws(GuestException) -> Value {
        let (mode, type) = try readMode(vm, text)
        let address = try vm.allocateWithFinaliser(8)
        vm.ram[address] = type.address
        vm.ram[address &+ 4] = UInt32(bitPattern: number)
        if let path {
            let file = try vm.onDisk { files throws(FileError) in
                guard !path.isEmpty else { throw .missing }
                return try files.open(path, mode)
            }
            vm.ram[address &+ 4] = vm.word(vm.state.pointee.openFiles.add(file))
        }
        return Value(address: address)
    }

    /// An object of the size that FAT files have, for what another file system opens; it keeps that one alive.
    static func make(
        _ vm: VM, mode text: Value, of fileSystem: Value, byteCount: Int = 48,
        opening open: (FileMode) throws(GuestException) -> any OpenFile
    ) throws(GuestException) -> Value {
        let (mode, type) = try readMode(vm, text)
        let address = try vm.allocateWithFinaliser(byteCount)
        vm.ram[address] = type.address
        vm.ram[address &+ 4] = UInt32(bitPattern: -1)
        vm.ram[address &+ 8] = fileSystem.bits
        let file = try open(mode)
        vm.ram[address &+ 4] = vm.word(vm.state.pointee.openFiles.add(file))
        return Value(address: address)
    }

    /// The letters of a mode in any order, the last of a kind winning; others mean nothing.
    private static func readMode(_ vm: VM, _ text: Value) throws(GuestException) -> (FileMode, NativeType) {
        var mode = FileMode()
        var type = NativeType.textFile
        for letter in try vm.cText(of: text) {
            switch letter {
            case UInt8(ascii: "r"): (mode.reads, mode.writes) = (true, false)
            case UInt8(ascii: "w"): mode = FileMode(reads: false, writes: true, creates: true, truncates: true)
            case UInt8(ascii: "a"): mode = FileMode(reads: false, writes: true, creates: true, appends: true)
            case UInt8(ascii: "+"): (mode.reads, mode.writes) = (true, true)
            case UInt8(ascii: "b"): type = .binaryFile
            case UInt8(ascii: "t"): type = .textFile
            default: break
            }
        }
        return (mode, type)
    }

    // MARK: The stream

    /// What the guest's own device has raised meanwhile, or the number.
    private static func failure(_ file: (any OpenFile)?, _ error: FileError) throws(GuestException) -> StreamResult {
        if let device = file?.device as? any RaisingDevice, let raised = device.raised {
            device.raised = nil
            throw raised
        }
        return .failed(error.number)
    }

    private static let read: StreamProtocol.Read = { vm, value, buffer throws(GuestException) in
        let number = try open(vm, value)
        if number == 0, vm.state.pointee.openFiles[0] == nil { return try vm.readConsole(into: buffer) }
        guard let file = vm.state.pointee.openFiles[number] else { return .failed(FileError.badFile.number) }
        do throws(FileError) { return .done(try file.read(into: buffer)) } catch { return try failure(file, error) }
    }

    private static let write: StreamProtocol.Write = { vm, value, bytes throws(GuestException) in
        let number = try open(vm, value)
        if let file = vm.state.pointee.openFiles[number] {
            do throws(FileError) { return .done(try file.write(bytes)) } catch { return try failure(file, error) }
        }
        guard number == 1 || number == 2 else { return .failed(FileError.badFile.number) }
        vm.writeConsole(bytes, isError: number == 2)
        return .done(bytes.count)
    }

    private static let control: StreamProtocol.Control = { vm, value, request, argument throws(GuestException) in
        if request == .close {
            let number = number(vm, value)
            let isFAT = number == Int(closedFAT) || vm.state.pointee.openFiles[number] is FATFile
            let file = vm.state.pointee.openFiles[number]
            if number >= 0 { vm.state.pointee.openFiles.close(number) }
            let isLittlefs = number == Int(closedLittlefs) || file is LFSFile
            vm.ram[value.address &+ 4] = UInt32(bitPattern: isFAT ? closedFAT : isLittlefs ? closedLittlefs : -1)
            if let failure = (file as? LFSFile)?.closeFailure { return .failed(failure.number) }
            return .done(0)
        }
        switch request {
        case .flush, .seek, .poll, .fileNumber: return try control(vm, try open(vm, value), request, argument)
        default: return .refused
        }
    }

    private static func control(
        _ vm: VM, _ number: Int, _ request: StreamRequest, _ argument: UInt32
    ) throws(GuestException) -> StreamResult {
        if request == .fileNumber { return .done(number) }
        let file = vm.state.pointee.openFiles[number]
        guard file != nil || number <= 2 else { return .failed(FileError.badFile.number) }
        switch request {
        case .poll:
            let input = vm.state.pointee.input
            let isReady = file?.isReady ?? (toRead: number == 0 && input?.isReady ?? true, toWrite: number != 0)
            return StreamPoll.answer(argument, canRead: isReady.toRead, canWrite: isReady.toWrite)
        case .flush:
            do throws(FileError) { try file?.flush() } catch { return try failure(file, error) }
        default:
            guard let file else { return .failed(FileError.cannotSeek.number) }
            let seek = SeekArgument(address: argument, vm: vm)
            guard let origin = SeekOrigin(rawValue: seek.origin) else { return .refused }
            do throws(FileError) { seek.offset = try file.seek(seek.offset, from: origin) } catch {
                return .failed(error.number)
            }
        }
        return .done(0)
    }

    // MARK: The type

    private static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write("<io.")
        try printer.write(vm.typeName(value))
        let number = number(vm, value)
        let hasNone = number == Int(closedLittlefs) || vm.state.pointee.openFiles[number] is LFSFile
        try printer.write(text: hasNone ? ">" : " \(number)>")
    }

    /// `buffer` of the console's streams; the method table has the rest.
    private static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard store == .sentinel, vm.isName(name, "buffer"),
            let stream = StandardStreams.addresses.firstIndex(of: value.address)
        else { return .missing }
        return LoadedAttribute(Value(address: StandardStreams.bufferAddresses[stream]))
    }

    static let textType = TypeSlots(
        name: "TextIOWrapper", print: print, attribute: attribute, next: StreamMethods.next,
        stream: StreamProtocol(isText: true, read: read, write: write, control: control), methods: methods)
    static let binaryType = TypeSlots(
        name: "FileIO", print: print, next: StreamMethods.next,
        stream: StreamProtocol(read: read, write: write, control: control), methods: methods)

    private static let methods: MethodTable = [
        "fileno": .fixed(1) { vm, arguments throws(GuestException) in
            Value(smallInt: Int32(truncatingIfNeeded: try open(vm, arguments[0])))
        },
        "read": StreamMethods.read, "readinto": StreamMethods.readInto, "readline": StreamMethods.readLine,
        "readlines": StreamMethods.readLines, "write": StreamMethods.write, "seek": StreamMethods.seek,
        "tell": StreamMethods.tell, "flush": StreamMethods.flush, "close": StreamMethods.close,
        "__del__": StreamMethods.close, "__enter__": StreamMethods.enter, "__exit__": StreamMethods.exit,
    ]
}
