/// Built-in functions about containers and iteration (py/modbuiltins.c, v1.29).
enum ContainerBuiltins {
    static let members: MethodTable = [
        "all": .fixed(1) { vm, arguments throws(GuestException) in
            Value(try !holds(vm, arguments[0], for: false))
        },
        "any": .fixed(1) { vm, arguments throws(GuestException) in
            Value(try holds(vm, arguments[0], for: true))
        },
        "callable": .fixed(1) { vm, arguments throws(GuestException) in Value(try vm.isCallable(arguments[0])) },
        "hash": .fixed(1) { vm, arguments throws(GuestException) in try vm.unary(.hash, arguments[0]) },
        "id": .fixed(1) { vm, arguments throws(GuestException) in
            try vm.identity(of: arguments[0])
        },
        "iter": .fixed(1) { vm, arguments throws(GuestException) in try vm.iterator(arguments[0], buffer: 0) },
        "len": .fixed(1) { vm, arguments throws(GuestException) in try vm.length(arguments[0]) }.quickly(.length),
        "max": .keywords(1) { vm, arguments throws(GuestException) in try extreme(vm, arguments, .more) },
        "min": .keywords(1) { vm, arguments throws(GuestException) in try extreme(vm, arguments, .less) },
        "next": .range(1...2, next),
        "sorted": .keywords(1) { vm, arguments throws(GuestException) in
            if arguments.count > 1 {
                throw vm.error(.typeError, "must use keyword argument for key function")
            }
            let list = try ListObject.make(vm, from: arguments[0])
            try ListObject.sort(vm, list, arguments)
            return list
        },
        "sum": .range(1...2, sum),
    ]

    /// Types of this part that are built in.
    static let types: MethodTable = [
        "dict": .type(.dict), "enumerate": .type(.enumerate), "filter": .type(.filter),
        "frozenset": .type(.frozenset), "list": .type(.list), "map": .type(.map), "range": .type(.range),
        "reversed": .type(.reversed), "set": .type(.set), "slice": .type(.slice), "tuple": .type(.tuple),
        "zip": .type(.zip),
    ]

    /// Whether any item is as true as `truth`.
    private static func holds(_ vm: VM, _ iterable: Value, for truth: Bool) throws(GuestException) -> Bool {
        try vm.withIterator(iterable) { iterator throws(GuestException) in
            while true {
                let mark = vm.openScope()
                let item = try vm.next(iterator)
                if item == .stopIteration { return false }
                if try vm.isTrue(item) == truth { return true }
                vm.closeScope(mark)
            }
        }
    }

    /// `min` and `max`: the first of the best. Unknown keywords are ignored, as in the reference.
    private static func extreme(
        _ vm: VM, _ arguments: Arguments, _ operation: BinaryOperator
    ) throws(GuestException) -> Value {
        let key = arguments.keyword(.key)
        // The best item and its key live in scratch words, where the collector sees them.
        let best = vm.pushScratch(2)
        defer { vm.popScratch(2) }
        func consider(_ item: Value) throws(GuestException) {
            let rank: Value
            if let key {
                rank = try vm.through(.extreme) { () throws(GuestException) in
                    try vm.callOne(key, item)
                }
            } else {
                rank = item
            }
            vm.keep(rank)
            var isBetter = vm.ram[best] == 0
            if !isBetter {
                let present = vm.ram.value(best &+ 4)
                if rank.isSmallInt && present.isSmallInt {
                    isBetter = operation == .less ? rank.smallInt < present.smallInt : rank.smallInt > present.smallInt
                } else {
                    isBetter = try vm.binary(operation, rank, present) == .true
                }
            }
            if isBetter {
                vm.ram[best] = item.bits
                vm.ram[best &+ 4] = rank.bits
            }
        }
        if arguments.count == 1 {
            try vm.forEach(in: arguments[0]) { item throws(GuestException) in
                vm.keep(item)
                try consider(item)
            }
            if vm.ram[best] == 0 {
                if let absent = arguments.keyword(.default) { return absent }
                throw vm.error(.valueError, "arg is an empty sequence")
            }
        } else {
            for index in 0..<arguments.count {
                let mark = vm.openScope()
                try consider(arguments[index])
                vm.closeScope(mark)
            }
        }
        let result = vm.ram.value(best)
        vm.keep(result)
        return result
    }

    private static func next(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if arguments.count == 2 {
            let item = try vm.next(arguments[0])
            return item == .stopIteration ? arguments[1] : item
        }
        if !vm.slots(of: arguments[0]).has(.next) {
            // A class of the guest raises its own StopIteration, which passes as it is.
            let method = try vm.loadMethodMaybe(arguments[0], Qstr(.__next__))
            if !method.isMissing { return try vm.call(method, []) }
        }
        let item = try vm.next(arguments[0])
        if item != .stopIteration { return item }
        let value = vm.state.pointee.stopValue
        throw vm.error(.stopIteration, arguments: value.isNull ? [] : [value])
    }

    private static func sum(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let total = vm.pushScratch(1)
        defer { vm.popScratch(1) }
        vm.ram[total] = (arguments.optional(1) ?? Value(smallInt: 0)).bits
        try vm.forEach(in: arguments[0]) { item throws(GuestException) in
            vm.ram[total] = try vm.binary(.add, vm.ram.value(total), item).bits
        }
        let result = vm.ram.value(total)
        vm.keep(result)
        return result
    }
}
