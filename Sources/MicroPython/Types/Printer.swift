/// `json.dumps(x, separators=(",", ":"))`.
final class JSONSeparators {
    let item: [UInt8]
    let key: [UInt8]

    init(item: [UInt8], key: [UInt8]) {
        self.item = item
        self.key = key
    }
}

/// Where printed text goes: the console, a file-like object of the guest, or a growing buffer in the guest's heap.
public struct Printer {
    let vm: VM
    let sink: Sink
    /// What JSON has between items, and behind keys, where the guest does not want the usual.
    var separators: JSONSeparators?

    enum Sink {
        /// The board's serial line.
        case console
        /// stderr, where the guest's host has one.
        case errors
        /// A buffer that `repr`, `str.format` and the like turn into a string.
        case buffer(UnsafeMutablePointer<TextBuffer>)
        /// A file, or another stream of the guest.
        case stream(Stream)
        /// Host memory: texts for people outside the guest, such as a report. Takes no guest memory.
        case host(HostText)
    }

    /// Text collected outside the guest.
    final class HostText {
        var bytes: [UInt8] = []
    }

    /// Writes raw bytes.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(GuestException) {
        switch sink {
        case .console: vm.state.pointee.console?(bytes)
        case .errors: (vm.state.pointee.errorConsole ?? vm.state.pointee.console)?(bytes)
        case .buffer(let buffer): try buffer.pointee.append(bytes, vm)
        case .stream(let stream): try stream.writeAll(bytes)
        case .host(let text): text.bytes.append(contentsOf: bytes)
        }
    }

    /// Writes constant text.
    public func write(_ text: StaticString) throws(GuestException) {
        try write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes text.
    public func write(text: String) throws(GuestException) {
        var text = text
        let failure: GuestException? = text.withUTF8 { utf8 in
            do throws(GuestException) {
                try write(UnsafeRawBufferPointer(utf8))
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }

    func writeItemSeparator() throws(GuestException) {
        guard let separators else { return try write(", ") }
        try write(bytes: separators.item)
    }

    func writeKeySeparator() throws(GuestException) {
        guard let separators else { return try write(": ") }
        try write(bytes: separators.key)
    }

    private func write(bytes: [UInt8]) throws(GuestException) {
        let failure: GuestException? = bytes.withUnsafeBytes { bytes in
            do throws(GuestException) {
                try write(bytes)
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }

    /// Writes an interned string.
    public func write(_ name: Qstr) throws(GuestException) { try write(vm.text(name)) }

    /// Writes one byte.
    public func write(byte: UInt8) throws(GuestException) {
        var byte = byte
        let failure: GuestException? = withUnsafeBytes(of: &byte) { bytes in
            do throws(GuestException) {
                try write(bytes)
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }
}

extension VM {
    /// A printer to the board's console.
    public var console: Printer { Printer(vm: self, sink: .console) }

    /// A printer to where the host wants errors: its stderr, or the board's console.
    public var errorConsole: Printer { Printer(vm: self, sink: .errors) }

    /// Runs a body that prints, and returns a heap str with what it printed. The buffer starts with room for `capacity`
    /// bytes (as vstr_init_print) and becomes the string's data.
    func printed(
        capacity: Int = 16, as type: NativeType = .str, _ body: (Printer) throws(GuestException) -> Void
    ) throws(GuestException) -> Value {
        var buffer = try TextBuffer(capacity: capacity, self)
        try withUnsafeMutablePointer(to: &buffer) { target throws(GuestException) in
            try body(Printer(vm: self, sink: .buffer(target)))
        }
        return try newStr(adopting: &buffer, type)
    }

    /// What a body prints, as host text; takes no guest memory but what the body itself allocates.
    func hostText(_ body: (Printer) throws(GuestException) -> Void) throws(GuestException) -> String {
        let text = Printer.HostText()
        try body(Printer(vm: self, sink: .host(text)))
        return String(decoding: text.bytes, as: UTF8.self)
    }
}
