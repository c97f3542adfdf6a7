/// Writes the bytecode of one function after the other (py/emitbc.c, v1.29).
///
/// Every pass calls the same functions: the early ones only count, the last one writes into the guest's heap. What
/// follows an unconditional jump is not written, but still numbers its names and constants.
final class Emitter {
    let vm: VM
    let constants: ModuleConstants

    private(set) var pass = CompilerPass.scope
    private(set) var scope: Scope
    var isUnreachable = false

    /// emit_t on a 32-bit target.
    private static let byteCount = 68
    private let block: GuestAddress
    private var labelBlock: GuestAddress = 0
    private var labels: [Int] = []

    private var stackCount = 0
    private var hasOverflow = false
    private let recordsLines: Bool
    private var lastLine = 1
    private var lastLineOffset = 0

    /// The code's block: prelude with names and lines, then the instructions.
    private var code: GuestAddress = 0
    private var infoOffset = 0
    private var infoByteCount = 0
    private var offset = 0
    private var byteCount = 0
    private var nameAndLineByteCount = 0
    private var cellCount = 0

    init(_ constants: ModuleConstants, _ scope: Scope, recordsLines: Bool, _ vm: VM) throws(GuestException) {
        self.vm = vm
        self.constants = constants
        self.scope = scope
        self.recordsLines = recordsLines
        block = try vm.allocate(Emitter.byteCount, .compiler)
    }

    func makeLabels(_ count: Int) throws(GuestException) {
        labels = Array(repeating: 0, count: count)
        labelBlock = count == 0 ? 0 : try vm.allocate(count * 4, .compiler)
    }

    func free() {
        vm.free(labelBlock)
        vm.free(block)
    }

    // MARK: Passes

    func startPass(_ pass: CompilerPass, _ scope: Scope) throws(GuestException) {
        self.pass = pass
        self.scope = scope
        stackCount = 0
        isUnreachable = false
        lastLineOffset = 0
        lastLine = 1
        offset = 0
        infoOffset = 0
        hasOverflow = false

        // A function needs one slot at least: an exception that leaves it goes there.
        let signature = Prelude.Signature(
            stateCount: max(1, scope.localCount + scope.stackCount), exceptionCount: scope.exceptionCount,
            flags: scope.flags.rawValue, positionalCount: scope.positionalCount,
            keywordOnlyCount: scope.keywordOnlyCount, defaultCount: scope.defaultCount)
        signature.encode(writeInfo)
        if pass >= .codeSize {
            Prelude.encodeSizes(infoByteCount: nameAndLineByteCount, cellCount: cellCount, writeInfo)
        }
        nameAndLineByteCount = infoOffset
        try writeInfo(scope.simpleName)
        try writeParameterNames()
    }

    /// The name of each argument, so that it can be passed by keyword. Those that hold closed-over variables are named
    /// `*`, as no argument ever is.
    private func writeParameterNames() throws(GuestException) {
        for argument in 0..<(scope.positionalCount + scope.keywordOnlyCount) {
            let parameter = scope.names.first { $0.parameter != .no && $0.slot == argument }
            try writeInfo(parameter?.name ?? Qstr(.star))
        }
    }

    /// Ends a pass; false when the code got shorter while it was written, and must be written once more.
    func endPass(_ objects: any CompilerObjects) throws(GuestException) -> Bool {
        if pass == .scope { return true }
        nameAndLineByteCount = infoOffset - nameAndLineByteCount
        cellCount = 0
        for name in scope.names where name.binding == .cell {
            writeInfo(UInt8(truncatingIfNeeded: name.slot))
            cellCount += 1
        }
        if pass == .codeSize {
            infoByteCount = infoOffset
            byteCount = offset
            code = try vm.allocate(infoByteCount + byteCount, .bytecode)
        } else if pass == .emit {
            if infoOffset != infoByteCount || offset != byteCount {
                infoByteCount = infoOffset
                byteCount = offset
                return false
            }
            if hasOverflow { throw objects.runtimeError("bytecode overflow", vm) }
            RawCode.assign(
                scope.rawCode, code: code, codeByteCount: infoByteCount + byteCount, children: constants.childBlock,
                childCount: constants.childCount, isGenerator: scope.flags.contains(.generator),
                isNative: scope.codeChoice == .native, vm)
            scope.finished = FinishedCode(
                code: code, byteCount: infoByteCount + byteCount, children: constants.children)
        }
        return true
    }

