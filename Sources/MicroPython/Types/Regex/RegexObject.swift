/// A compiled regular expression: `type, bytes of code, instructions, groups, code` (extmod/modre.c, v1.29).
enum RegexObject {
    private enum Offset {
        static let byteCount: UInt32 = 4
        static let groupCount: UInt32 = 12
        static let code: UInt32 = 16
    }

    static func compile(_ vm: VM, _ pattern: Value) throws(GuestException) -> Value {
        var compiler = RegexCompiler(try vm.text(of: pattern), vm)
        let (code, isWhole) = try compiler.compile()
        let address = try vm.allocate(Int(Offset.code) + code.count)
        guard isWhole else { throw vm.error(.valueError, "error in regex") }
        vm.ram[address] = NativeType.regex.address
        vm.ram[address &+ Offset.byteCount] = UInt32(code.count)
        vm.ram[address &+ 8] = 0
        vm.ram[address &+ Offset.groupCount] = UInt32(compiler.groupCount)
        code.withUnsafeBytes { vm.ram.copy($0, to: address &+ Offset.code) }
        return Value(address: address)
    }

    /// A pattern that is compiled, or is to be.
    private static func regex(_ vm: VM, _ value: Value) throws(GuestException) -> Value {
        vm.isExactly(value, .regex) ? value : try compile(vm, value)
    }

    private static func captureCount(_ vm: VM, _ regex: Value) -> Int {
        (Int(vm.ram[regex.address &+ Offset.groupCount]) & 0xFF) * 2 + 2
    }

    private static func matcher(
        _ vm: VM, _ regex: Value, _ subject: RegexSubject, captures: GuestAddress
    ) -> RegexMatcher {
        RegexMatcher(
            vm: vm, code: regex.address &+ Offset.code, subject: subject, captures: captures,
            captureCount: captureCount(vm, regex))
    }

    // MARK: match and search

    /// `match(pattern, text)`; a compiled one takes begin and end too.
    static func find(_ vm: VM, _ arguments: Arguments, isAnchored: Bool) throws(GuestException) -> Value {
        let wasCompiled = vm.isExactly(arguments[0], .regex)
        let regex = try regex(vm, arguments[0])
        var subject = try RegexSubject(vm, arguments[1])
        if wasCompiled, let begin = arguments.optional(2) {
            let count = Int(subject.end &- subject.lineBegin)
            let first = min(max(0, try vm.int(begin)), count)
            subject.begin = subject.lineBegin &+ vm.word(first)
            if let end = arguments.optional(3) {
                subject.end = subject.lineBegin &+ vm.word(max(first, min(try vm.int(end), count)))
            }
        }
        let captureCount = captureCount(vm, regex)
        let match = try vm.allocate(MatchObject.byteCount(captureCount: captureCount))
        vm.ram.clear(match, count: MatchObject.byteCount(captureCount: captureCount))
        let matcher = matcher(vm, regex, subject, captures: match &+ MatchObject.Offset.captures)
        guard try matcher.run(isAnchored: isAnchored) else {
            vm.free(match)
            return .none
        }
        MatchObject.initialize(match, subject: arguments[1], captureCount: captureCount, vm)
        return Value(address: match)
    }

    // MARK: split

    private static func split(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let regex = arguments[0]
        var subject = try RegexSubject(vm, arguments[1])
        var left = try arguments.optional(2).map { count throws(GuestException) in try vm.int(count) } ?? 0
        let list = try ListObject.make(vm)
        let captureCount = captureCount(vm, regex)
        let captures = vm.pushScratch(captureCount)
        defer { vm.popScratch(captureCount) }
        while try matcher(vm, regex, subject, captures: captures).run(isAnchored: false) {
            let (begin, end) = (vm.ram[captures], vm.ram[captures &+ 4])
            // What matches nothing ends it.
            if begin == end { break }
            let mark = vm.openScope()
            try ListObject.append(vm, list, MatchObject.text(vm, subject.begin, begin, like: arguments[1]))
            vm.closeScope(mark)
            if captureCount > 2 { throw vm.error(.notImplementedError, "splitting with sub-captures") }
            subject.begin = end
            if left > 0 {
                left -= 1
                if left == 0 { break }
            }
        }
        try ListObject.append(vm, list, MatchObject.text(vm, subject.begin, subject.end, like: arguments[1]))
        return list
    }

