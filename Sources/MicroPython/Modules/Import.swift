/// `import`: built-in modules, then files along `sys.path` (py/builtinimport.c, v1.29).
extension VM {
    /// `import name` / `from name import ...` (a tuple in `from`), `level` dots up.
    ///
    /// `False` in `from` is what `-m` asks for: the module is the main program, and returned itself
    /// (MICROPY_MODULE_OVERRIDE_MAIN_IMPORT).
    func importModule(_ name: Qstr, from: Value, level: Value) throws(GuestException) -> Value {
        var levels = level.isSmallInt ? Int(level.smallInt) : 0
        if levels < 0 { throw error(.valueError, arguments: []) }
        var path = string(name)
        if levels > 0 { path = try absoluteName(path, &levels) }
        guard !path.isEmpty else { throw error(.valueError, arguments: []) }
        var top = Value.null
        var outer = Value.null
        var full = ""
        for component in path.split(separator: ".", omittingEmptySubsequences: false) {
            full = full.isEmpty ? String(component) : full + "." + component
            let isMain = from == Value(false) && full == path
            let module = try importLevel(intern(full), intern(String(component)), outer, isMain: isMain)
            outer = module
            if top.isNull { top = module }
        }
        return from == .none ? top : outer
    }

    private func absoluteName(_ name: String, _ levels: inout Int) throws(GuestException) -> String {
        let globals = currentGlobals
        var current = DictObject.get(globals, Value(.__name__), self)
        if current == Value(.__main__) {
            let real = DictObject.get(globals, Value(.__main__), self)
            if !real.isNull { current = real }
        }
        let isPackage = !DictObject.get(globals, Value(.__path__), self).isNull
        var parts = isStr(current) ? try text(current).split(separator: ".") : []
        for _ in 0..<(levels - (isPackage ? 1 : 0)) where !parts.isEmpty { parts.removeLast() }
        guard !parts.isEmpty, current != Value(.__main__) else {
            throw error(.importError, "can't perform relative import")
        }
        return (parts.map(String.init) + (name.isEmpty ? [] : [name])).joined(separator: ".")
    }

    private func text(_ value: Value) throws(GuestException) -> String {
        String(decoding: try bytes(of: value), as: UTF8.self)
    }

    private func importLevel(
        _ full: Qstr, _ level: Qstr, _ outer: Value, isMain: Bool = false
    ) throws(GuestException) -> Value {
        let loaded = root(.loadedModules).address
        let known = DictObject.get(loaded, Value(full), self)
        if !known.isNull { return known }
        var found: (path: String, kind: GuestFileKind)?
        if outer.isNull {
            if let module = try builtinModule(level, isExtensible: false) { return module }
            found = try findTopLevel(string(level))
            if found == nil, let module = try builtinModule(level, isExtensible: true) { return module }
        } else {
            found = try findInPackage(outer, level)
            if found == nil, let member = builtinMember(outer, level) { return member }
        }
        guard let found else { throw error(.importError, "no module named '%q'", .name(full)) }
        let module = try ModuleObject.make(self, name: full)
        if isMain && found.kind != .directory { try makeMain(module, full) }
        do throws(GuestException) {
            try load(module, found.path, found.kind)
        } catch {
            _ = GuestMap.remove(loaded &+ DictObject.mapOffset, Value(full), self)
            throw error
        }
        if !outer.isNull { try storeAttribute(outer, level, module) }
        return module
    }

