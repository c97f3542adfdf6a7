/// Frames as `sys.settrace` shows them: `type, code state, back, callback, code, last instruction, line, traces opcodes`
/// (py/profile.c and py/profile.h, v1.29).
enum FrameObject {
    private static let byteCount = 32

    enum Offset {
        /// The heap block of the call's slots, if it has one.
        static let codeState: UInt32 = 4
        /// What to tell of lines, returns and exceptions; 0: nothing.
        static let callback: UInt32 = 12
        static let code: UInt32 = 16
        /// Bytes into the instructions, and the line: plain numbers.
        static let lastInstruction: UInt32 = 20
        static let line: UInt32 = 24
    }

    /// A frame for a call; null where the heap is locked or full.
    static func makeMaybe(
        _ vm: VM, rawCode: GuestAddress, context: GuestAddress, codeState: GuestAddress, instruction: Int
    ) -> Value {
        if vm.heap.lockDepth > 0 { return .null }
        let address = vm.allocateMaybe(byteCount)
        if address == 0 { return .null }
        let code = CodeObject.makeMaybe(vm, rawCode: rawCode, context: context)
        if code.isNull { return .null }
        vm.ram[address] = NativeType.frame.address
        vm.ram[address &+ Offset.codeState] = codeState
        vm.ram[address &+ Offset.code] = code.bits
        setInstruction(address, instruction, vm)
        return Value(address: address)
    }

    static func code(_ frame: GuestAddress, _ vm: VM) -> Value { vm.ram.value(frame &+ Offset.code) }

    static func callback(_ frame: GuestAddress, _ ram: GuestRAM) -> Value { ram.value(frame &+ Offset.callback) }

    static func line(_ frame: GuestAddress, _ ram: GuestRAM) -> Int { Int(ram[frame &+ Offset.line]) }

    static func setLine(_ frame: GuestAddress, _ line: Int, _ ram: GuestRAM) {
        ram[frame &+ Offset.line] = UInt32(truncatingIfNeeded: line)
    }

    /// The instruction that runs now, and with it the line.
    static func setInstruction(_ frame: GuestAddress, _ offset: Int, _ vm: VM) {
        vm.ram[frame &+ Offset.lastInstruction] = UInt32(truncatingIfNeeded: offset)
        setLine(frame, CodeObject.line(ofInstruction: offset, code(frame, vm), vm), vm.ram)
    }

    private static func attribute(
        _ vm: VM, _ frame: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard store == .sentinel else { return .missing }
        let ram = vm.ram
        switch name {
        case Qstr(.f_back):
            // Null, and so missing, where a call outside is not traced: as a callback itself.
            return LoadedAttribute(vm.state.pointee.hooks.outerFrame?(vm, frame) ?? .none)
        case Qstr(.f_code): return LoadedAttribute(code(frame.address, vm))
        case Qstr(.f_globals):
            return LoadedAttribute(
                Value(address: ModuleContext.globals(CodeObject.context(code(frame.address, vm), vm), ram)))
        case Qstr(.f_lasti):
            return LoadedAttribute(Value(smallInt: Int32(bitPattern: ram[frame.address &+ Offset.lastInstruction])))
        case Qstr(.f_lineno): return LoadedAttribute(Value(smallInt: Int32(line(frame.address, ram))))
        default: return .missing
        }
    }

    private static func print(
        _ vm: VM, _ frame: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) {
        let code = code(frame.address, vm)
        try printer.write(text: "<frame at 0x\(String(frame.address, radix: 16)), file '")
        try printer.write(CodeObject.fileName(code, vm))
        try printer.write(text: "', line \(line(frame.address, vm.ram)), code ")
        try printer.write(CodeObject.name(code, vm))
        try printer.write(">")
    }

    static let type = TypeSlots(name: "frame", print: print, attribute: attribute)
}
