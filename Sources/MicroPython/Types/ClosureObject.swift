/// A function with the cells it closes over: `type, function, count, cells`. A call puts the cells before the
/// arguments (py/objclosure.c, v1.29).
enum ClosureObject {
    enum Offset {
        static let function: UInt32 = 4
        static let count: UInt32 = 8
        static let cells: UInt32 = 12
    }

    static func make(
        _ vm: VM, function: Value, cells: UnsafePointer<UInt32>, count: Int
    ) throws(GuestException) -> Value {
        let address = try vm.allocate(12 + count * 4)
        fill(address, function.bits, cells, count, vm.ram)
        return Value(address: address)
    }

    /// As `make`, where its blocks can be taken at once; else 0. Nothing keeps it alive.
    @inline(__always) static func makeAtOnce(
        _ vm: VM, function: GuestAddress, cells: UnsafePointer<UInt32>, count: Int
    ) -> GuestAddress {
        let address = vm.state.pointee.heap.quickObject(12 &+ count &* 4, vm.ram)
        if address != 0 { fill(address, function, cells, count, vm.ram) }
        return address
    }

    @inline(__always) private static func fill(
        _ address: GuestAddress, _ function: UInt32, _ cells: UnsafePointer<UInt32>, _ count: Int, _ ram: GuestRAM
    ) {
        ram[address] = NativeType.closure.address
        ram[address &+ Offset.function] = function
        ram[address &+ Offset.count] = UInt32(truncatingIfNeeded: count)
        let words = ram.words(address &+ Offset.cells)
        for index in 0..<count { words[index] = cells[index] }
    }

    static func call(_ vm: VM, _ value: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        try withCells(vm, value.address, arguments) { (all, block) throws(GuestException) in
            let result = try vm.call(vm.ram.value(value.address + Offset.function), all)
            vm.free(block)
            return result
        }
    }

    /// As many words lie on the stack there; more of them in a block of the heap, for as long as the call takes.
    static let stackWordsMax = 5

    /// Runs a body with the cells and, behind them, the arguments; and with the block that is to be freed after the call, 0 none.
    @inline(__always) static func withCells<R>(
        _ vm: VM, _ closure: GuestAddress, _ given: Arguments,
        _ body: (Arguments, GuestAddress) throws(GuestException) -> R
    ) throws(GuestException) -> R {
        let cellCount = Int(vm.ram[closure &+ Offset.count])
        let givenWords = given.count + 2 * given.keywordCount
        let total = cellCount + givenWords
        let block = total > stackWordsMax ? try vm.allocate(total * 4, .frame) : 0
        let scratch = vm.pushScratch(cellCount + givenWords)
        defer { vm.popScratch(cellCount + givenWords) }
        let words = vm.ram.words(scratch)
        let cells = vm.ram.words(closure &+ Offset.cells)
        for index in 0..<cellCount { words[index] = cells[index] }
        for index in 0..<givenWords { words[cellCount + index] = given.slots[index] }
        return try body(
            Arguments(words, count: cellCount + given.count, keywordCount: given.keywordCount), block)
    }

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write("<closure ")
        try vm.print(vm.ram.value(value.address + Offset.function), printer, .repr)
        try printer.write(" at ")
        try printer.write(pointer: value.address)
        try printer.write(", n_closed=")
        try printer.write(text: "\(vm.ram[value.address + Offset.count])")
        try printer.write(" ")
        for index in 0..<vm.ram[value.address + Offset.count] {
            let cell = vm.ram.value(value.address + Offset.cells + index * 4)
            if cell.isNull { try printer.write("(nil)") } else { try vm.print(cell, printer, .repr) }
            try printer.write(" ")
        }
        try printer.write(">")
    }

    static let type = TypeSlots(
        name: "closure", flags: .bindsSelf, print: print, call: call,
        attribute: { vm, value, name, store throws(GuestException) in
            guard store == .sentinel else { return .missing }
            return try vm.loadMethodMaybe(vm.ram.value(value.address + Offset.function), name)
        })
}
