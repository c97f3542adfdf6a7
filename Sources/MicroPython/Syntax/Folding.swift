/// Folding of constants while the tree grows (py/parse.c, v1.29).
extension Parser {
    /// `and`, `or` and `not` of constants. True when the whole rule became one of its operands; what can never be
    /// reached is taken off either way.
    mutating func foldLogic(_ rule: GrammarRule, _ count: inout Int) throws(GuestException) -> Bool {
        switch rule {
        case .or_test, .and_test:
            foldOperands(deciding: rule == .or_test, &count)
            return count == 1
        case .not_test_2:
            let operand = results.node(0, vm)
            let result: Token
            if operand.isConstant(false, objects, vm) {
                result = .kwTrue
            } else if operand.isConstant(true, objects, vm) {
                result = .kwFalse
            } else {
                return false
            }
            _ = results.pop(vm)
            try results.push(ParseNode(result), vm)
            return true
        default: return false
        }
    }

    /// Keeps the operands that can decide or are not known; the last one stays in any case. A constant that decides
    /// ends the list.
    private mutating func foldOperands(deciding truth: Bool, _ count: inout Int) {
        var free = count
        for depth in (0..<count).reversed() {
            let node = results.node(depth, vm)
            results.setNode(free - 1, node, vm)
            if depth == 0 || node.isConstant(truth, objects, vm) { break }
            if !node.isConstant(!truth, objects, vm) { free -= 1 }
        }
        results.drop(free - 1)
        count -= free - 1
    }

    /// Arithmetic on numbers, `const()`, and constants of modules. Only whole rules are folded: `1 + 2 + x` is not.
    mutating func foldConstants(_ rule: GrammarRule, _ count: Int) throws(GuestException) -> Bool {
        switch rule {
        case .expr_stmt: return try bindConstant()
        case .expr, .xor_expr, .and_expr, .power, .shift_expr, .arith_expr, .term, .factor_2, .atom_expr_normal:
            break
        default: return false
        }
        let node = try transient { (parser) throws(GuestException) -> ParseNode? in
            guard let value = try parser.foldedValue(rule, count) else { return nil }
            parser.results.drop(count)
            return try parser.numberNode(value, line: 0)
        }
        guard let node else { return false }
        try results.push(node, vm)
        return true
    }

    private func foldedValue(_ rule: GrammarRule, _ count: Int) throws(GuestException) -> Value? {
        switch rule {
        case .expr: return foldOperator(.or, count)
        case .xor_expr: return foldOperator(.xor, count)
        case .and_expr: return foldOperator(.and, count)
        case .power: return foldOperator(.power, count)
        case .factor_2: return try foldUnary()
        case .atom_expr_normal: return moduleConstant()
        default: return foldTerms(count)
        }
    }

    private func number(_ depth: Int) -> Value? { results.node(depth, vm).number(objects, vm) }

    /// What the guest's operator gives; nil where it raises or gives no real number.
    private func binary(_ operation: FoldedBinary, _ left: Value, _ right: Value) -> Value? {
        guard let value = try? objects.binary(operation, left, right, vm) else { return nil }
        return objects.isInteger(value, vm) || objects.isFloat(value, vm) ? value : nil
    }

    /// Operands of one operator.
    private func foldOperator(_ operation: FoldedBinary, _ count: Int) -> Value? {
        guard var value = number(count - 1) else { return nil }
        for depth in (0..<count - 1).reversed() {
            guard let right = number(depth), let result = binary(operation, value, right) else { return nil }
            value = result
        }
        return value
    }

    /// Operands with operators between.
    private func foldTerms(_ count: Int) -> Value? {
        guard var value = number(count - 1) else { return nil }
        var depth = count - 2
        while depth >= 1 {
            let offset = results.node(depth, vm).token.rawValue - Token.opPipe.rawValue
            guard let right = number(depth - 1), let operation = FoldedBinary(rawValue: offset),
                let result = binary(operation, value, right)
            else { return nil }
            value = result
            depth -= 2
        }
        return value
    }

