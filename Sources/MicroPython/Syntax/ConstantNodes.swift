/// Nodes that are constants, for the parser's folding and the compiler's (py/parse.c, v1.29).
extension ParseNode {
    /// A small int, a string, None, True, False, `...`, a finished object or `()`.
    func isConstant(_ ram: GuestRAM) -> Bool {
        if isSmallInt || isString { return true }
        if isToken { return [.kwNone, .kwFalse, .kwTrue, .ellipsis].contains(token) }
        if isRule(.const_object, ram) { return true }
        return isRule(.atom_paren, ram) && child(0, ram).isNull
    }

    /// The object of a node that is a constant.
    func constantValue(_ objects: any SyntaxObjects, _ ram: GuestRAM) -> Value {
        if isSmallInt { return Value(smallInt: smallInt) }
        if isString { return Value(qstr) }
        if isToken {
            switch token {
            case .kwNone: return .none
            case .kwFalse: return .false
            case .kwTrue: return .true
            default: return objects.ellipsis
            }
        }
        return isRule(.const_object, ram) ? constant(ram) : objects.emptyTuple
    }

    /// The int or float of a node, nil for anything else.
    func number(_ objects: any SyntaxObjects, _ vm: VM) -> Value? {
        if isSmallInt { return Value(smallInt: smallInt) }
        guard isRule(.const_object, vm.ram) else { return nil }
        let value = constant(vm.ram)
        return objects.isInteger(value, vm) || objects.isFloat(value, vm) ? value : nil
    }

    /// Whether this is a constant of that truth.
    func isConstant(_ truth: Bool, _ objects: any SyntaxObjects, _ vm: VM) -> Bool {
        isConstant(vm.ram) && objects.isTrue(constantValue(objects, vm.ram), vm) == truth
    }
}
