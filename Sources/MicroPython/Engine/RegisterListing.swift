/// The host form of a function as text: what the translator made of each instruction of the bytecode.
///
/// `r3` is slot 3 of the frame. A line shows the target and the operands `a`, `b`, `c` as `Op` describes them, and the constant, the
/// name or the jump's target that `d` stands for.
struct RegisterListing {
    let vm: VM
    /// The guest's `repr` of a constant.
    let describe: (Value) -> String

    private static let jumps = ["jump", "forIter"]
    private static let named = [
        "loadGlobal", "storeGlobal", "deleteGlobal", "loadName", "storeName", "deleteName", "loadAttribute",
        "storeAttribute", "loadMethod", "loadSuperMethod", "loadGlobalThenMove", "loadMethodThenMove", "importName",
        "importFrom",
    ]

    /// Lines by the offset in the bytecode that they stand for.
    func lines(of function: CompiledCode, context: GuestAddress) throws(GuestException) -> [Int: [String]] {
        let code = try Translator.translate(
            vm, bytecode: function.code, context: context, byteCount: function.codeByteCount)
        defer { HostCode.release(code) }
        var lines: [Int: [String]] = [:]
        for index in 0..<code.pointee.count {
            let insn = code.pointee.entry[index]
            // An inline cache that nothing was remembered in yet.
            if insn.op == .halt { continue }
            lines[Int(code.pointee.offsets[index]), default: []].append(line(insn, index))
        }
        return lines
    }

    private func line(_ insn: Insn, _ index: Int) -> String {
        let name = "\(insn.op)"
        let number = String(index)
        var text = String(repeating: " ", count: max(0, 5 - number.count)) + number + " " + name
        text += String(repeating: " ", count: max(1, 24 - name.count))
        text += "r\(insn.a) r\(insn.b) r\(insn.c)"
        return text + operand(insn, name, index)
    }

    private func operand(_ insn: Insn, _ name: String, _ index: Int) -> String {
        if RegisterListing.jumps.contains(name) || name.hasPrefix("branch") { return " -> \(index + Int(insn.d))" }
        if RegisterListing.named.contains(name) { return " '\(vm.string(Qstr(id: UInt32(bitPattern: insn.d))))'" }
        if insn.d == 0 { return "" }
        if ["loadConstant", "moveThenConstant", "returnConstant", "storeSubscriptK"].contains(name) {
            return " " + describe(Value(bits: UInt32(bitPattern: insn.d)))
        }
        if name.hasPrefix("call") { return insn.d == Int32(insn.a) ? "" : " -> r\(insn.d)" }
        return name.hasSuffix("K") ? " \(insn.d >> 1)" : " \(insn.d)"
    }
}
