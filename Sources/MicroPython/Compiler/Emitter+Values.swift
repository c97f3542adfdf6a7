/// Instructions for constants, names, attributes, containers and calls.
extension Emitter {
    func loadNone() { write(.loadConstNone, 1) }
    func loadNull() { write(.loadNull, 1) }
    func loadBuildClass() { write(.loadBuildClass, 1) }

    func load(_ token: Token, _ objects: any CompilerObjects) throws(GuestException) {
        switch token {
        case .kwFalse: write(.loadConstFalse, 1)
        case .kwNone: write(.loadConstNone, 1)
        case .kwTrue: write(.loadConstTrue, 1)
        default: try load(object: objects.ellipsis)
        }
    }

    func load(smallInt value: Int) {
        if (-16...47).contains(value) {
            write(.loadConstSmallIntShort, member: value + Opcode.smallIntShortZero, 1)
        } else {
            write(.loadConstSmallInt, signed: value, 1)
        }
    }

    func load(string name: Qstr) throws(GuestException) { try write(.loadConstString, name, 1) }
    func load(object: Value) throws(GuestException) { try write(.loadConstObject, object: object, 1) }

    // MARK: Names

    func load(local slot: Int) {
        if slot <= 15 { write(.loadFastShort, member: slot, 1) } else { write(.loadFastN, count: slot, 1) }
    }

    func load(global name: Qstr) throws(GuestException) { try write(.loadGlobal, name, 1) }

    func load(_ name: ScopeName) throws(GuestException) {
        switch name.binding {
        case .undecided, .cell, .free: write(.loadDeref, count: name.slot, 1)
        case .implicitGlobal, .assignedImplicitGlobal: try write(.loadName, name.name, 1)
        case .explicitGlobal: try load(global: name.name)
        case .local: load(local: name.slot)
        }
    }

    func store(_ name: ScopeName) throws(GuestException) {
        switch name.binding {
        case .undecided, .cell, .free: write(.storeDeref, count: name.slot, -1)
        case .implicitGlobal, .assignedImplicitGlobal: try write(.storeName, name.name, -1)
        case .explicitGlobal: try write(.storeGlobal, name.name, -1)
        case .local:
            if name.slot <= 15 {
                write(.storeFastShort, member: name.slot, -1)
            } else {
                write(.storeFastN, count: name.slot, -1)
            }
        }
    }

    func delete(_ name: ScopeName) throws(GuestException) {
        switch name.binding {
        case .undecided, .cell, .free: write(.deleteDeref, count: name.slot, 0)
        case .implicitGlobal, .assignedImplicitGlobal: try write(.deleteName, name.name, 0)
        case .explicitGlobal: try write(.deleteGlobal, name.name, 0)
        case .local: write(.deleteFast, count: name.slot, 0)
        }
    }

    // MARK: Imports

    func importName(_ name: Qstr) throws(GuestException) { try write(.importName, name, -1) }
    func importFrom(_ name: Qstr) throws(GuestException) { try write(.importFrom, name, 1) }
    func importStar() { write(.importStar, -1) }

    // MARK: Attributes and items

    func loadAttribute(_ name: Qstr) throws(GuestException) { try write(.loadAttr, name, 0) }
    func storeAttribute(_ name: Qstr) throws(GuestException) { try write(.storeAttr, name, -2) }

    func deleteAttribute(_ name: Qstr) throws(GuestException) {
        loadNull()
        rotateTwo()
        try storeAttribute(name)
    }

    func loadMethod(_ name: Qstr) throws(GuestException) { try write(.loadMethod, name, 1) }
    func loadSuperMethod(_ name: Qstr) throws(GuestException) { try write(.loadSuperMethod, name, -1) }
    func loadItem() { write(.loadSubscript, -1) }
    func storeItem() { write(.storeSubscript, -3) }

    func deleteItem() {
        loadNull()
        rotateThree()
        storeItem()
    }

    // MARK: Stack

    func duplicate() { write(.dupTop, 1) }
    func duplicateTwo() { write(.dupTopTwo, 2) }
    func pop() { write(.popTop, -1) }
    func rotateTwo() { write(.rotTwo, 0) }
    func rotateThree() { write(.rotThree, 0) }

    // MARK: Operators

    func apply(_ operation: UnaryOperator) { write(.unaryOp, member: Int(operation.rawValue), 0) }
    func apply(_ operation: BinaryOperator) { write(.binaryOp, member: Int(operation.rawValue), -1) }

    // MARK: Containers

    func buildTuple(_ count: Int) { write(.buildTuple, count: count, 1 - count) }
    func buildList(_ count: Int) { write(.buildList, count: count, 1 - count) }
    func buildMap(_ count: Int) { write(.buildMap, count: count, 1) }
    func buildSet(_ count: Int) { write(.buildSet, count: count, 1 - count) }
    func buildSlice(_ count: Int) { write(.buildSlice, count: count, 1 - count) }
    func storeMap() { write(.storeMap, -2) }

    /// Adds the top of the stack to the collection that lies so deep below it.
    func storeComprehension(_ kind: ScopeKind, depth: Int) {
        switch kind {
        case .dictComprehension: write(.storeComprehension, count: (depth + 1) << 2 | 1, -2)
        case .setComprehension: write(.storeComprehension, count: depth << 2 | 2, -1)
        case .module, .classBody, .lambda, .listComprehension, .generatorExpression, .function:
            write(.storeComprehension, count: depth << 2, -1)
        }
    }

    func unpack(_ count: Int) { write(.unpackSequence, count: count, count - 1) }
    func unpack(left: Int, right: Int) { write(.unpackEx, count: left | right << 8, left + right) }

    // MARK: Functions and calls

    func makeFunction(_ scope: Scope, hasDefaults: Bool) {
        if hasDefaults {
            write(.makeFunctionDefaults, child: scope, -1)
        } else {
            write(.makeFunction, child: scope, 1)
        }
    }

    func makeClosure(_ scope: Scope, cellCount: Int, hasDefaults: Bool) {
        if hasDefaults {
            write(.makeClosureDefaults, child: scope, -1 - cellCount)
        } else {
            write(.makeClosure, child: scope, 1 - cellCount)
        }
        writeByte(UInt8(truncatingIfNeeded: cellCount))
    }

    func callFunction(_ positional: Int, keywords: Int = 0, hasStars: Bool = false) {
        let taken = positional + 2 * keywords + (hasStars ? 1 : 0)
        write(hasStars ? .callFunctionStar : .callFunction, count: keywords << 8 | positional, -taken)
    }

    func callMethod(_ positional: Int, keywords: Int = 0, hasStars: Bool = false) {
        let taken = positional + 2 * keywords + (hasStars ? 1 : 0)
        write(hasStars ? .callMethodStar : .callMethod, count: keywords << 8 | positional, -1 - taken)
    }
}
