/// Listings of compiled modules: `-v -v` of the unix port, and `perch disassemble`.
struct BytecodeListing {
    let vm: VM
    /// The host form stands under each instruction.
    var showsRegisters = false

    /// A module's functions in the order in which the compiler finds them: level by level.
    func text(_ module: CompiledModule) throws(GuestException) -> String {
        let disassembler = Disassembler(module: module, vm: vm, describe: describe)
        var functions = [module.body]
        var text = ""
        var index = 0
        while index < functions.count {
            let function = functions[index]
            index += 1
            functions += function.children
            let lines = disassembler.listing(function)
            text += showsRegisters ? try withRegisters(lines, function, module) : lines.joined(separator: "\n") + "\n"
        }
        return text
    }

    /// - Parameter lines: those of instructions begin with their offset.
    private func withRegisters(
        _ lines: [String], _ function: CompiledCode, _ module: CompiledModule
    ) throws(GuestException) -> String {
        let registers = try RegisterListing(vm: vm, describe: describe).lines(of: function, context: module.context)
        var text = ""
        for line in lines {
            text += line + "\n"
            guard let offset = Int(line.prefix { $0.isNumber }) else { continue }
            for register in registers[offset] ?? [] { text += register + "\n" }
        }
        return text
    }

    private func describe(_ value: Value) -> String {
        do throws(GuestException) {
            return try vm.hostText { printer throws(GuestException) in try vm.print(value, printer, .repr) }
        } catch {
            return "?"
        }
    }
}
