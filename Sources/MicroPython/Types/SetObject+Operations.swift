/// Union, intersection and so on, as methods and as operators.
extension SetObject {
    /// `set - others`, in place with `isUpdate`.
    private static func subtract(
        _ vm: VM, _ arguments: Arguments, isUpdate: Bool
    ) throws(GuestException) -> Value {
        let result = isUpdate ? arguments[0] : try copy(vm, arguments[0])
        for index in 1..<max(1, arguments.count) { try subtract(vm, result, arguments[index]) }
        return result
    }

    private static func subtract(_ vm: VM, _ set: Value, _ other: Value) throws(GuestException) {
        let table = self.set(set, vm)
        if set == other { return table.clear() }
        try vm.forEachByHeapIterator(in: other) { value throws(GuestException) in
            try table.lookUp(value, .remove)
        }
    }

    /// `set & other`: a new set, in the order of the other one. With `isUpdate` the set takes its table.
    private static func intersect(
        _ vm: VM, _ set: Value, _ other: Value, isUpdate: Bool
    ) throws(GuestException) -> Value {
        if set == other { return isUpdate ? .none : try copy(vm, set) }
        let table = self.set(set, vm)
        let result = try make(vm)
        let common = self.set(result, vm)
        try vm.forEachByHeapIterator(in: other) { value throws(GuestException) in
            if try !table.lookUp(value).isNull { try common.lookUp(value, .add) }
        }
        guard isUpdate else { return result }
        vm.free(table.table)
        table.capacity = common.capacity
        table.count = common.count
        table.table = common.table
        return .none
    }

    private static func isDisjoint(_ vm: VM, _ set: Value, _ other: Value) throws(GuestException) -> Bool {
        let table = self.set(set, vm)
        return try vm.withIterator(other) { iterator throws(GuestException) in
            while true {
                let mark = vm.openScope()
                let value = try vm.next(iterator)
                if value == .stopIteration { return true }
                if try !table.lookUp(value).isNull { return false }
                vm.closeScope(mark)
            }
        }
    }

    /// `set <= other`; either may be any iterable.
    private static func isSubset(
        _ vm: VM, _ set: Value, _ other: Value, proper: Bool = false
    ) throws(GuestException) -> Value {
        let left = isSet(set, vm) ? set : try collected(vm, set)
        let right = isSet(other, vm) ? other : try collected(vm, other)
        let table = self.set(left, vm)
        let others = self.set(right, vm)
        var result = !(proper && table.count == others.count)
        var position: UInt32 = 0
        while result {
            let value = table.next(&position)
            if value.isNull { break }
            if try others.lookUp(value).isNull { result = false }
        }
        if left != set { table.clear() }
        if right != other { others.clear() }
        return Value(result)
    }

    private static func collected(_ vm: VM, _ iterable: Value) throws(GuestException) -> Value {
        let set = try make(vm)
        try add(vm, set, from: iterable)
        return set
    }

    private static func exchange(_ vm: VM, _ set: Value, _ other: Value) throws(GuestException) {
        let table = self.set(set, vm)
        try vm.forEachByHeapIterator(in: other) { value throws(GuestException) in
            try table.lookUp(value, [.add, .remove])
        }
    }

    private static func symmetricDifference(
        _ vm: VM, _ set: Value, _ other: Value
    ) throws(GuestException) -> Value {
        let result = try copy(vm, set)
        try exchange(vm, result, other)
        return result
    }

    private static func union(_ vm: VM, _ set: Value, _ other: Value) throws(GuestException) -> Value {
        let result = try copy(vm, set)
        try add(vm, result, from: other)
        return result
    }

    private static func difference(_ vm: VM, _ set: Value, _ other: Value) throws(GuestException) -> Value {
        let result = try copy(vm, set)
        try subtract(vm, result, other)
        return result
    }

