/// `str(x)` and `bytes.decode()`.
extension StrObject {
    /// `str()`, `str(x)`, `str(data, encoding, errors)`.
    static func construct(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        if arguments.keywordCount > 0 { throw vm.keywordsNotImplemented() }
        try vm.checkArguments(arguments, 0, 3, keywords: false)
        switch arguments.count {
        case 0: return Value(.empty)
        case 1: return try text(vm, arguments[0])
        default: return try decode(vm, arguments)
        }
    }

    /// `str(x)`: even a str goes through a buffer.
    static func text(_ vm: VM, _ value: Value) throws(GuestException) -> Value {
        try vm.printed { printer throws(GuestException) in
            try vm.through(.textOf) { () throws(GuestException) in try vm.print(value, printer, .str) }
        }
    }

    /// `data.decode(encoding, errors)`: text from bytes shares their memory, other buffers are copied.
    static func decode(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let isBytes = vm.isExactly(arguments[0], .bytes)
        let source = isBytes ? bytes(vm, arguments[0]) : try vm.bytes(of: arguments[0])
        let wantsASCII = try arguments.optional(1).map { name throws(GuestException) in try isASCII(vm, name) } ?? false
        if !(wantsASCII ? CodePoints.isASCII(source) : CodePoints.isValid(source)) {
            var errors = Qstr(.empty)
            if let argument = arguments.optional(2), argument != .none { errors = try vm.qstr(argument) }
            if errors == Qstr(.replace) || vm.isName(errors, "ignore") {
                return try repaired(vm, source, wantsASCII, errors == Qstr(.replace))
            }
            throw vm.error(.unicodeError, arguments: [])
        }
        if source.count < 256, let name = vm.findInterned(source) { return Value(name) }
        if !isBytes { return try copy(vm, .str, source) }
        let object = try vm.allocate(byteCount)
        initialize(object, .str, data: data(vm, arguments[0]), count: source.count, vm)
        return Value(address: object)
    }

    /// Whether a name stands for ASCII; LookupError for other names than that and UTF-8.
    static func isASCII(_ vm: VM, _ encoding: Value) throws(GuestException) -> Bool {
        let name = try vm.qstr(encoding)
        if name == Qstr(.utf8) || vm.isName(name, "utf8") { return false }
        if vm.isName(name, "ascii") { return true }
        if vm.firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue {
            throw vm.error(.lookupError, arguments: [])
        }
        throw vm.error(.lookupError, "unknown encoding: %q", .name(name))
    }

    /// Text without what is no character, or with U+FFFD in its place.
    private static func repaired(
        _ vm: VM, _ source: UnsafeRawBufferPointer, _ isASCII: Bool, _ marks: Bool
    ) throws(GuestException) -> Value {
        var buffer = try TextBuffer(capacity: source.count, vm)
        var position = 0
        while position < source.count {
            let first = source[position]
            let start = position
            position += 1
            var isGood = first < 0x80
            if !isASCII && first >= 0xC0 && first < 0xF8 {
                let end = position + CodePoints.tailBytes(first)
                while position < min(end, source.count), CodePoints.isContinuation(source[position]) { position += 1 }
                isGood = position == end
            }
            if isGood {
                // Four-byte forms beyond U+10FFFF and overlong forms are encoded anew.
                try buffer.append(scalar: CodePoints.scalar(start, source), vm)
            } else if marks {
                try buffer.append(scalar: 0xFFFD, vm)
            }
        }
        return try vm.newStr(adopting: &buffer)
    }
}

extension VM {
    /// Whether a name has these characters; for names that are looked at too seldom to be among `CoreName`.
    func isName(_ name: Qstr, _ text: StaticString) -> Bool {
        ByteSearch.equal(
            self.text(name), UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The value of a keyword argument, or nil.
    func keyword(_ name: StaticString, _ arguments: Arguments) -> Value? {
        for index in 0..<arguments.keywordCount where isName(arguments.keywordName(index).qstr, name) {
            return arguments.keywordValue(index)
        }
        return nil
    }

    func keywordsNotImplemented() -> GuestException {
        error(.notImplementedError, "keyword argument(s) not implemented - use normal args instead")
    }

    /// The buffer of a bytes-like object, or nil.
    func buffer(of value: Value, forWriting: Bool = false) throws(GuestException) -> GuestBuffer? {
        // The slot would come to the same, later.
        if isStrOrBytes(value) { return try StrObject.buffer(self, value, forWriting) }
        if ArrayStorage.isArray(self, value) { return try ArrayStorage.buffer(self, value, forWriting) }
        guard let buffer = slots(of: value).buffer else { return nil }
        return try buffer(self, value, forWriting)
    }

    /// The buffer of a bytes-like object, or TypeError.
    public func requiredBuffer(_ value: Value, forWriting: Bool = false) throws(GuestException) -> GuestBuffer {
        if let buffer = try buffer(of: value, forWriting: forWriting) { return buffer }
        throw error(.typeError, "object with buffer protocol required")
    }

    /// The bytes of a str, bytes or other bytes-like object, valid while it lives and is not resized.
    public func bytes(of value: Value) throws(GuestException) -> UnsafeRawBufferPointer {
        if isStrOrBytes(value) { return StrObject.bytes(self, value) }
        let buffer = try requiredBuffer(value)
        return ram.bytes(buffer.address, count: buffer.count)
    }

    /// The writable bytes of a bytearray, array or memoryview, valid while it lives and is not resized.
    public func mutableBytes(of value: Value) throws(GuestException) -> UnsafeMutableRawBufferPointer {
        let buffer = try requiredBuffer(value, forWriting: true)
        return ram.mutableBytes(buffer.address, count: buffer.count)
    }
}
