/// What a regular expression found: `type, number of groups, subject, begin and end of each group`; the subject's own addresses, 0 where a
/// group found nothing (extmod/modre.c, v1.29).
enum MatchObject {
    enum Offset {
        static let groupCount: UInt32 = 4
        static let subject: UInt32 = 8
        static let captures: UInt32 = 12
    }

    static func byteCount(captureCount: Int) -> Int { Int(Offset.captures) + captureCount * 4 }

    static func initialize(_ match: GuestAddress, subject: Value, captureCount: Int, _ vm: VM) {
        vm.ram[match] = NativeType.match.address
        vm.ram[match &+ Offset.groupCount] = UInt32(captureCount / 2)
        vm.ram[match &+ Offset.subject] = subject.bits
    }

    private static func groupCount(_ vm: VM, _ match: Value) -> Int {
        Int(vm.ram[match.address &+ Offset.groupCount])
    }

    /// Begin and end of a group; nil where it found nothing.
    static func range(_ vm: VM, _ match: GuestAddress, _ number: Int) -> (begin: GuestAddress, end: GuestAddress)? {
        let place = match &+ Offset.captures &+ vm.word(number * 8)
        return vm.ram[place] == 0 ? nil : (vm.ram[place], vm.ram[place &+ 4])
    }

    private static func number(_ vm: VM, _ match: Value, _ value: Value) throws(GuestException) -> Int {
        let number = try vm.int(value)
        guard (0..<groupCount(vm, match)).contains(number) else { throw vm.error(.indexError, arguments: [value]) }
        return number
    }

    private static func group(_ vm: VM, _ match: Value, _ number: Int) throws(GuestException) -> Value {
        guard let (begin, end) = range(vm, match.address, number) else { return .none }
        return try text(vm, begin, end, like: vm.ram.value(match.address &+ Offset.subject))
    }

    /// A part of a subject, as an object of the subject's type.
    static func text(
        _ vm: VM, _ begin: GuestAddress, _ end: GuestAddress, like subject: Value
    ) throws(GuestException) -> Value {
        let bytes = vm.ram.bytes(begin, count: Int(end) - Int(begin))
        return vm.isExactly(subject, .bytes) ? try vm.newBytes(bytes) : try vm.newStr(bytes)
    }

    /// Places count characters of a str, bytes of bytes; -1 where the group found nothing.
    private static func span(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> (begin: Int, end: Int) {
        var group = 0
        if let value = arguments.optional(1) { group = try number(vm, arguments[0], value) }
        guard let (begin, end) = range(vm, arguments[0].address, group) else { return (-1, -1) }
        let subject = vm.ram.value(arguments[0].address &+ Offset.subject)
        let start = try RegexSubject(vm, subject).lineBegin
        func place(_ address: GuestAddress) -> Int {
            let count = Int(address) - Int(start)
            guard vm.isExactly(subject, .str) else { return count }
            return vm.ram.bytes(start, count: count).reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
        }
        return (place(begin), place(end))
    }

    static let type = TypeSlots(
        name: "match",
        print: { vm, match, printer, _ throws(GuestException) in
            try printer.write(text: "<match num=\(groupCount(vm, match))>")
        },
        methods: [
            "group": .fixed(2) { vm, arguments throws(GuestException) in
                try group(vm, arguments[0], number(vm, arguments[0], arguments[1]))
            },
            "groups": .only(
                .matchDetails,
                .fixed(1) { vm, arguments throws(GuestException) in
                    let count = groupCount(vm, arguments[0])
                    let groups = try TupleObject.make(vm, count: max(0, count - 1))
                    for number in 1..<max(1, count) {
                        TupleObject.setItem(groups.address, number - 1, try group(vm, arguments[0], number), vm.ram)
                    }
                    return groups
                }),
            "span": .only(
                .matchDetails,
                .range(1...2) { vm, arguments throws(GuestException) in
                    let (begin, end) = try span(vm, arguments)
                    return try TupleObject.make(vm, vm.newInt(begin), vm.newInt(end))
                }),
            "start": .only(
                .matchDetails,
                .range(1...2) { vm, arguments throws(GuestException) in
                    try vm.newInt(span(vm, arguments).begin)
                }),
            "end": .only(
                .matchDetails,
                .range(1...2) { vm, arguments throws(GuestException) in
                    try vm.newInt(span(vm, arguments).end)
                }),
        ])
}