    /// A module that runs as `__main__`, and remembers its own name for relative imports.
    private func makeMain(_ module: Value, _ name: Qstr) throws(GuestException) {
        let globals = ModuleObject.globals(module.address, ram)
        try DictObject.store(globals, Value(.__name__), Value(.__main__), self)
        try DictObject.store(root(.loadedModules).address, Value(.__main__), module, self)
        try DictObject.store(globals, Value(.__main__), Value(name), self)
    }

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
        if isExtensible || string(name).first != "u" { return nil }
        if string(name) == "usys" { return findInterned("sys") }
        guard let known = findInterned(String(string(name).dropFirst())),
            let builtin = registry.pointee.modules[known.id], builtin.isExtensible
        else { return nil }
        return known
    }

    private func findInterned(_ text: String) -> Qstr? {
        var text = text
        return text.withUTF8 { findInterned(UnsafeRawBufferPointer($0)) }
    }

    /// A module that is a member of a built-in one, such as `collections.abc`.
    private func builtinMember(_ outer: Value, _ name: Qstr) -> Value? {
        let member = DictObject.get(ModuleObject.globals(outer.address, ram), Value(name), self)
        return !member.isNull && isExactly(member, .module) ? member : nil
    }

    private func findTopLevel(_ name: String) throws(GuestException) -> (String, GuestFileKind)? {
        let path = root(.systemPath)
        guard path.isAddress else { return find(name) }
        for index in 0..<ListObject.count(path.address, ram) {
            let entry = try text(ListObject.item(path.address, index, ram))
            if entry == ".frozen" { continue }
            if let found = find(entry.isEmpty ? name : entry + "/" + name) { return found }
        }
        return nil
    }

    private func findInPackage(_ outer: Value, _ name: Qstr) throws(GuestException) -> (String, GuestFileKind)? {
        guard let path = try loadAttributeMaybe(outer, Qstr(.__path__)) else { return nil }
        return find(try text(path) + "/" + string(name))
    }

    /// A package, a source or a compiled module at a path.
    private func find(_ path: String) -> (String, GuestFileKind)? {
        let files = state.pointee.files
        if files.kind(of: path) == .directory { return (path, .directory) }
        for suffix in [".py", ".mpy"] where files.kind(of: path + suffix) == .file { return (path + suffix, .file) }
        return nil
    }

    private func load(_ module: Value, _ path: String, _ kind: GuestFileKind) throws(GuestException) {
        guard kind == .directory else { return try loadFile(module, path) }
        try storeAttribute(module, Qstr(.__path__), newStr(path))
        for suffix in [".py", ".mpy"] where state.pointee.files.kind(of: path + "/__init__" + suffix) == .file {
            return try loadFile(module, path + "/__init__" + suffix)
        }
    }

    private func loadFile(_ module: Value, _ path: String) throws(GuestException) {
        guard let bytes = state.pointee.files.read(path) else { throw osError(2) }
        let globals = ModuleObject.globals(module.address, ram)
        let file = try intern(path)
        try DictObject.store(globals, Value(.__file__), Value(file), self)
        let mark = openScope()
        keep(module)
        if path.hasSuffix(".mpy") {
            try runCompiled(bytes, in: globals)
        } else {
            try runSource(bytes, file: file, in: globals)
        }
        closeScope(mark)
    }

    /// `from module import name`; a submodule of a package counts.
    func importFrom(_ module: Value, _ name: Qstr) throws(GuestException) -> Value {
        let loaded = try loadMethodMaybe(module, name)
        if !loaded.isMissing {
            return loaded.receiver.isNull ? loaded.value : try BoundMethodObject.make(self, loaded)
        }
        if let package = try loadAttributeMaybe(module, Qstr(.__name__)), isStr(package) {
            let full = try intern(try text(package) + "." + string(name))
            let known = DictObject.get(root(.loadedModules).address, Value(full), self)
            if !known.isNull { return known }
            if try loadAttributeMaybe(module, Qstr(.__path__)) != nil {
                do throws(GuestException) { return try importLevel(full, name, module) } catch {
                    guard ExceptionObject.matches(error.value, .importError, self) else { throw error }
                }
            }
        }
        throw error(.importError, "can't import name %q", .name(name))
    }

    /// `from module import *`: names in `__all__`, or all that do not begin with an underscore.
    func importAll(_ module: Value) throws(GuestException) {
        let locals = currentLocals
        if let all = try loadAttributeMaybe(module, Qstr(.__all__)) {
            try forEach(in: all) { name throws(GuestException) in
                try storeGlobal(qstr(name), loadAttribute(module, qstr(name)), locals)
            }
            return
        }
        let map = DictObject.map(ModuleObject.globals(module.address, ram), self)
        var position: UInt32 = 0
        while case let entry = map.nextEntry(&position), entry != 0 {
            let key = map.key(entry)
            guard key.isQstr, text(key.qstr).first != UInt8(ascii: "_") else { continue }
            try storeGlobal(key.qstr, map.value(entry), locals)
        }
    }
}
