/// The names that need no import, in the module `builtins`.
enum Builtins {
    static func add(to image: FirmwareImage) {
        image.addBuiltins(
            types + exceptions + ObjectBuiltins.members + CodeBuiltins.members + TextBuiltins.members
                + NumberBuiltins.members + ContainerBuiltins.members + HelpBuiltin.members + StringModule.builtins)
    }

    private static let types: MethodTable = [
        "Ellipsis": .constant { $0.ellipsis }, "NotImplemented": .constant { $0.notImplemented },
        "bool": .type(.bool), "bytearray": .type(.bytearray), "bytes": .type(.bytes),
        "classmethod": .type(.classMethod), "complex": .type(.complex), "dict": .type(.dict),
        "enumerate": .type(.enumerate), "filter": .type(.filter), "float": .type(.float),
        "frozenset": .type(.frozenset), "int": .type(.int), "list": .type(.list), "map": .type(.map),
        "memoryview": .type(.memoryview), "object": .type(.object), "property": .type(.property),
        "range": .type(.range), "reversed": .type(.reversed), "set": .type(.set), "slice": .type(.slice),
        "staticmethod": .type(.staticMethod), "str": .type(.str), "super": .type(.superObject),
        "tuple": .type(.tuple), "type": .type(.type), "zip": .type(.zip),
    ]

    private static let exceptions = MethodTable(
        NativeType.allCases.filter(\.isException).map { (name: $0.slots.name, member: .type($0)) })
}

/// The modules of the core that need no hardware.
enum CoreModules {
    static func add(to image: FirmwareImage) {
        image.add(module: "gc", GCModule.members)
        image.add(module: "micropython", MicroPythonModule.members(of: image.vm.firmware))
        SysModule.add(to: image)
        image.add(module: "collections", CollectionsModule.members, isExtensible: true)
        image.add(module: "struct", StructModule.members, isExtensible: true)
        image.add(module: "array", ["array": .type(.array)], isExtensible: true)
        image.add(module: "io", IOModule.members, isExtensible: true)
        image.add(module: "os", OSModule.members(image.vm.firmware), isExtensible: true)
        image.add(module: "vfs", VFSModule.members)
        image.add(module: "errno", ErrnoModule.members(of: image.vm.firmware), isExtensible: true)
        image.add(module: "json", JSONModule.members, isExtensible: true)
        image.add(module: "random", RandomModule.members, isExtensible: true)
        image.add(module: "re", ReModule.members, isExtensible: true)
        image.add(module: "select", SelectModule.members, isExtensible: true)
        image.add(module: "binascii", BinasciiModule.members, isExtensible: true)
        image.add(
            module: "hashlib", ["sha256": .type(.sha256), "sha1": .type(.sha1), "md5": .type(.md5)], isExtensible: true)
        image.add(module: "deflate", DeflateObject.members)
        if image.vm.has(.ciphers) { image.add(module: "cryptolib", ["aes": .type(.cipher)], isExtensible: true) }
        image.add(module: "uctypes", UctypesModule.members(of: image.vm.firmware))
        image.add(module: "framebuf", FramebufModule.members)
        image.add(module: "heapq", HeapqModule.members, isExtensible: true)
        image.add(module: "_asyncio", ["TaskQueue": .type(.taskQueue), "Task": .type(.task)])
        image.add(module: "math", MathModule.members)
        image.add(module: "cmath", CMathModule.members)
        if image.vm.firmware.threads != nil { image.add(module: "_thread", ThreadModule.members) }
        if image.vm.has(.templateStrings) { StringModule.add(to: image) }
        if image.vm.has(.weakReferences) {
            image.add(module: "weakref", ["ref": .type(.weakReference), "finalize": .type(.finaliser)])
        }
        if image.vm.has(.marshal) { image.add(module: "marshal", MarshalModule.members) }
        image.add(
            module: "__main__", [:]
        )
        let name = image.vm.internInFlash("__main__")
        image.vm.ram[image.vm.registry.pointee.modules[name.id]!.address + 4] = MemoryMap.mainGlobals
    }
}

extension VM {
    /// Constants that the compiler folds: `errno.EIO`, `math.pi` (MICROPY_COMP_MODULE_CONST).
    func foldableModuleConstant(_ module: Qstr, _ attribute: Qstr) -> Value? {
        let name = string(module)
        // mpy-cross is built without `errno` and `uctypes`.
        guard ["errno", "uctypes"].contains(name) && firmware.name != "mpy-cross" || name == "math",
            let builtin = registry.pointee.modules[module.id]
        else { return nil }
        let value = DictObject.get(ModuleObject.globals(builtin.address, ram), Value(attribute), self)
        return value.isNull || !(value.isSmallInt || type(of: value) == NativeType.float.address) ? nil : value
    }
}
