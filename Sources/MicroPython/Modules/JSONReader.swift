/// Makes objects of JSON text in one pass. Commas and colons count as space, and brackets need not match: the text may be worse than JSON,
/// as there (mod_json_load, extmod/modjson.c v1.29).
struct JSONReader {
    private let vm: VM
    /// The next byte; 0 at the end.
    private let next: () throws(GuestException) -> UInt8
    private var current: UInt8 = 0
    /// The text of the number or string that is being read.
    private var word: TextBuffer

    /// Containers that are not finished, outermost first: a block of the guest's, which grows as a list's does.
    private var outer: GuestAddress = 0
    private var outerCount = 0
    private var outerCapacity = 4
    private var top = Value.null
    private var key = Value.null

    private enum Token { case value(Value), container(Value), close, space }

    private init(_ vm: VM, _ next: @escaping () throws(GuestException) -> UInt8) throws(GuestException) {
        self.vm = vm
        self.next = next
        word = try TextBuffer(capacity: 8, vm)
    }

    /// Reads one object; the source gives bytes, and 0 at its end.
    static func read(
        _ vm: VM, _ next: () throws(GuestException) -> UInt8
    ) throws(GuestException) -> Value {
        // The reader does not outlive the call.
        let result: Result<Value, GuestException> = withoutActuallyEscaping(next) { next in
            do throws(GuestException) {
                var reader = try JSONReader(vm, next)
                return .success(try reader.read())
            } catch { return .failure(error) }
        }
        return try result.get()
    }

    private mutating func read() throws(GuestException) -> Value {
        try advance()
        var mark = vm.openScope()
        var root = Value.null
        while true {
            if current == 0 { throw failure() }
            switch try token() {
            case .space: continue
            case .close:
                if top.isNull { throw failure() }
                if outerCount == 0 { return try finish() }
                outerCount -= 1
                top = vm.ram.value(outer &+ vm.word(outerCount * 4))
                continue
            case .value(let value):
                if top.isNull {
                    top = value
                    return try finish()
                }
                try add(value, opens: false)
            case .container(let value):
                if top.isNull {
                    (top, root) = (value, value)
                    vm.keep(root)
                    mark = vm.openScope()
                } else {
                    try add(value, opens: true)
                    try enter(value)
                }
            }
            // All else hangs on the root.
            vm.closeScope(mark)
            if outer != 0 { vm.keep(Value(address: outer)) }
            if !key.isNull { vm.keep(key) }
        }
    }

    private mutating func advance() throws(GuestException) { current = try next() }

    private func failure() -> GuestException { vm.error(.valueError, "syntax error in JSON") }

    private mutating func finish() throws(GuestException) -> Value {
        while ByteClass.isSpace(current) { try advance() }
        guard current == 0, outerCount == 0 else { throw failure() }
        word.free(vm)
        vm.keep(top)
        return top
    }

    private mutating func add(_ value: Value, opens: Bool) throws(GuestException) {
        if vm.isExactly(top, .list) { return try ListObject.append(vm, top, value) }
        if key.isNull {
            key = value
            if opens { throw failure() }
        } else {
            try DictObject.store(top.address, key, value, vm)
            key = .null
        }
    }

    private mutating func enter(_ container: Value) throws(GuestException) {
        if outer == 0 {
            outer = try vm.allocate(outerCapacity * 4)
        } else if outerCount == outerCapacity {
            outer = try vm.reallocate(outer, outerCapacity * 8)
            outerCapacity *= 2
            vm.ram.clear(outer &+ vm.word(outerCount * 4), count: outerCapacity * 4 - outerCount * 4)
        }
        vm.ram[outer &+ vm.word(outerCount * 4)] = top.bits
        outerCount += 1
        top = container
    }

    // MARK: Tokens

    private mutating func token() throws(GuestException) -> Token {
        let first = current
        try advance()
        switch first {
        case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0A, 0x0D: return .space
        case UInt8(ascii: "n"): return .value(try constant("ull", .none))
        case UInt8(ascii: "f"): return .value(try constant("alse", .false))
        case UInt8(ascii: "t"): return .value(try constant("rue", .true))
        case UInt8(ascii: "\""): return .value(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .value(try number(first))
        case UInt8(ascii: "["): return .container(try ListObject.make(vm))
        case UInt8(ascii: "{"): return .container(try DictObject.make(vm))
        case UInt8(ascii: "}"), UInt8(ascii: "]"): return .close
        default: throw failure()
        }
    }

    private mutating func constant(_ rest: StaticString, _ value: Value) throws(GuestException) -> Value {
        for index in 0..<rest.utf8CodeUnitCount {
            guard current == rest.utf8Start[index] else { throw failure() }
            try advance()
        }
        return value
    }

    private mutating func number(_ first: UInt8) throws(GuestException) -> Value {
        word.removeAll()
        var byte = first
        var isFloat = false
        while true {
            try word.append(byte, vm)
            byte = current
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "E"), UInt8(ascii: "e"): isFloat = true
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            default:
                let text = word.bytes(vm)
                if isFloat { return try NumberParsing.decimal(vm, text, isComplex: false) }
                return try NumberParsing.integer(vm, text, base: 10)
            }
            try advance()
        }
    }

    private mutating func string() throws(GuestException) -> Value {
        word.removeAll()
        while current != 0 && current != UInt8(ascii: "\"") {
            if current == UInt8(ascii: "\\") { try escape() } else { try word.append(current, vm) }
            try advance()
        }
        if current == 0 { throw failure() }
        try advance()
        return try vm.newStr(word.bytes(vm))
    }

    private mutating func escape() throws(GuestException) {
        try advance()
        switch current {
        case UInt8(ascii: "b"): try word.append(0x08, vm)
        case UInt8(ascii: "f"): try word.append(0x0C, vm)
        case UInt8(ascii: "n"): try word.append(0x0A, vm)
        case UInt8(ascii: "r"): try word.append(0x0D, vm)
        case UInt8(ascii: "t"): try word.append(0x09, vm)
        case UInt8(ascii: "u"):
            var scalar: UInt32 = 0
            for _ in 0..<4 {
                try advance()
                // What is no hexadecimal digit gives a number too.
                var digit = (current | 0x20) &- UInt8(ascii: "0")
                if digit > 9 { digit &-= 39 }
                scalar = scalar &<< 4 | UInt32(digit)
            }
            try word.append(scalar: scalar, vm)
        default: try word.append(current, vm)
        }
    }
}
