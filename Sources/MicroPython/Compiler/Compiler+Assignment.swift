/// Assignment to names, attributes, items, tuples and lists.
extension Compiler {
    enum AssignmentKind { case store, augmentedLoad, augmentedStore }

    /// Stores the top of the stack; for `+=` and its like, first loads the old value, then stores the new one.
    func assign(_ node: ParseNode, _ kind: AssignmentKind = .store) throws(GuestException) {
        if node.isIdentifier {
            return try kind == .augmentedLoad ? loadName(node.qstr) : storeName(node.qstr)
        }
        guard node.isBlock else { return failAssignment(node) }
        let rule = node.rule(ram)
        if rule == .atom_expr_normal { return try assignTrailer(node, kind) }
        guard kind == .store else { return failAssignment(node) }
        switch rule {
        case .testlist_star_expr, .exprlist: try unpack(node.list(rule, ram))
        case .atom_paren:
            let inside = node.child(0, ram)
            if inside.isNull { failAssignment(node) } else { try assignSequence(inside) }
        case .atom_bracket:
            let inside = node.child(0, ram)
            if inside.isRule(.testlist_comp, ram) {
                try assignSequence(inside)
            } else {
                // `[a]` holds one, `[]` none.
                try unpack(inside.list(.testlist_comp, ram))
            }
        default: failAssignment(node)
        }
    }

    private func failAssignment(_ node: ParseNode) { fail("can't assign to expression", node) }

    private func assignSequence(_ node: ParseNode) throws(GuestException) {
        if isComprehension(node) { return failAssignment(node) }
        try unpack(node.list(.testlist_comp, ram))
    }

    func isComprehension(_ node: ParseNode) -> Bool {
        node.childCount(ram) == 2 && node.child(1, ram).isRule(.comp_for, ram)
    }

    private func unpack(_ targets: ParseNodeList) throws(GuestException) {
        var star: Int?
        for index in 0..<targets.count where targets.node(index, ram).isRule(.star_expr, ram) {
            if star != nil { return fail("multiple *x in assignment", targets.node(index, ram)) }
            emit.unpack(left: index, right: targets.count - index - 1)
            star = index
        }
        if star == nil { emit.unpack(targets.count) }
        for index in 0..<targets.count {
            let target = targets.node(index, ram)
            try assign(index == star ? target.child(0, ram) : target)
        }
    }

    /// `a.b`, `a[i]`, and what stands before the last of several trailers.
    private func assignTrailer(_ node: ParseNode, _ kind: AssignmentKind) throws(GuestException) {
        if kind != .augmentedStore { try compile(node.child(0, ram)) }
        var trailer = node.child(1, ram)
        if trailer.isRule(.atom_expr_trailers, ram) {
            let last = trailer.childCount(ram) - 1
            if kind != .augmentedStore { for index in 0..<last { try compile(trailer.child(index, ram)) } }
            trailer = trailer.child(last, ram)
        }
        if trailer.isRule(.trailer_bracket, ram) {
            try assignItem(trailer, kind)
        } else if trailer.isRule(.trailer_period, ram) {
            let name = trailer.child(0, ram).qstr
            switch kind {
            case .store: try emit.storeAttribute(name)
            case .augmentedLoad:
                emit.duplicate()
                try emit.loadAttribute(name)
            case .augmentedStore:
                emit.rotateTwo()
                try emit.storeAttribute(name)
            }
        } else {
            failAssignment(node)
        }
    }

    private func assignItem(_ trailer: ParseNode, _ kind: AssignmentKind) throws(GuestException) {
        switch kind {
        case .store:
            try compile(trailer.child(0, ram))
            emit.storeItem()
        case .augmentedLoad:
            try compile(trailer.child(0, ram))
            emit.duplicateTwo()
            emit.loadItem()
        case .augmentedStore:
            emit.rotateThree()
            emit.storeItem()
        }
    }

    // MARK: Statements

    func compileExpressionStatement(_ node: ParseNode) throws(GuestException) {
        let target = node.child(0, ram)
        let right = node.child(1, ram)
        if right.isNull { return try compileLonelyExpression(target) }
        guard right.isBlock else { return try compilePlainAssignment(target, right) }
        switch right.rule(ram) {
        case .annassign: try compileAnnotated(target, value: right.child(1, ram))
        case .expr_stmt_augassign:
            try assign(target, .augmentedLoad)
            try compile(right.child(1, ram))
            let token = right.child(0, ram).token
            let first = BinaryOperator.inplaceOr.rawValue
            emit.apply(BinaryOperator(rawValue: first + token.rawValue - Token.pipeEqual.rawValue)!)
            try assign(target, .augmentedStore)
        case .expr_stmt_assign_list: try compileChain(target, right)
        default: try compilePlainAssignment(target, right)
        }
    }

