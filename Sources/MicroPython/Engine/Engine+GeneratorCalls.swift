/// Calls of generator functions: the generator is made, and nothing of it runs yet.
extension Engine {
    /// The call of a generator function, or of a closure of one, that takes the arguments as they are; false where
    /// `VM.makeGenerator` has to look.
    @inline(never) static func makeGeneratorAtOnce(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ arguments: Slots, _ count: Int
    ) -> Bool {
        let ram = vm.ram
        var function = fp[Int(ip.pointee.a)]
        var cells = arguments
        var cellCount = 0
        if ram[function] == NativeType.closure.address {
            cells = ram.words(function &+ ClosureObject.Offset.cells)
            cellCount = Int(ram[function &+ ClosureObject.Offset.count])
            function = ram[function &+ ClosureObject.Offset.function]
            guard ram[function] == NativeType.generatorFunction.address,
                cellCount &+ count <= ClosureObject.stackWordsMax
            else { return false }
        }
        guard let code = vm.knownHostCode(of: function), code.pointee.plainArgumentCount == cellCount &+ count else {
            return false
        }
        let address = vm.state.pointee.heap.quickObject(
            Int(GeneratorObject.Offset.slots) &+ code.pointee.frameWords &* 4, ram)
        if address == 0 { return false }
        GeneratorObject.initialize(address, function, ram)
        var slot = ram.words(address &+ GeneratorObject.Offset.slots) + (code.pointee.slotCount &- 1)
        for index in 0..<cellCount {
            slot.pointee = cells[index]
            slot -= 1
        }
        for index in 0..<count {
            slot.pointee = arguments[index]
            slot -= 1
        }
        giveResult(address, ip, fp)
        return true
    }
}

extension VM {
    /// Makes a generator for a call of a generator function: the frame lies in the object.
    func makeGenerator(_ function: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        let code = try hostCode(of: function.address)
        let address = try allocate(Int(GeneratorObject.Offset.slots) + code.pointee.frameWords * 4)
        GeneratorObject.initialize(address, function.address, ram)
        let slots = ram.words(address &+ GeneratorObject.Offset.slots)
        if code.pointee.plainArgumentCount == arguments.count && arguments.keywordCount == 0 {
            let last = code.pointee.slotCount &- 1
            for index in 0..<arguments.count { slots[last &- index] = arguments.slots[index] }
        } else {
            try bind(arguments, to: slots, code, function.address)
        }
        return Value(address: address)
    }
}
