/// `import`: built-in modules, then files along `sys.path` (py/builtinimport.c, v1.29). How files are found and read stands in
/// `ModuleFiles`.
extension VM {
    /// What the statements call: `__import__` of the guest's own, where it put one into `builtins` (mp_import_name,
    /// py/runtime.c v1.29).
    func importName(_ name: Qstr, from: Value, level: Value) throws(GuestException) -> Value {
        let globals = Value(address: currentGlobals)
        let own = overriddenBuiltin(Qstr(.__import__))
        if own != 0 {
            exposeNamespaces()
            return try call(ram.value(own &+ 4), [Value(name), globals, .none, from, level])
        }
        return try importModule(Value(name), globals: globals, from: from, level: level)
    }

    /// The built-in `__import__`. `from`: None for `import a.b`, which gives `a`; False for `-m`, which makes the module
    /// `__main__`.
    func importModule(
        _ name: Value, globals: Value, from: Value, level: Value
    ) throws(GuestException) -> Value {
        var path = try text(of: name)
        let levels = level.isSmallInt ? Int(level.smallInt) : 0
        if levels < 0 { throw error(.valueError, arguments: []) }
        if levels > 0 { path = text(try absoluteName(path, levels, globals)) }
        guard !path.isEmpty else { throw error(.valueError, arguments: []) }
        var top = Value.null
        var outer = Value.null
        var start = 0
        for end in 1...path.count where end == path.count || path[end] == UInt8(ascii: ".") {
            let full = try intern(UnsafeRawBufferPointer(rebasing: path[..<end]))
            let component = start == 0 ? full : try intern(UnsafeRawBufferPointer(rebasing: path[start..<end]))
            let isMain = end == path.count && from == .false
            outer = try importLevel(full, component, outer, isMain: isMain)
            if top.isNull { top = outer }
            start = end + 1
        }
        return from == .none ? top : outer
    }

    /// The name that so many dots lead to, from the module whose globals are given.
    private func absoluteName(
        _ name: UnsafeRawBufferPointer, _ levels: Int, _ globals: Value
    ) throws(GuestException) -> Qstr {
        var dict = currentGlobals
        if globals != .none {
            guard isExactly(globals, .dict) else { throw error(.typeError, arguments: []) }
            dict = globals.address
        }
        var current = try requiredItem(dict, Value(.__name__))
        // Under `-m` the module's real name stands in `__main__`.
        if current == Value(.__main__) { current = try requiredItem(dict, current) }
        let isPackage = !DictObject.get(dict, Value(.__path__), self).isNull
        let module = try text(of: current)
        var left = levels - (isPackage ? 1 : 0)
        var end = module.count
        while left > 0 && end > 0 {
            end -= 1
            if module[end] == UInt8(ascii: ".") { left -= 1 }
        }
        guard end > 0 else { throw error(.importError, "can't perform relative import") }
        return try intern(Array(module[..<end]) + (name.isEmpty ? [] : [UInt8(ascii: ".")] + name))
    }

    private func requiredItem(_ dict: GuestAddress, _ key: Value) throws(GuestException) -> Value {
        let value = DictObject.get(dict, key, self)
        if value.isNull { throw error(.keyError, arguments: [key]) }
        return value
    }

    private func importLevel(
        _ full: Qstr, _ level: Qstr, _ outer: Value, isMain: Bool
    ) throws(GuestException) -> Value {
        let loaded = root(.loadedModules).address
        // An empty `sys.path` asks for built-in modules.
        if try GuestWords.of(root(.systemPath), self).count > 0 {
            let known = DictObject.get(loaded, Value(full), self)
            if !known.isNull { return known }
        }
        var file = ModuleFile(self)
        var isFound = false
        if outer.isNull {
            if let module = try builtinModule(level, isExtensible: false) { return module }
            isFound = try file.find(text(level), along: root(.systemPath), self)
            if !isFound, let module = try builtinModule(level, isExtensible: true) { return module }
        } else {
            if let member = builtinMember(outer, level) { return member }
            if let path = try packagePath(outer) {
                isFound = try file.find(text(level), in: path, self)
            }
        }
        guard isFound else {
            if firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue {
                throw error(.importError, "module not found")
            }
            throw error(.importError, "no module named '%q'", .name(full))
        }
        let module = try ModuleObject.make(self, name: full)
        do throws(GuestException) {
            if isMain && !file.isPackage { try makeMain(module, full) }
            try file.load(module, self)
            if !outer.isNull { try storeAttribute(outer, level, module) }
        } catch {
            _ = GuestMap.remove(loaded &+ DictObject.mapOffset, Value(full), self)
            throw error
        }
        return module
    }

