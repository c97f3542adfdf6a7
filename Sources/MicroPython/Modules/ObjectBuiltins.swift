/// Built-in functions about objects, names and code (py/modbuiltins.c and py/objcode.c, v1.29).
enum ObjectBuiltins {
    static let members: MethodTable = [
        "__build_class__": .variable(2, buildClass),
        "__repl_print__": .fixed(1) { vm, arguments throws(GuestException) in
            guard arguments[0] != .none else { return .none }
            try vm.print(arguments[0], vm.console, .repr)
            try vm.console.write("\n")
            vm.exposeNamespaces()
            return .none
        },
        "__import__": .range(1...5, importByName),
        "delattr": .fixed(2) { vm, arguments throws(GuestException) in
            try vm.storeAttribute(arguments[0], vm.qstr(arguments[1]), .null)
            return .none
        },
        "dir": .range(0...1, dir),
        "getattr": .range(2...3, getAttribute).quickly(.getAttribute),
        "globals": .fixed(0) { vm, _ throws(GuestException) in
            vm.exposeNamespaces()
            return Value(address: vm.currentGlobals)
        },
        "hasattr": .fixed(2) { vm, arguments throws(GuestException) in
            Value(try !vm.loadMethodProtected(arguments[0], vm.qstr(arguments[1])).isMissing)
        },
        "isinstance": .fixed(2) { vm, arguments throws(GuestException) in
            Value(try vm.isSubclass(vm.type(of: arguments[0]), ofClasses: arguments[1]))
        },
        "issubclass": .fixed(2) { vm, arguments throws(GuestException) in
            guard vm.isExactly(arguments[0], .type) else {
                throw vm.error(.typeError, "issubclass() arg 1 must be a class")
            }
            return Value(try vm.isSubclass(arguments[0].address, ofClasses: arguments[1]))
        },
        "locals": .fixed(0) { vm, _ throws(GuestException) in
            vm.exposeNamespaces()
            return Value(address: vm.currentLocals)
        },
        "setattr": .fixed(3) { vm, arguments throws(GuestException) in
            try vm.storeAttribute(arguments[0], vm.qstr(arguments[1]), arguments[2])
            return .none
        }.quickly(.setAttribute),
    ]

    /// The `class` statement: runs the body with a new dict for its names, then makes the class.
    private static func buildClass(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let body = arguments[0]
        let locals = try DictObject.make(vm)
        // Nothing puts the outer names back where the body raises, there as here: what follows at the same level goes on in the dict of
        // the class that never was.
        let outer = vm.root(.currentLocals)
        vm.setRoot(.currentLocals, locals)
        vm.keep(body)
        let cell = try vm.through(.classBody) { () throws(GuestException) in
            try vm.call(body, [])
        }
        vm.setRoot(.currentLocals, outer)
        // Without bases the metaclass is `type`; with one it is the type of the first base.
        var meta = NativeType.type.value
        var bases = Value(address: TupleObject.empty)
        if arguments.count > 2 {
            bases = try TupleObject.make(vm, copying: arguments.slots + 2, count: arguments.count - 2)
            meta = Value(address: vm.type(of: arguments[2]))
        }
        let made = try vm.call(meta, [arguments[1], bases, locals])
        if cell.isAddress, vm.type(of: cell) == NativeType.cell.address { vm.ram[cell.address &+ 4] = made.bits }
        return made
    }

    private static func importByName(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let hasFrom = arguments.count > 3
        return try vm.importModule(
            arguments[0], globals: arguments.optional(1) ?? .none, from: hasFrom ? arguments[3] : .none,
            level: arguments.optional(4) ?? Value(smallInt: 0))
    }

    private static func getAttribute(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let name = try vm.qstr(arguments[1])
        guard let fallback = arguments.optional(2) else { return try vm.loadAttribute(arguments[0], name) }
        return try vm.loadAttributeMaybe(arguments[0], name) ?? fallback
    }

    /// The names of a value's attributes: every interned string is tried in turn, as the reference does.
    private static func dir(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let list = try ListObject.make(vm)
        guard let object = arguments.optional(0) else {
            let map = DictObject.map(vm.currentLocals, vm)
            var position: UInt32 = 0
            while case let entry = map.nextEntry(&position), entry != 0 {
                try ListObject.append(vm, list, map.key(entry))
            }
            return list
        }
        for id in NameOrder.numbers(vm) {
            let mark = vm.openScope()
            defer { vm.closeScope(mark) }
            let found = try vm.loadMethodProtected(object, Qstr(id: id))
            if found.isMissing { continue }
            // The first name of all.
            if id == Qstr(.__dir__).id, !found.receiver.isNull { return try vm.call(found, []) }
            try ListObject.append(vm, list, Value(Qstr(id: id)))
        }
        return list
    }
}