    // MARK: sub

    /// `sub(pattern, replacement, text, count, flags)`; the match that a function gets lies on the stack and must not be kept.
    static func substitute(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let regex = try regex(vm, arguments[0])
        var left = try arguments.optional(3).map { count throws(GuestException) in try vm.int(count) } ?? 0
        var subject = try RegexSubject(vm, arguments[2])
        let captureCount = captureCount(vm, regex)
        let words = captureCount + Int(MatchObject.Offset.captures / 4)
        let match = vm.pushScratch(words)
        defer { vm.popScratch(words) }
        MatchObject.initialize(match, subject: arguments[2], captureCount: captureCount, vm)
        let captures = match &+ MatchObject.Offset.captures
        var result: TextBuffer?
        while try matcher(vm, regex, subject, captures: captures).run(isAnchored: false) {
            let (begin, end) = (vm.ram[captures], vm.ram[captures &+ 4])
            if begin == end { break }
            let skipped = vm.ram.bytes(subject.begin, count: Int(begin) - Int(subject.begin))
            if result == nil { result = try TextBuffer(capacity: skipped.count, vm) }
            try result!.append(skipped, vm)
            let isCallable = try vm.isCallable(arguments[1])
            let template =
                isCallable
                ? try vm.through(.substitute) { () throws(GuestException) in
                    try vm.call(arguments[1], [Value(address: match)])
                } : arguments[1]
            try fill(vm, &result!, vm.text(of: template), match, groupCount: captureCount / 2)
            subject.begin = end
            if left > 0 {
                left -= 1
                if left == 0 { break }
            }
        }
        guard var result else { return arguments[2] }
        try result.append(vm.ram.bytes(subject.begin, count: Int(subject.end) - Int(subject.begin)), vm)
        return try vm.newStr(adopting: &result, vm.isExactly(arguments[2], .str) ? .str : .bytes)
    }

    /// Writes a replacement, with groups in the place of `\1` and `\g<1>`. Other characters behind a backslash lose it.
    private static func fill(
        _ vm: VM, _ result: inout TextBuffer, _ template: UnsafeRawBufferPointer, _ match: GuestAddress,
        groupCount: Int
    ) throws(GuestException) {
        var position = 0
        func byte(_ ahead: Int = 0) -> UInt8 { position + ahead < template.count ? template[position + ahead] : 0 }
        while byte() != 0 {
            guard byte() == UInt8(ascii: "\\") else {
                try result.append(byte(), vm)
                position += 1
                continue
            }
            position += 1
            let isNamed = byte() == UInt8(ascii: "g") && byte(1) == UInt8(ascii: "<")
            if isNamed { position += 2 }
            if ByteClass.isDigit(byte()) {
                var number = 0
                while ByteClass.isDigit(byte()) {
                    number = (number * 10 + Int(byte() - 0x30)) & 0xFFFF_FFFF
                    position += 1
                }
                if isNamed && byte() == UInt8(ascii: ">") { position += 1 }
                guard number < groupCount else {
                    throw vm.error(.indexError, arguments: [Value(smallInt: Int32(truncatingIfNeeded: number))])
                }
                if let (begin, end) = MatchObject.range(vm, match, number) {
                    try result.append(vm.ram.bytes(begin, count: Int(end) - Int(begin)), vm)
                }
            } else if byte() == UInt8(ascii: "\\") {
                try result.append(byte(), vm)
                position += 1
            }
        }
    }

    static let type = TypeSlots(
        name: "re",
        print: { vm, regex, printer, _ throws(GuestException) in
            try printer.write(text: "<re 0x\(String(regex.address, radix: 16))>")
        },
        methods: [
            "match": .range(2...4) { vm, arguments throws(GuestException) in
                try find(vm, arguments, isAnchored: true)
            },
            "search": .range(2...4) { vm, arguments throws(GuestException) in
                try find(vm, arguments, isAnchored: false)
            },
            "split": .range(2...3, split),
            "sub": .range(3...5, substitute),
        ])
}
