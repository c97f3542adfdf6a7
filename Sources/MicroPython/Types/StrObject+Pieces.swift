/// Methods of str, bytes and bytearray that join and split.
extension StrObject {
    static func join(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let kind = kind(vm, arguments[0])
        let separator = bytes(vm, arguments[0])
        var sequence = arguments[1]
        if !vm.isExactly(sequence, .list) && !vm.isExactly(sequence, .tuple) {
            sequence = try vm.through(.join) { () throws(GuestException) in
                try ListObject.make(vm, from: sequence)
            }
        }
        let items = try GuestWords.of(sequence, vm)
        var count = max(0, items.count - 1) * separator.count
        for index in 0..<items.count {
            let item = vm.ram.value(items.at(index))
            let fits =
                kind == .str ? vm.isStr(item) : vm.isExactly(item, .bytes) || vm.isExactly(item, .bytearray)
            if !fits {
                throw vm.error(
                    .typeError, "join expects a list of str/bytes objects consistent with self object")
            }
            count += bytes(vm, item).count
        }
        let data = try allocateText(vm, count: count)
        var target = data
        for index in 0..<items.count {
            if index > 0 {
                vm.ram.copy(separator, to: target)
                target &+= UInt32(separator.count)
            }
            let piece = bytes(vm, vm.ram.value(items.at(index)))
            vm.ram.copy(piece, to: target)
            target &+= UInt32(piece.count)
        }
        return try adopt(vm, kind, data, count: count)
    }

    static func split(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let most = try arguments.optional(2).map { limit throws(GuestException) in try vm.int(limit) } ?? -1
        let kind = kind(vm, arguments[0])
        let list = try ListObject.make(vm)
        let separator = arguments.optional(1) ?? .none
        if separator == .none {
            try splitAtSpace(vm, kind, bytes(vm, arguments[0]), most, list)
        } else {
            try checkSameKind(vm, kind, separator)
            let between = try vm.text(of: separator)
            if between.isEmpty { throw vm.error(.valueError, "empty separator") }
            try split(vm, kind, bytes(vm, arguments[0]), at: between, most, list)
        }
        return list
    }

    /// Appends a piece; what it allocates is reachable through the list from then on.
    private static func append(
        _ vm: VM, _ kind: NativeType, _ text: UnsafeRawBufferPointer, _ range: Range<Int>, to list: Value
    ) throws(GuestException) {
        let mark = vm.openScope()
        try ListObject.append(
            vm, list, try make(vm, kind, UnsafeRawBufferPointer(rebasing: text[range])))
        vm.closeScope(mark)
    }

    private static func splitAtSpace(
        _ vm: VM, _ kind: NativeType, _ text: UnsafeRawBufferPointer, _ most: Int, _ list: Value
    ) throws(GuestException) {
        var position = 0
        var left = most
        while position < text.count && text[position].isSpace { position += 1 }
        while position < text.count && left != 0 {
            let start = position
            while position < text.count && !text[position].isSpace { position += 1 }
            try append(vm, kind, text, start..<position, to: list)
            if position >= text.count { break }
            while position < text.count && text[position].isSpace { position += 1 }
            if left > 0 { left -= 1 }
        }
        if position < text.count { try append(vm, kind, text, position..<text.count, to: list) }
    }

    private static func split(
        _ vm: VM, _ kind: NativeType, _ text: UnsafeRawBufferPointer, at separator: UnsafeRawBufferPointer,
        _ most: Int, _ list: Value
    ) throws(GuestException) {
        var position = 0
        var left = most
        while left != 0, let found = ByteSearch.first(separator, in: text, from: position) {
            try append(vm, kind, text, position..<found, to: list)
            position = found + separator.count
            if left > 0 { left -= 1 }
        }
        try append(vm, kind, text, position..<text.count, to: list)
    }

    static func rsplit(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        guard let limit = arguments.optional(2) else { return try split(vm, arguments) }
        let most = try vm.int(limit)
        if most < 0 { return try split(vm, arguments) }
        let kind = kind(vm, arguments[0])
        let text = bytes(vm, arguments[0])
        // The list gets room for all pieces at first, and is filled from its end.
        let list = try ListObject.make(vm, count: most + 1)
        if arguments[1] == .none { throw vm.error(.notImplementedError, "rsplit(None,n)") }
        let separator = try vm.text(of: arguments[1])
        if separator.isEmpty { throw vm.error(.valueError, "empty separator") }
        var end = text.count
        var place = most
        func put(_ range: Range<Int>) throws(GuestException) {
            let mark = vm.openScope()
            let piece = try make(vm, kind, UnsafeRawBufferPointer(rebasing: text[range]))
            ListObject.setItem(list.address, place, piece, vm.ram)
            vm.closeScope(mark)
        }
        while place > 0,
            let found = last(separator, in: UnsafeRawBufferPointer(rebasing: text[0..<end]))
        {
            try put(found + separator.count..<end)
            place -= 1
            end = found
        }
        try put(0..<end)
        if place != 0 { dropUnused(vm, list.address, place) }
        return list
    }

    /// Moves the pieces to the start of the list, which keeps its room.
    private static func dropUnused(_ vm: VM, _ list: GuestAddress, _ unused: Int) {
        let items = ListObject.items(list, vm.ram)
        let used = ListObject.count(list, vm.ram) - unused
        vm.ram.copy(from: items &+ vm.word(unused) &* 4, to: items, count: used * 4)
        vm.ram.clear(items &+ vm.word(used) &* 4, count: unused * 4)
        vm.ram[list &+ ListObject.Offset.count] = vm.word(used)
    }

    private static func last(_ needle: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer) -> Int? {
        needle.count > text.count ? nil : ByteSearch.last(needle, in: text)
    }

    static func splitLines(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let keepsEnds = try keepsEnds(vm, arguments)
        let kind = kind(vm, arguments[0])
        let text = bytes(vm, arguments[0])
        let list = try ListObject.make(vm)
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count && text[end] != 0x0A && text[end] != 0x0D { end += 1 }
            var next = end
            if end < text.count {
                next += text[end] == 0x0D && end + 1 < text.count && text[end + 1] == 0x0A ? 2 : 1
            }
            try append(vm, kind, text, start..<(keepsEnds ? next : end), to: list)
            start = next
        }
        return list
    }

    /// The only argument of `splitlines`, by place or by name.
    private static func keepsEnds(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Bool {
        let named = vm.keyword("keepends", arguments)
        let given = arguments.optional(1) ?? named
        let keepsEnds = try given.map { value throws(GuestException) in try vm.isTrue(value) } ?? false
        if arguments.count > 2 { throw vm.error(.typeError, "extra positional arguments given") }
        if arguments.keywordCount > (arguments.count < 2 && named != nil ? 1 : 0) {
            throw vm.error(.typeError, "extra keyword arguments given")
        }
        return keepsEnds
    }
}
