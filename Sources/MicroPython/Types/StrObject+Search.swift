/// Methods of str, bytes and bytearray that look for something in them.
extension StrObject {
    static func find(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        Value(smallInt: Int32(try search(vm, arguments, forward: true) ?? -1))
    }

    static func rfind(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        Value(smallInt: Int32(try search(vm, arguments, forward: false) ?? -1))
    }

    static func index(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if let found = try search(vm, arguments, forward: true) { return Value(smallInt: Int32(found)) }
        throw vm.error(.valueError, "substring not found")
    }

    static func rindex(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if let found = try search(vm, arguments, forward: false) { return Value(smallInt: Int32(found)) }
        throw vm.error(.valueError, "substring not found")
    }

    private static func search(
        _ vm: VM, _ arguments: Arguments, forward: Bool
    ) throws(GuestException) -> Int? {
        let kind = kind(vm, arguments[0])
        let text = bytes(vm, arguments[0])
        var found: Int?
        if kind != .str, let byte = try vm.intMaybe(arguments[1]) {
            guard byte >= 0 && byte <= 255 else { throw vm.error(.valueError, "bytes value out of range") }
            guard let range = try range(vm, kind, text, arguments, 2) else { return nil }
            found = withUnsafeBytes(of: UInt8(byte)) { find($0, in: text, range, forward: forward) }
        } else {
            try checkSameKind(vm, kind, arguments[1])
            guard let range = try range(vm, kind, text, arguments, 2) else { return nil }
            found = find(bytes(vm, arguments[1]), in: text, range, forward: forward)
        }
        // An empty bytearray has no memory: nothing is found in it, not even nothing.
        guard let found, data(vm, arguments[0]) != 0 else { return nil }
        return kind == .str ? CodePoints.count(UnsafeRawBufferPointer(rebasing: text[0..<found])) : found
    }

    @inline(__always) private static func find(
        _ needle: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, _ range: Range<Int>, forward: Bool
    ) -> Int? {
        let part = UnsafeRawBufferPointer(rebasing: text[range])
        if needle.count > part.count { return nil }
        let found = forward ? ByteSearch.first(needle, in: part) : ByteSearch.last(needle, in: part)
        return found.map { $0 + range.lowerBound }
    }

    /// The bytes that `start` and `end` arguments leave; nil where the end lies before the start.
    private static func range(
        _ vm: VM, _ kind: NativeType, _ text: UnsafeRawBufferPointer, _ arguments: Arguments, _ first: Int
    ) throws(GuestException) -> Range<Int>? {
        var start = 0
        var end = text.count
        if let argument = arguments.optional(first), argument != .none {
            start = try position(vm, kind, text, argument, isSlice: true)
        }
        if let argument = arguments.optional(first + 1), argument != .none {
            end = try position(vm, kind, text, argument, isSlice: true)
        }
        return end < start ? nil : start..<end
    }

    /// str works with str, bytes and bytearray with each other.
    static func checkSameKind(_ vm: VM, _ kind: NativeType, _ argument: Value) throws(GuestException) {
        let fits =
            kind == .str
            ? vm.isStr(argument) : vm.isExactly(argument, .bytes) || vm.isExactly(argument, .bytearray)
        if !fits { throw vm.badConversion(argument) }
    }

    static func count(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let kind = kind(vm, arguments[0])
        try checkSameKind(vm, kind, arguments[1])
        let text = bytes(vm, arguments[0])
        let needle = bytes(vm, arguments[1])
        guard let range = try range(vm, kind, text, arguments, 2) else {
            return Value(smallInt: needle.isEmpty ? 1 : 0)
        }
        let part = UnsafeRawBufferPointer(rebasing: text[range])
        if needle.isEmpty { return Value(smallInt: Int32(CodePoints.count(part) + 1)) }
        var count: Int32 = 0
        var position = 0
        while let found = ByteSearch.first(needle, in: part, from: position) {
            count += 1
            position = found + needle.count
        }
        return Value(smallInt: count)
    }

    static func startsWith(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try matchesEnd(vm, arguments) { text, affix in ByteSearch.same(text, at: 0, affix) }
    }

    static func endsWith(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try matchesEnd(vm, arguments) { text, affix in ByteSearch.same(text, at: text.count - affix.count, affix) }
    }

