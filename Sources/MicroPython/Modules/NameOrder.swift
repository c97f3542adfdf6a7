/// The order in which the reference numbers interned strings, and `dir(x)` finds names (py/makeqstrdata.py, v1.29).
enum NameOrder {
    /// Those that the .mpy format fixes; those that tables of bytes refer to, which need small numbers; the rest of the flash, in the order
    /// of the firmware's list or else of their bytes; what the guest interned.
    static func numbers(_ vm: VM) -> [UInt32] {
        if vm.state.pointee.flashNamesInOrder.isEmpty { vm.state.pointee.flashNamesInOrder = flashNumbers(vm) }
        return vm.state.pointee.flashNamesInOrder + (UInt32(vm.names.flashCount)..<UInt32(vm.names.count))
    }

    private static func flashNumbers(_ vm: VM) -> [UInt32] {
        var listed: [UInt32: Int] = [:]
        for (place, name) in vm.firmware.listedNames.enumerated() {
            listed[vm.internInFlash(VM.unescaped(name)).id] = place
        }
        let small = Set(smallNames.map { Qstr($0).id })
        let fixed = UInt32(CoreName.staticCount)
        let rest = (fixed..<UInt32(vm.names.flashCount)).sorted { a, b in
            if small.contains(a) != small.contains(b) { return small.contains(a) }
            let (first, second) = (listed[a] ?? Int.max, listed[b] ?? Int.max)
            if first != second { return first < second }
            return vm.text(Qstr(id: a)).lexicographicallyPrecedes(vm.text(Qstr(id: b)))
        }
        return (Qstr(.__dir__).id..<fixed) + rest
    }

    /// The methods of operators and descriptors, and names of scopes.
    private static var smallNames: [CoreName] {
        UnaryOperator.allCases.map(\.method) + BinaryOperator.allCases.compactMap(\.method) + [
            .__get__, .__set__, .__delete__, .lambda, .listComprehension, .dictComprehension, .setComprehension,
            .generatorExpression,
        ]
    }
}
