/// What a t-string gives: `type, strings, interpolations` (py/objtemplate.c, v1.29). Strings stand between, before and behind the
/// interpolations: there is one more of them.
enum TemplateObject {
    enum Offset {
        static let strings: UInt32 = 4
        static let interpolations: UInt32 = 8
    }

    private static func make(
        _ vm: VM, _ type: GuestAddress, strings: Value, interpolations: Value
    ) throws(GuestException) -> Value {
        let address = try vm.allocate(12)
        vm.ram[address] = type
        vm.ram[address &+ Offset.strings] = strings.bits
        vm.ram[address &+ Offset.interpolations] = interpolations.bits
        return Value(address: address)
    }

    /// `__template__(strings, value, expression, conversion, specifier, ...)`, which the lexer makes of a t-string; with more fields than
    /// a call has room for, all but the first argument come in a tuple.
    static let builtin = NativeFunction.variable(1) { vm, arguments throws(GuestException) in
        let template = try make(
            vm, NativeType.template.address, strings: arguments[0], interpolations: Value(address: TupleObject.empty))
        let fields =
            try arguments.count == 2
            ? vm.items(of: arguments[1]) : (1..<max(1, arguments.count)).map { arguments[$0] }
        let interpolations = try TupleObject.make(vm, count: fields.count / 4)
        for index in 0..<fields.count / 4 {
            let interpolation = try InterpolationObject.make(
                vm, NativeType.interpolation.address, Array(fields[index * 4..<index * 4 + 4]))
            TupleObject.setItem(interpolations.address, index, interpolation, vm.ram)
        }
        vm.ram[template.address &+ Offset.interpolations] = interpolations.bits
        return template
    }

    // MARK: `Template(...)`