    private func foldUnary() throws(GuestException) -> Value? {
        guard let value = number(0) else { return nil }
        switch results.node(1, vm).token {
        case .opTilde: return objects.isInteger(value, vm) ? try objects.unary(.invert, value, vm) : nil
        case .opPlus: return try objects.unary(.positive, value, vm)
        default: return try objects.unary(.negative, value, vm)
        }
    }

    /// `math.pi`
    private func moduleConstant() -> Value? {
        let module = results.node(1, vm)
        let trailer = results.node(0, vm)
        guard options.foldsModuleConstants, module.isIdentifier, trailer.isRule(.trailer_period, vm.ram),
            let value = objects.moduleConstant(module.qstr, trailer.child(0, vm.ram).qstr, vm)
        else { return nil }
        return objects.isInteger(value, vm) || objects.isFloat(value, vm) ? value : nil
    }

    /// `name = const(value)` and `name: type = const(value)`. The name stands for the value from here on; a private
    /// one needs no assignment at all, so that true is returned.
    private mutating func bindConstant() throws(GuestException) -> Bool {
        let ram = vm.ram
        var assigned = results.node(0, vm)
        let target = results.node(1, vm)
        if assigned.isNull || assigned.isRule(.expr_stmt_augassign, ram)
            || assigned.isRule(.expr_stmt_assign_list, ram) || !target.isIdentifier
        {
            return false
        }
        if assigned.isRule(.annassign, ram) { assigned = assigned.child(1, ram) }
        guard assigned.isRule(.atom_expr_normal, ram),
            assigned.child(0, ram) == ParseNode(identifier: Qstr(.const)),
            assigned.child(1, ram).isRule(.trailer_paren, ram)
        else { return false }
        let node = assigned.child(1, ram).child(0, ram)
        guard node.isConstant(ram) else {
            let exception = objects.error(.syntaxError, "not a constant", vm)
            objects.addTraceback(exception, file: lexer.sourceName, line: assigned.line(ram), vm)
            throw exception
        }
        try constants.bind(target.qstr, node.constantValue(objects, ram), vm)
        if vm.text(target.qstr).first == UInt8(ascii: "_") {
            results.drop(2)
            try pushRule(.pass_stmt, line: 0, count: 0)
            return true
        }
        _ = results.pop(vm)
        try results.push(node, vm)
        return false
    }
}

// MARK: Tuples

extension Parser {
    /// A tuple of constants is made now. Lists and calls have other rules, so that only tuples are met here.
    mutating func buildTuple(_ rule: GrammarRule, line: Int, _ count: Int) throws(GuestException) -> Bool {
        switch rule {
        case .testlist_star_expr, .testlist, .subscriptlist:
            // `x = a, b`, `return a, b`, `x[a, b]`
            return try buildTuple(line: line, count)
        case .testlist_comp where rules.rule(0, vm) == .atom_paren:
            // `(a,)`
            return try buildTuple(line: line, count)
        case .testlist_comp_3c where rules.rule(2, vm) == .atom_paren:
            // `(a, b)`: two rules that wait for the rest are done.
            guard try buildTuple(line: line, count) else { return false }
            rules.drop(2)
            return true
        default: return false
        }
    }

    private mutating func buildTuple(line: Int, _ count: Int) throws(GuestException) -> Bool {
        for depth in 0..<count where !results.node(depth, vm).isConstant(vm.ram) { return false }
        let node = try transient { (parser) throws(GuestException) in
            try parser.tupleNode(line: line, count)
        }
        try results.push(node, vm)
        return true
    }

    private mutating func tupleNode(line: Int, _ count: Int) throws(GuestException) -> ParseNode {
        let tuple = try objects.tuple(itemCount: count, vm)
        for index in (0..<count).reversed() {
            let node = results.pop(vm)
            vm.ram[tuple.address &+ UInt32(8 + 4 * index)] = node.constantValue(objects, vm.ram).bits
            if node.isBlock { chunks.giveBack(node, vm) }
        }
        return try constantNode(tuple, line: line)
    }
}
