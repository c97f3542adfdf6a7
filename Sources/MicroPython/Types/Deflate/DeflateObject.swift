/// `deflate.DeflateIO(stream, format=AUTO, wbits=0, close=False)`: `type, stream, format | bits of the window << 2 | close << 6, reader`, and `writer` where
/// the firmware can compress (extmod/moddeflate.c, v1.29). Reader and writer are made when they are first needed.
enum DeflateObject {
    private enum Offset {
        static let stream: UInt32 = 4
        static let settings: UInt32 = 8
        static let reader: UInt32 = 12
        static let writer: UInt32 = 16
    }

    /// For who gave none.
    private static let defaultWindowBits = 8

    private static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 4, keywords: false)
        let format = try arguments.optional(1).map { value throws(GuestException) in try vm.int(value) } ?? 0
        let bits = try arguments.optional(2).map { value throws(GuestException) in try vm.int(value) } ?? 0
        guard (0...3).contains(format) else { throw vm.error(.valueError, "format") }
        guard bits == 0 || (5...15).contains(bits) else { throw vm.error(.valueError, "wbits") }
        let address = try vm.allocate(vm.has(.deflateCompression) ? 20 : 16)
        vm.ram[address] = type
        vm.ram[address &+ Offset.stream] = arguments[0].bits
        vm.ram[address &+ Offset.reader] = 0
        if vm.has(.deflateCompression) { vm.ram[address &+ Offset.writer] = 0 }
        let closes = try arguments.optional(3).map { value throws(GuestException) in try vm.isTrue(value) } ?? false
        vm.ram[address &+ Offset.settings] = vm.word(format | bits << 2 | (closes ? 1 << 6 : 0))
        return Value(address: address)
    }

    private static func format(_ vm: VM, _ object: GuestAddress) -> CompressionHeader.Format {
        CompressionHeader.Format(rawValue: vm.ram[object &+ Offset.settings] & 3) ?? .auto
    }
    private static func windowBits(_ vm: VM, _ object: GuestAddress) -> Int {
        Int(vm.ram[object &+ Offset.settings] >> 2 & 15)
    }
    private static func closes(_ vm: VM, _ object: GuestAddress) -> Bool {
        vm.ram[object &+ Offset.settings] & 1 << 6 != 0
    }

    /// The stream below; nil: this one was closed.
    private static func stream(_ vm: VM, _ object: GuestAddress, _ need: Stream.Need) throws(GuestException) -> Stream?
    {
        let value = vm.ram.value(object &+ Offset.stream)
        return value.isNull ? nil : try vm.stream(value, for: need)
    }

    // MARK: Reading

    /// nil: the header is not what was asked for.
    private static func reader(_ vm: VM, _ object: GuestAddress) throws(GuestException) -> Inflater? {
        guard let stream = try stream(vm, object, .read) else { return nil }
        let known = vm.ram[object &+ Offset.reader]
        if known != 0 { return Inflater(vm: vm, address: known, stream: stream) }
        let address = try vm.allocate(Inflater.byteCount)
        vm.ram.clear(address, count: Inflater.byteCount)
        vm.ram[object &+ Offset.reader] = address
        let reader = Inflater(vm: vm, address: address, stream: stream)
        let (asked, format) = (windowBits(vm, object), format(vm, object))
        var bits = asked == 0 ? defaultWindowBits : asked
        if format != .raw {
            guard let header = try CompressionHeader.read(reader) else { return nil }
            reader.begin(checksum: header.format == .gzip ? .crc : .adler)
            guard format == .auto || format == header.format else { return nil }
            bits = asked == 0 ? header.windowBits : min(asked, header.windowBits)
        }
        reader.begin(window: try vm.allocate(1 << bits, .buffer), size: 1 << bits)
        return reader
    }

    private static let read: StreamProtocol.Read = { vm, value, buffer throws(GuestException) in
        guard let reader = try reader(vm, value.address) else { return .refused }
        if reader.isEnded { return .done(0) }
        let (outcome, count) = try reader.inflate(into: buffer)
        if outcome == .failed { return .refused }
        if outcome == .ended { reader.isEnded = true }
        return .done(count)
    }

    // MARK: Writing

    private static func writer(_ vm: VM, _ object: GuestAddress) throws(GuestException) -> Deflater? {
        guard let stream = try stream(vm, object, .write) else { return nil }
        let known = vm.ram[object &+ Offset.writer]
        if known != 0 { return Deflater(vm: vm, address: known, stream: stream) }
        let asked = windowBits(vm, object)
        let bits = asked == 0 ? defaultWindowBits : asked
        // The window first: when there is no room for it nothing has happened.
        let window = try vm.allocate(1 << bits, .buffer)
        let address = try vm.allocate(Deflater.byteCount)
        vm.ram[object &+ Offset.writer] = address
        let writer = Deflater(vm: vm, address: address, stream: stream)
        writer.begin(window: window, size: 1 << bits)
        let format = format(vm, object)
        writer.checksum = format == .gzip ? ~0 : 1
        let header = CompressionHeader.bytes(format, windowBits: bits)
        if !header.isEmpty, case .failed = try write(header, to: stream) { return nil }
        try writer.startBlock()
        return writer
    }

    /// In one piece, however much of it is taken.
    private static func write(_ bytes: [UInt8], to stream: Stream) throws(GuestException) -> StreamResult {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { buffer.deallocate() }
        buffer.copyBytes(from: bytes)
        return try stream.writeOnce(UnsafeRawBufferPointer(buffer))
    }

    private static let write: StreamProtocol.Write = { vm, value, bytes throws(GuestException) in
        guard vm.has(.deflateCompression) else { throw vm.error(.osError, "stream operation not supported") }
        guard let writer = try writer(vm, value.address) else { return .refused }
        writer.inputCount &+= vm.word(bytes.count)
        switch format(vm, value.address) {
        case .auto, .raw: break
        case .zlib: writer.checksum = Adler32.add(bytes, to: writer.checksum)
        case .gzip: writer.checksum = CRC32.add(bytes, to: writer.checksum)
        }
        try writer.deflate(bytes)
        return .done(bytes.count)
    }

    // MARK: Closing

    private static let control: StreamProtocol.Control = { vm, value, request, _ throws(GuestException) in
        guard request == .close else { return .refused }
        let object = value.address
        var result = StreamResult.done(0)
        guard let stream = try stream(vm, object, .nothing) else { return result }
        if vm.has(.deflateCompression), vm.ram[object &+ Offset.writer] != 0, let writer = try writer(vm, object) {
            try writer.finishBlock()
            let footer = CompressionHeader.footer(
                format(vm, object), checksum: writer.checksum, count: writer.inputCount)
            if !footer.isEmpty, case .failed(let number) = try write(footer, to: stream) { result = .failed(number) }
        }
        // `io.BytesIO` stays open, so that its value can be asked for.
        if closes(vm, object) { _ = try vm.stream(stream.object, for: .control).ask(.close) }
        vm.ram[object &+ Offset.stream] = 0
        return result
    }

    static let type = TypeSlots(
        name: "DeflateIO", make: make, stream: StreamProtocol(read: read, write: write, control: control),
        methods: [
            "read": StreamMethods.read, "readinto": StreamMethods.readInto, "readline": StreamMethods.readLine,
            "write": .only(.deflateCompression, StreamMethods.write), "close": StreamMethods.close,
            "__enter__": StreamMethods.enter, "__exit__": StreamMethods.exit,
        ])

    /// `AUTO`...
    static let members: MethodTable = [
        "DeflateIO": .type(.deflate), "AUTO": .int(0), "RAW": .int(1), "ZLIB": .int(2), "GZIP": .int(3),
    ]
}
