/// `help()` (py/builtinhelp.c, v1.29): a word about the prompt, the members of an object, or the modules of the firmware.
///
/// Not modelled: the texts of the boards' own, which tell of their hardware.
enum HelpBuiltin {
    static let members: MethodTable = [
        "help": .range(0...1) { vm, arguments throws(GuestException) in
            guard let object = arguments.optional(0) else {
                try vm.console.write(text)
                return .none
            }
            if vm.isString(object), try vm.text(of: object).elementsEqual("modules".utf8) {
                try printModules(vm)
            } else {
                try print(object, vm)
            }
            return .none
        }
    ]

    private static let text: StaticString = """
        This is Perch, a MicroPython of its own: the language of docs.micropython.org
        on a machine that is simulated down to its RAM.

        Keys that mean something on an empty line:
          CTRL-A        the raw prompt, for programs that talk to this one
          CTRL-B        the friendly prompt again
          CTRL-C        stops a program that runs
          CTRL-D        ends the session, or resets a board
          CTRL-E        paste mode: many lines at once, CTRL-D runs them

        help(object) lists the members of an object, help('modules') the modules.

        """

    private static func print(_ object: Value, _ vm: VM) throws(GuestException) {
        var type = vm.type(of: object)
        try vm.console.write("object ")
        try vm.print(object, vm.console, .str)
        try vm.console.write(" is of type ")
        try vm.console.write(TypeObject.name(type, vm.ram))
        try vm.console.write("\n")
        var members = ModuleObject.globals(object.isAddress ? object.address : 0, vm.ram)
        if !vm.isExactly(object, .module) {
            if vm.isExactly(object, .type) { type = object.address }
            members = vm.localsDict(ofType: type)
        }
        guard members != 0 else { return }
        let map = DictObject.map(members, vm)
        var position: UInt32 = 0
        while case let entry = map.nextEntry(&position), entry != 0 {
            try vm.console.write("  ")
            try vm.print(map.key(entry), vm.console, .str)
            try vm.console.write(" -- ")
            try vm.print(map.value(entry), vm.console, .str)
            try vm.console.write("\n")
        }
    }

    private static let columnCount = 4
    private static let columnWidth = 18

    /// By name, column by column. The list of names is the guest's, as there.
    private static func printModules(_ vm: VM) throws(GuestException) {
        let names = vm.registry.pointee.modules.keys.map { Qstr(id: $0) }.sorted { vm.string($0) < vm.string($1) }
        let list = try ListObject.make(vm, count: 0)
        for name in names { try ListObject.append(vm, list, Value(name)) }
        let rowCount = (names.count + columnCount - 1) / columnCount
        for row in 0..<rowCount {
            for index in stride(from: row, to: names.count, by: rowCount) {
                let width = vm.text(names[index]).count
                try vm.console.write(names[index])
                if index + rowCount >= names.count { break }
                var gap = columnWidth - width
                while gap < 1 { gap += columnWidth }
                for _ in 0..<gap { try vm.console.write(" ") }
            }
            try vm.console.write("\n")
        }
        try vm.console.write("Plus any modules on the filesystem\n")
    }
}
