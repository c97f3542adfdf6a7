/// What a thread starts with, in a block of the heap: locals, globals, stack size, function, the numbers of its arguments, then these
/// (`thread_entry_args_t`, py/modthread.c v1.29).
struct ThreadEntry {
    let address: GuestAddress
    let ram: GuestRAM
    private static let headerBytes = 24

    var function: Value { ram.value(address &+ 12) }
    var arguments: Arguments {
        Arguments(
            ram.words(address &+ UInt32(ThreadEntry.headerBytes)), count: Int(ram[address &+ 16]),
            keywordCount: Int(ram[address &+ 20]))
    }

    static func make(
        _ vm: VM, _ function: Value, _ words: [UInt32], count: Int, keywordCount: Int
    ) throws(GuestException) -> GuestAddress {
        let entry = try vm.allocate(headerBytes + 4 * words.count, .object)
        vm.ram[entry] = vm.currentLocals
        let globals = vm.engine.pointee.top.pointee.code.pointee.globals
        vm.ram[entry &+ 4] = globals == 0 ? MemoryMap.mainGlobals : globals
        vm.ram[entry &+ 12] = function.bits
        vm.ram[entry &+ 16] = UInt32(count)
        vm.ram[entry &+ 20] = UInt32(keywordCount)
        for (index, word) in words.enumerated() { vm.ram[entry &+ UInt32(headerBytes + 4 * index)] = word }
        return entry
    }
}