    private static func construct(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, -1, keywords: false)
        var interpolationCount = 0
        for index in 0..<arguments.count {
            if vm.isExactly(arguments[index], .interpolation) {
                interpolationCount += 1
            } else if !vm.isStr(arguments[index]) {
                throw vm.error(.typeError, "expected str or Interpolation")
            }
        }
        if interpolationCount == 0 {
            let text =
                arguments.count == 0 ? Value(.empty) : try joined(vm, (0..<arguments.count).map { arguments[$0] })
            let strings = try TupleObject.make(vm, [text])
            return try make(vm, type, strings: strings, interpolations: Value(address: TupleObject.empty))
        }
        let strings = try TupleObject.make(vm, count: interpolationCount + 1)
        let interpolations = try TupleObject.make(vm, count: interpolationCount)
        var found = 0
        var run: [Value] = []
        for index in 0..<arguments.count {
            guard vm.isExactly(arguments[index], .interpolation) else {
                run.append(arguments[index])
                continue
            }
            TupleObject.setItem(strings.address, found, try text(vm, run), vm.ram)
            TupleObject.setItem(interpolations.address, found, arguments[index], vm.ram)
            found += 1
            run.removeAll(keepingCapacity: true)
        }
        TupleObject.setItem(strings.address, found, try text(vm, run), vm.ram)
        return try make(vm, type, strings: strings, interpolations: interpolations)
    }

    /// What stands between two interpolations: a buffer starts with room for the first two strings.
    private static func text(_ vm: VM, _ strings: [Value]) throws(GuestException) -> Value {
        if strings.count < 2 { return strings.first ?? Value(.empty) }
        return try joined(vm, strings, capacityOf: 2)
    }

    private static func joined(
        _ vm: VM, _ strings: [Value], capacityOf counted: Int = .max
    ) throws(GuestException) -> Value {
        if strings.count == 1 { return strings[0] }
        let capacity = strings.prefix(counted).reduce(0) { $0 + StrObject.bytes(vm, $1).count }
        var buffer = try TextBuffer(capacity: capacity, vm)
        for string in strings { try buffer.append(StrObject.bytes(vm, string), vm) }
        return try vm.newStr(adopting: &buffer)
    }

    // MARK: Slots

    private static func print(
        _ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) {
        try printer.write("Template(strings=")
        try vm.print(vm.ram.value(value.address &+ Offset.strings), printer, .repr)
        try printer.write(", interpolations=")
        try vm.print(vm.ram.value(value.address &+ Offset.interpolations), printer, .repr)
        try printer.write(")")
    }

    /// The strings of a template; nil where `__template__` was called by hand with something else.
    private static func strings(_ vm: VM, _ template: Value) -> GuestAddress? {
        let strings = vm.ram.value(template.address &+ Offset.strings)
        guard vm.isExactly(strings, .tuple), TupleObject.count(strings.address, vm.ram) > 0 else { return nil }
        return strings.address
    }

    private static func interpolations(_ vm: VM, _ template: Value) -> GuestAddress {
        vm.ram[template.address &+ Offset.interpolations]
    }

    /// `a + b`: the last string of the one and the first of the other become one.
    private static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ left: Value, _ right: Value
    ) throws(GuestException) -> Value {
        guard operation == .add || operation == .inplaceAdd, vm.isExactly(right, .template),
            let before = strings(vm, left), let after = strings(vm, right)
        else { return .null }
        let ram = vm.ram
        let counts = (TupleObject.count(before, ram), TupleObject.count(after, ram))
        let fields = (interpolations(vm, left), interpolations(vm, right))
        let fieldCounts = (TupleObject.count(fields.0, ram), TupleObject.count(fields.1, ram))
        let all = try TupleObject.make(vm, count: counts.0 + counts.1 - 1)
        let allFields = try TupleObject.make(vm, count: fieldCounts.0 + fieldCounts.1)
        let seam = counts.0 - 1
        ram.copy(from: TupleObject.items(before), to: TupleObject.items(all.address), count: seam * 4)
        let pair = [TupleObject.item(before, seam, ram), TupleObject.item(after, 0, ram)]
        for string in pair where !vm.isStr(string) { throw vm.badConversion(string) }
        TupleObject.setItem(all.address, seam, try joined(vm, pair), ram)
        ram.copy(
            from: TupleObject.items(after) &+ 4, to: TupleObject.items(all.address) &+ vm.word(counts.0) &* 4,
            count: (counts.1 - 1) * 4)
        ram.copy(from: TupleObject.items(fields.0), to: TupleObject.items(allFields.address), count: fieldCounts.0 * 4)
        ram.copy(
            from: TupleObject.items(fields.1), to: TupleObject.items(allFields.address) &+ vm.word(fieldCounts.0) &* 4,
            count: fieldCounts.1 * 4)
        return try make(vm, NativeType.template.address, strings: all, interpolations: allFields)
    }

    private static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard store == .sentinel else { return .missing }
        switch name {
        case Qstr(.strings): return LoadedAttribute(vm.ram.value(value.address &+ Offset.strings))
        case Qstr(.interpolations): return LoadedAttribute(vm.ram.value(value.address &+ Offset.interpolations))
        case Qstr(.values):
            let fields = interpolations(vm, value)
            let values = try TupleObject.make(vm, count: TupleObject.count(fields, vm.ram))
            for index in 0..<TupleObject.count(fields, vm.ram) {
                let field = TupleObject.item(fields, index, vm.ram)
                TupleObject.setItem(values.address, index, InterpolationObject.value(vm, field), vm.ram)
            }
            return LoadedAttribute(values)
        default: return .missing
        }
    }

    // MARK: Iteration: `type, next, template, index`

    private static func iterate(
        _ vm: VM, _ value: Value, _ buffer: GuestAddress
    ) throws(GuestException) -> Value {
        vm.fillIterator(try vm.iteratorBuffer(buffer), .templateIterator, 0, value.bits, 0)
    }

    /// Strings, but for empty ones, and interpolations by turns.
    private static func next(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        let template = vm.ram.value(iterator.address &+ 8)
        guard let strings = strings(vm, template) else { return .stopIteration }
        let fields = interpolations(vm, template)
        let stringCount = TupleObject.count(strings, vm.ram)
        let fieldCount = TupleObject.count(fields, vm.ram)
        while true {
            let index = Int(vm.ram[iterator.address &+ 12])
            guard index < stringCount + fieldCount, index / 2 < (index & 1 == 0 ? stringCount : fieldCount) else {
                return .stopIteration
            }
            vm.ram[iterator.address &+ 12] = vm.word(index + 1)
            if index & 1 != 0 { return TupleObject.item(fields, index / 2, vm.ram) }
            let string = TupleObject.item(strings, index / 2, vm.ram)
            guard vm.isStr(string) else { throw vm.badConversion(string) }
            if !StrObject.bytes(vm, string).isEmpty { return string }
        }
    }

    static let iteratorType = TypeSlots(name: "iterator", next: next)

    static let type = TypeSlots(
        name: "Template", make: construct, print: print, binary: binary, attribute: attribute, iterate: iterate)
}