    private func compileLonelyExpression(_ node: ParseNode) throws(GuestException) {
        if isInteractive && scope.kind == .module {
            try loadName(try vm.intern("__repl_print__"))
            try compile(node)
            emit.callFunction(1)
            emit.pop()
        } else if !(node.isLeaf && !node.isIdentifier || node.isRule(.const_object, ram)) {
            try compile(node)
            emit.pop()
        }
    }

    /// `x: int` only makes a local of x; the annotation itself is never evaluated.
    private func compileAnnotated(_ target: ParseNode, value: ParseNode) throws(GuestException) {
        if !value.isNull { return try compilePlainAssignment(target, value) }
        if scope.kind == .function && target.isIdentifier { _ = try scope.findOrAdd(target.qstr, .local) }
    }

    /// `a = b = c`: evaluated once, stored from the left.
    private func compileChain(_ target: ParseNode, _ chain: ParseNode) throws(GuestException) {
        let last = chain.childCount(ram) - 1
        try compile(chain.child(last, ram))
        if last > 0 { emit.duplicate() }
        try assign(target)
        for index in 0..<last {
            if index + 1 < last { emit.duplicate() }
            try assign(chain.child(index, ram))
        }
    }

    private func compilePlainAssignment(_ target: ParseNode, _ value: ParseNode) throws(GuestException) {
        if target.isRule(.testlist_star_expr, ram), value.isRule(.testlist_star_expr, ram) {
            let count = target.childCount(ram)
            let isShort = count == 2 && options.hasPairAssignment || count == 3 && options.hasTripleAssignment
            let hasStar = (0..<count).contains { target.child($0, self.ram).isRule(.star_expr, self.ram) }
            if isShort && !hasStar && value.childCount(ram) == count {
                for index in 0..<count { try compile(value.child(index, ram)) }
                if count == 3 { emit.rotateThree() }
                emit.rotateTwo()
                for index in 0..<count { try assign(target.child(index, ram)) }
                return
            }
        }
        try compile(value)
        try assign(target)
    }

    func compileNamedExpression(_ target: ParseNode, _ value: ParseNode) throws(GuestException) {
        guard target.isIdentifier else { return failAssignment(target) }
        try compile(value)
        emit.duplicate()
        // Inside a comprehension the name belongs to the scope around it (PEP 572).
        if pass == .scope, scope.kind.isComprehension, let parent = scope.parent {
            try bindAround(target, parent)
        }
        try storeName(target.qstr)
    }

    private func bindAround(_ target: ParseNode, _ parent: Scope) throws(GuestException) {
        let outer = try parent.noteAssignment(target.qstr)
        if parent[outer].binding == .explicitGlobal {
            _ = try scope.findOrAdd(target.qstr, .explicitGlobal)
            return
        }
        let index = try scope.findOrAdd(target.qstr, .undecided)
        let isGlobal = parent.parent == nil
        // Read before: it was taken for a global, and is now known to be closed over.
        if !isGlobal && scope[index].binding == .implicitGlobal { scope[index].binding = .undecided }
        try declare(index, isGlobal: isGlobal, target)
    }

    // MARK: del

    func compileDelete(_ node: ParseNode) throws(GuestException) {
        try forEach(node.child(0, ram), of: .exprlist) { (target) throws(GuestException) in try delete(target) }
    }

    private func delete(_ node: ParseNode) throws(GuestException) {
        if node.isIdentifier { return try deleteName(node.qstr) }
        if node.isRule(.atom_expr_normal, ram) { return try deleteTrailer(node) }
        guard node.isRule(.atom_paren, ram) else { return failDelete(node) }
        let inside = node.child(0, ram)
        if inside.isNull || isComprehension(inside) { return failDelete(inside) }
        for index in 0..<inside.childCount(ram) { try delete(inside.child(index, ram)) }
    }

    private func failDelete(_ node: ParseNode) { fail("can't delete expression", node) }

    private func deleteTrailer(_ node: ParseNode) throws(GuestException) {
        try compile(node.child(0, ram))
        var trailer = node.child(1, ram)
        if trailer.isRule(.atom_expr_trailers, ram) {
            let last = trailer.childCount(ram) - 1
            for index in 0..<last { try compile(trailer.child(index, ram)) }
            trailer = trailer.child(last, ram)
        }
        if trailer.isRule(.trailer_bracket, ram) {
            try compile(trailer.child(0, ram))
            emit.deleteItem()
        } else if trailer.isRule(.trailer_period, ram) {
            try emit.deleteAttribute(trailer.child(0, ram).qstr)
        } else {
            failDelete(node)
        }
    }
}