    /// A module that `-m` runs calls itself `__main__`.
    private func makeMain(_ module: Value, _ name: Qstr) throws(GuestException) {
        let globals = ModuleObject.globals(module.address, ram)
        try DictObject.store(globals, Value(.__name__), Value(.__main__), self)
        try DictObject.store(root(.loadedModules).address, Value(.__main__), module, self)
        try DictObject.store(globals, Value(.__main__), Value(name), self)
    }

    private func packagePath(_ module: Value) throws(GuestException) -> UnsafeRawBufferPointer? {
        let path = try loadMethodMaybe(module, Qstr(.__path__))
        return path.isMissing ? nil : try text(of: path.value)
    }

    // MARK: Built-in modules

    private func builtinModule(_ name: Qstr, isExtensible: Bool) throws(GuestException) -> Value? {
        guard let name = builtinName(name, isExtensible: isExtensible), let builtin = registry.pointee.modules[name.id]
        else { return nil }
        let value = Value(address: builtin.address)
        if let initialise = builtin.initialise {
            registry.pointee.modules[name.id]?.initialise = nil
            try initialise(self, value)
        }
        return value
    }

    /// The name under which a built-in module is known: `utime` is `time`, which no file can replace then
    /// (mp_module_get_builtin, py/objmodule.c v1.29).
    private func builtinName(_ name: Qstr, isExtensible: Bool) -> Qstr? {
        if let builtin = registry.pointee.modules[name.id], builtin.isExtensible == isExtensible { return name }
        let text = text(name)
        if isExtensible || text.first != UInt8(ascii: "u") { return nil }
        guard let known = findInterned(UnsafeRawBufferPointer(rebasing: text[1...])) else { return nil }
        if known == Qstr(.sys) { return known }
        guard let builtin = registry.pointee.modules[known.id], builtin.isExtensible
        else { return nil }
        return known
    }

    func findInterned(_ text: String) -> Qstr? {
        var text = text
        return text.withUTF8 { findInterned(UnsafeRawBufferPointer($0)) }
    }

    /// A module that is a member of a built-in one, such as `collections.abc`.
    private func builtinMember(_ outer: Value, _ name: Qstr) -> Value? {
        guard isExactly(outer, .module) else { return nil }
        let globals = ModuleObject.globals(outer.address, ram)
        guard DictObject.isFixed(globals, ram) else { return nil }
        let member = DictObject.get(globals, Value(name), self)
        return !member.isNull && isExactly(member, .module) ? member : nil
    }

    // MARK: from x import y

    /// `from module import name`; a submodule of a package counts.
    func importFrom(_ module: Value, _ name: Qstr) throws(GuestException) -> Value {
        let loaded = try loadMethodMaybe(module, name)
        if !loaded.isMissing {
            return loaded.receiver.isNull ? loaded.value : try BoundMethodObject.make(self, loaded)
        }
        guard try packagePath(module) != nil else { throw error(.importError, "can't import name %q", .name(name)) }
        let package = try loadMethodMaybe(module, Qstr(.__name__)).value
        let full = Array(try text(of: package)) + [UInt8(ascii: ".")] + text(name)
        return try importName(intern(full), from: .true, level: Value(smallInt: 0))
    }

    /// `from module import *`: names in `__all__`, or all that do not begin with an underscore.
    func importAll(_ module: Value) throws(GuestException) {
        let locals = currentLocals
        if let all = try publicNames(module) {
            let words = try GuestWords.of(all, self)
            for index in 0..<words.count {
                let name = try qstr(ram.value(words.at(index)))
                try storeGlobal(name, loadMethod(module, name).value, locals)
            }
            return
        }
        let dict = try loadMethod(module, Qstr(.__dict__)).value
        guard DictObject.isDict(dict, self) else { throw badConversion(dict) }
        let map = DictObject.map(dict, self)
        var position: UInt32 = 0
        while case let entry = map.nextEntry(&position), entry != 0 {
            let key = map.key(entry)
            guard try text(of: key).first != UInt8(ascii: "_") else { continue }
            try storeGlobal(qstr(key), map.value(entry), locals)
        }
    }

    private func publicNames(_ module: Value) throws(GuestException) -> Value? {
        do throws(GuestException) {
            let all = try loadMethodMaybe(module, Qstr(.__all__))
            return all.isMissing ? nil : all.value
        } catch {
            guard ExceptionObject.matches(error.value, .attributeError, self) else { throw error }
            return nil
        }
    }
}