    private static func matchesEnd(
        _ vm: VM, _ arguments: Arguments, _ matches: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
    ) throws(GuestException) -> Value {
        let kind = kind(vm, arguments[0])
        let text = bytes(vm, arguments[0])
        // The end is looked at before the start.
        var start = 0
        var end = text.count
        if let argument = arguments.optional(3), argument != .none {
            end = try position(vm, kind, text, argument, isSlice: true)
        }
        if let argument = arguments.optional(2), argument != .none {
            start = try position(vm, kind, text, argument, isSlice: true)
        }
        let part = UnsafeRawBufferPointer(rebasing: text[start..<max(start, end)])
        func fits(_ affix: Value) throws(GuestException) -> Bool {
            let affix = try vm.text(of: affix)
            return affix.count <= part.count && matches(part, affix)
        }
        guard vm.isExactly(arguments[1], .tuple) else { return Value(try fits(arguments[1])) }
        let tuple = arguments[1].address
        for index in 0..<TupleObject.count(tuple, vm.ram) where try fits(TupleObject.item(tuple, index, vm.ram)) {
            return .true
        }
        return .false
    }

    static func partition(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try partition(vm, arguments, forward: true)
    }

    static func rpartition(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try partition(vm, arguments, forward: false)
    }

    private static func partition(
        _ vm: VM, _ arguments: Arguments, forward: Bool
    ) throws(GuestException) -> Value {
        let kind = kind(vm, arguments[0])
        try checkSameKind(vm, kind, arguments[1])
        let text = bytes(vm, arguments[0])
        let separator = bytes(vm, arguments[1])
        if separator.isEmpty { throw vm.error(.valueError, "empty separator") }
        // A bytearray's separator is copied to a bytearray, found or not.
        let middle = StrObject.kind(vm, arguments[1]) == kind ? arguments[1] : try make(vm, kind, separator)
        let found =
            separator.count > text.count
            ? nil : forward ? ByteSearch.first(separator, in: text) : ByteSearch.last(separator, in: text)
        guard let found else {
            let nothing = empty(vm, kind)
            return forward
                ? try triple(vm, arguments[0], nothing, nothing) : try triple(vm, nothing, nothing, arguments[0])
        }
        let before = try make(vm, kind, UnsafeRawBufferPointer(rebasing: text[0..<found]))
        let after = try make(vm, kind, UnsafeRawBufferPointer(rebasing: text[(found + separator.count)...]))
        return try triple(vm, before, middle, after)
    }

    private static func triple(_ vm: VM, _ a: Value, _ b: Value, _ c: Value) throws(GuestException) -> Value {
        let tuple = try TupleObject.make(vm, count: 3)
        TupleObject.setItem(tuple.address, 0, a, vm.ram)
        TupleObject.setItem(tuple.address, 1, b, vm.ram)
        TupleObject.setItem(tuple.address, 2, c, vm.ram)
        return tuple
    }

    static func replace(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var most = Int.max
        if let argument = arguments.optional(3) {
            most = try vm.int(argument)
            if most == 0 { return arguments[0] }
            if most < 0 { most = Int.max }
        }
        let kind = kind(vm, arguments[0])
        try checkSameKind(vm, kind, arguments[1])
        try checkSameKind(vm, kind, arguments[2])
        let text = bytes(vm, arguments[0])
        let old = bytes(vm, arguments[1])
        let new = bytes(vm, arguments[2])
        if old.count > text.count { return arguments[0] }
        let times = occurrences(of: old, in: text, most: most)
        if times == 0 { return arguments[0] }
        let count = text.count + times * (new.count - old.count)
        let data = try allocateText(vm, count: count)
        replace(old, in: text, by: new, times, into: data, vm)
        return try adopt(vm, kind, data, count: count)
    }

    /// An empty string occurs before every byte, as the reference sees it, and at the end.
    private static func occurrences(
        of old: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, most: Int
    ) -> Int {
        if old.isEmpty { return min(most, text.count + 1) }
        var times = 0
        var position = 0
        while times < most, let found = ByteSearch.first(old, in: text, from: position) {
            times += 1
            position = found + old.count
        }
        return times
    }

    private static func replace(
        _ old: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, by new: UnsafeRawBufferPointer, _ times: Int,
        into data: GuestAddress, _ vm: VM
    ) {
        var target = data
        func put(_ bytes: UnsafeRawBufferPointer) {
            vm.ram.copy(bytes, to: target)
            target &+= UInt32(bytes.count)
        }
        var position = 0
        for time in 0..<times {
            let found =
                old.isEmpty ? time : ByteSearch.first(old, in: text, from: position) ?? text.count
            put(UnsafeRawBufferPointer(rebasing: text[position..<found]))
            put(new)
            position = found + old.count
        }
        put(UnsafeRawBufferPointer(rebasing: text[position...]))
    }
}
