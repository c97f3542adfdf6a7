/// A module with the tables its functions refer to: 16 bytes of guest heap (py/bc.h, v1.29).
///
/// `type, globals`, the table of names (two bytes each), the table of constant objects. Both tables share one block.
enum ModuleContext {
    static let byteCount = 16

    private enum Offset {
        static let globals: UInt32 = 4
        static let names: UInt32 = 8
        static let objects: UInt32 = 12
    }

    static func allocate(_ vm: VM) throws(GuestException) -> GuestAddress { try vm.allocate(byteCount, .compiler) }

    static func globals(_ context: GuestAddress, _ ram: GuestRAM) -> GuestAddress { ram[context &+ Offset.globals] }

    static func setGlobals(_ context: GuestAddress, _ globals: GuestAddress, _ ram: GuestRAM) {
        ram[context &+ Offset.globals] = globals
    }

    /// Makes room for both tables; the objects follow the names, at the next word.
    static func allocateTables(
        _ context: GuestAddress, nameCount: Int, objectCount: Int, _ vm: VM
    ) throws(GuestException) {
        let nameBytes = (nameCount * 2 + 3) & ~3
        let tables = try vm.allocate(nameBytes + objectCount * 4, .compiler)
        vm.ram[context &+ Offset.names] = tables
        vm.ram[context &+ Offset.objects] = tables &+ UInt32(truncatingIfNeeded: nameBytes)
    }

    /// Lets it use tables that exist.
    static func setTables(
        _ context: GuestAddress, names: GuestAddress, objects: GuestAddress, _ ram: GuestRAM
    ) {
        ram[context &+ Offset.names] = names
        ram[context &+ Offset.objects] = objects
    }

    @inline(__always) static func nameTable(_ context: GuestAddress, _ ram: GuestRAM) -> GuestAddress {
        ram[context &+ Offset.names]
    }

    @inline(__always) static func objectTable(_ context: GuestAddress, _ ram: GuestRAM) -> GuestAddress {
        ram[context &+ Offset.objects]
    }

    @inline(__always) static func name(_ index: Int, _ context: GuestAddress, _ ram: GuestRAM) -> Qstr {
        Qstr(id: UInt32(ram[half: nameTable(context, ram) &+ UInt32(truncatingIfNeeded: index * 2)]))
    }

    static func setName(_ index: Int, _ name: Qstr, _ context: GuestAddress, _ ram: GuestRAM) {
        setName(index, name, table: nameTable(context, ram), ram)
    }

    @inline(__always) static func setName(_ index: Int, _ name: Qstr, table: GuestAddress, _ ram: GuestRAM) {
        ram[half: table &+ UInt32(truncatingIfNeeded: index &* 2)] = UInt16(truncatingIfNeeded: name.id)
    }

    @inline(__always) static func object(_ index: Int, _ context: GuestAddress, _ ram: GuestRAM) -> Value {
        ram.value(objectTable(context, ram) &+ UInt32(truncatingIfNeeded: index * 4))
    }

    static func setObject(_ index: Int, _ object: Value, _ context: GuestAddress, _ ram: GuestRAM) {
        ram[objectTable(context, ram) &+ UInt32(truncatingIfNeeded: index * 4)] = object.bits
    }
}