    static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ set: Value, _ other: Value
    ) throws(GuestException) -> Value {
        if operation == .contains { return Value(try !self.set(set, vm).lookUp(other).isNull) }
        guard isSet(other, vm) else { return .null }
        if vm.isExactly(set, .set), let result = try inplace(vm, operation, set, other) { return result }
        switch operation {
        case .or, .inplaceOr: return try union(vm, set, other)
        case .xor, .inplaceXor: return try symmetricDifference(vm, set, other)
        case .and, .inplaceAnd: return try intersect(vm, set, other, isUpdate: false)
        case .subtract, .inplaceSubtract: return try difference(vm, set, other)
        case .less: return try isSubset(vm, set, other, proper: true)
        case .more: return try isSubset(vm, other, set, proper: true)
        case .lessEqual: return try isSubset(vm, set, other)
        case .moreEqual: return try isSubset(vm, other, set)
        case .equal:
            return self.set(set, vm).count != self.set(other, vm).count ? .false : try isSubset(vm, set, other)
        default: return .null
        }
    }

    /// `set |= other` and so on; nil for other operators.
    private static func inplace(
        _ vm: VM, _ operation: BinaryOperator, _ set: Value, _ other: Value
    ) throws(GuestException) -> Value? {
        switch operation {
        case .inplaceOr: try add(vm, set, from: other)
        case .inplaceXor: try exchange(vm, set, other)
        case .inplaceAnd: _ = try intersect(vm, set, other, isUpdate: true)
        case .inplaceSubtract: try subtract(vm, set, other)
        default: return nil
        }
        return set
    }

    static let changingMethods: MethodTable = [
        "add": .fixed(2) { vm, arguments throws(GuestException) in
            try add(vm, arguments[0], arguments[1])
            return .none
        },
        "clear": .fixed(1) { vm, arguments in
            set(arguments[0], vm).clear()
            return .none
        },
        "discard": .fixed(2) { vm, arguments throws(GuestException) in
            try set(arguments[0], vm).lookUp(arguments[1], .remove)
            return .none
        },
        "difference_update": .variable(1) { vm, arguments throws(GuestException) in
            _ = try subtract(vm, arguments, isUpdate: true)
            return .none
        },
        "intersection_update": .fixed(2) { vm, arguments throws(GuestException) in
            try intersect(vm, arguments[0], arguments[1], isUpdate: true)
        },
        "pop": .fixed(1) { vm, arguments throws(GuestException) in
            let value = set(arguments[0], vm).removeFirst()
            if value.isNull { throw vm.error(.keyError, "pop from an empty set") }
            vm.keep(value)
            return value
        },
        "remove": .fixed(2) { vm, arguments throws(GuestException) in
            if try set(arguments[0], vm).lookUp(arguments[1], .remove).isNull {
                throw vm.error(.keyError, arguments: [arguments[1]])
            }
            return .none
        },
        "symmetric_difference_update": .fixed(2) { vm, arguments throws(GuestException) in
            try exchange(vm, arguments[0], arguments[1])
            return .none
        },
        "update": .variable(1) { vm, arguments throws(GuestException) in
            for index in 1..<max(1, arguments.count) { try add(vm, arguments[0], from: arguments[index]) }
            return .none
        },
    ]

    static let sharedMethods: MethodTable = [
        "copy": .fixed(1) { vm, arguments throws(GuestException) in try copy(vm, arguments[0]) },
        "difference": .variable(1) { vm, arguments throws(GuestException) in
            try subtract(vm, arguments, isUpdate: false)
        },
        "intersection": .fixed(2) { vm, arguments throws(GuestException) in
            try intersect(vm, arguments[0], arguments[1], isUpdate: false)
        },
        "isdisjoint": .fixed(2) { vm, arguments throws(GuestException) in
            Value(try isDisjoint(vm, arguments[0], arguments[1]))
        },
        "issubset": .fixed(2) { vm, arguments throws(GuestException) in
            try isSubset(vm, arguments[0], arguments[1])
        },
        "issuperset": .fixed(2) { vm, arguments throws(GuestException) in
            try isSubset(vm, arguments[1], arguments[0])
        },
        "symmetric_difference": .fixed(2) { vm, arguments throws(GuestException) in
            try symmetricDifference(vm, arguments[0], arguments[1])
        },
        "union": .fixed(2) { vm, arguments throws(GuestException) in try union(vm, arguments[0], arguments[1]) },
        "__contains__": .fixed(2) { vm, arguments throws(GuestException) in
            Value(try vm.contains(arguments[0], arguments[1]))
        },
    ]
}
