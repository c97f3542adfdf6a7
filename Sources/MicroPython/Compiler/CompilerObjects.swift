/// What the compiler needs of the guest's objects, beyond what the parser and the .mpy format do. The types stand above
/// the compiler, so they come in by this door.
protocol CompilerObjects: SyntaxObjects, ConstantObjects {
    /// The guest's `a == b` for two numbers of the same type.
    func areEqualNumbers(_ a: Value, _ b: Value, _ vm: VM) -> Bool
    /// Whether a float's sign bit is set.
    func isNegativeFloat(_ value: Value, _ vm: VM) -> Bool
    func runtimeError(_ message: String, _ vm: VM) -> GuestException
    /// Adds a traceback entry to an exception.
    func addTraceback(_ exception: GuestException, file: Qstr, line: Int, block: Qstr, _ vm: VM)
}

extension CompilerObjects {
    /// Equality that also asks for equal types, deep inside tuples too, and tells -0.0 from 0.0: two constants that
    /// may share an entry of the module's table.
    func areInterchangeable(_ a: Value, _ b: Value, _ vm: VM) -> Bool {
        if a == b { return true }
        switch (kind(a, vm), kind(b, vm)) {
        case (.none, .none), (.false, .false), (.true, .true), (.ellipsis, .ellipsis): return true
        case (.str(let a), .str(let b)), (.bytes(let a), .bytes(let b)): return a.elementsEqual(b)
        case (.int, .int), (.complex, .complex): return areEqualNumbers(a, b, vm)
        case (.float, .float):
            return areEqualNumbers(a, b, vm) && isNegativeFloat(a, vm) == isNegativeFloat(b, vm)
        case (.tuple(let a, let count), .tuple(let b, let other)):
            return count == other
                && (0..<UInt32(count)).allSatisfy { index in
                    areInterchangeable(vm.ram.value(a &+ 4 * index), vm.ram.value(b &+ 4 * index), vm)
                }
        default: return false
        }
    }
}