    func setLine(_ line: Int) {
        guard recordsLines, line > lastLine else { return }
        LineTable.encode(bytes: offset - lastLineOffset, lines: line - lastLine, writeInfo)
        lastLineOffset = offset
        lastLine = line
    }

    func adjustStack(_ delta: Int) {
        if pass == .scope { return }
        stackCount += delta
        if stackCount > scope.stackCount { scope.stackCount = stackCount }
    }

    func assignLabel(_ label: Int) {
        isUnreachable = false
        if pass != .scope { labels[label] = offset }
    }

    func markGenerator() { scope.flags.insert(.generator) }

    // MARK: Bytes

    private func writeInfo(_ byte: UInt8) {
        if pass == .emit { vm.ram[byte: code &+ UInt32(infoOffset)] = byte }
        infoOffset += 1
    }

    private func writeInfo(_ name: Qstr) throws(GuestException) {
        VarInt.encode(UInt32(try constants.number(of: name)), writeInfo)
    }

    func writeByte(_ byte: UInt8) {
        if isUnreachable { return }
        if pass == .emit { vm.ram[byte: code &+ UInt32(infoByteCount + offset)] = byte }
        offset += 1
    }

    // MARK: Instructions

    func write(_ opcode: Opcode, _ effect: Int) {
        adjustStack(effect)
        writeByte(opcode.rawValue)
    }

    /// A member of a family.
    func write(_ opcode: Opcode, member: Int, _ effect: Int) {
        adjustStack(effect)
        writeByte(UInt8(Int(opcode.rawValue) + member))
    }

    func write(_ opcode: Opcode, count: Int, _ effect: Int) {
        write(opcode, effect)
        VarInt.encode(UInt32(truncatingIfNeeded: count), writeByte)
    }

    func write(_ opcode: Opcode, signed value: Int, _ effect: Int) {
        write(opcode, effect)
        VarInt.encode(signed: value, writeByte)
    }

    func write(_ opcode: Opcode, _ name: Qstr, _ effect: Int) throws(GuestException) {
        let number = try constants.number(of: name)
        write(opcode, count: number, effect)
    }

    func write(_ opcode: Opcode, object: Value, _ effect: Int) throws(GuestException) {
        let number = try constants.number(of: object)
        write(opcode, count: number, effect)
    }

    func write(_ opcode: Opcode, child: Scope, _ effect: Int) {
        write(opcode, count: constants.number(ofChild: child, pass), effect)
        RawCode.setDefinitionLine(child.rawCode, lastLine, vm)
    }

    /// A jump: one byte of distance where that is enough, else two. It may get shorter from pass to pass, never longer.
    func write(_ opcode: Opcode, label: Int, _ effect: Int) {
        adjustStack(effect)
        if isUnreachable { return }
        let isSigned = opcode.operandFormat != .forwardJump
        var distance = 0
        var isShort = false
        if pass >= .codeSize {
            distance = labels[label] - offset - 2
            isShort = (isSigned ? -64...63 : 0...127).contains(distance)
            if !isShort { distance -= 1 }
        }
        writeByte(opcode.rawValue)
        if isShort {
            writeByte(UInt8(distance + (isSigned ? 0x40 : 0)))
            return
        }
        distance += isSigned ? 0x4000 : 0
        if pass == .emit && !(0...0x7fff).contains(distance) { hasOverflow = true }
        writeByte(0x80 | UInt8(distance & 0x7f))
        writeByte(UInt8(truncatingIfNeeded: distance >> 7))
    }
}
