/// `code.co_lines()`: which bytes of the instructions belong to which line: `type, next, raw code, offset, line, place in the line table`
/// (py/objcode.c, v1.29).
enum CodeLines {
    private enum Offset {
        static let code: UInt32 = 8
        static let offset: UInt32 = 12
        static let line: UInt32 = 16
        static let place: UInt32 = 20
    }

    static let make = NativeFunction.fixed(1) { vm, arguments throws(GuestException) in
        guard vm.isExactly(arguments[0], .code) else { throw vm.error(.typeError, arguments: []) }
        let iterator = try vm.allocate(24)
        vm.ram[iterator] = NativeType.codeLines.address
        // The code object where the reference has its raw code, which holds no more than that.
        vm.ram[iterator &+ Offset.code] = arguments[0].bits
        vm.ram[iterator &+ Offset.line] = 1
        vm.ram[iterator &+ Offset.place] = UInt32(CodeObject.bytecode(arguments[0], vm).prelude.lineOffset)
        return Value(address: iterator)
    }

    /// `(from, to, line)`: entries of the line table that add no bytes, or no lines, belong to the next one.
    private static func next(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        let ram = vm.ram
        let address = iterator.address
        let bytecode = CodeObject.bytecode(ram.value(address &+ Offset.code), vm)
        let start = Int(ram[address &+ Offset.offset])
        var end = start
        var sourceLine = Int(ram[address &+ Offset.line])
        var line = sourceLine
        var place = Int(ram[address &+ Offset.place])
        var goesOn = true
        while goesOn,
            let step = LineTable.decodeStep(bytecode.bytes, &place, end: bytecode.prelude.cellOffset)
        {
            end += step.bytes
            sourceLine += step.lines
            if step.bytes == 0 { line = sourceLine }
            goesOn = step.bytes == 0 || step.lines == 0
        }
        if goesOn {
            let total = bytecode.byteCount - bytecode.prelude.codeOffset
            if end >= total { return .stopIteration }
            end = total
        }
        ram[address &+ Offset.offset] = vm.word(end)
        ram[address &+ Offset.line] = vm.word(sourceLine)
        ram[address &+ Offset.place] = vm.word(place)
        return try TupleObject.make(vm, [start, end, line].map { Value(smallInt: Int32(truncatingIfNeeded: $0)) })
    }

    static let type = TypeSlots(name: "iterator", next: next)
}
