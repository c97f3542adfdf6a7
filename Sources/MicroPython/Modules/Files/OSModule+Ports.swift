/// What `os` has in the unix port alone, and on boards alone (ports/unix/modos.c and extmod/modos.c, v1.29).
extension OSModule {
    /// The environment is a copy: what the guest changes is seen by itself and by the commands that it runs.
    static let unixMembers: MethodTable = [
        "getenv": .range(1...2) { vm, arguments throws(GuestException) in
            let name = String(decoding: try vm.cText(of: arguments[0]), as: UTF8.self)
            guard let value = vm.state.pointee.environment[name] else { return arguments.optional(1) ?? .none }
            return try vm.newStr(value)
        },
        "putenv": .fixed(2) { vm, arguments throws(GuestException) in
            let name = try environmentName(vm, arguments[0])
            vm.state.pointee.environment[name] = String(decoding: try vm.cText(of: arguments[1]), as: UTF8.self)
            return .none
        },
        "unsetenv": .fixed(1) { vm, arguments throws(GuestException) in
            vm.state.pointee.environment[try environmentName(vm, arguments[0])] = nil
            return .none
        },
        "system": .fixed(1) { vm, arguments throws(GuestException) in
            let command = String(decoding: try vm.cText(of: arguments[0]), as: UTF8.self)
            guard let run = vm.state.pointee.commandRunner else {
                throw vm.error(.notImplementedError, "not modelled: os.system, where there is no host to run a command")
            }
            return try vm.newInt(run(command, vm.state.pointee.environment))
        },
        "errno": .range(0...1) { vm, arguments throws(GuestException) in
            guard let number = arguments.optional(0) else {
                return Value(smallInt: Int32(truncatingIfNeeded: vm.state.pointee.lastFileError))
            }
            vm.state.pointee.lastFileError = try vm.int(number)
            return .none
        },
        "urandom": urandom,
    ]

    static let boardMembers: MethodTable = [
        "sync": .fixed(0) { _, _ throws(GuestException) in .none },
        "uname": .fixed(0) { vm, _ throws(GuestException) in
            // It lies in flash from its first use on.
            if vm.state.pointee.systemNames.isNull { vm.state.pointee.systemNames = systemNames(vm) }
            return vm.state.pointee.systemNames
        },
        "urandom": urandom,
    ]

    /// The host refuses names that are empty or hold an equals sign.
    private static func environmentName(_ vm: VM, _ value: Value) throws(GuestException) -> String {
        let name = String(decoding: try vm.cText(of: value), as: UTF8.self)
        if name.isEmpty || name.contains("=") { throw vm.osError(FileError.invalid.number) }
        return name
    }

    private static func systemNames(_ vm: VM) -> Value {
        let platform = Value(vm.internInFlash(vm.firmware.platform))
        return AttributeTuple.makeInFlash(
            vm,
            [
                ("sysname", platform), ("nodename", platform), ("release", Value(vm.internInFlash("1.29.0"))),
                ("version", Value(vm.internInFlash(Firmware.release))),
                ("machine", Value(vm.internInFlash(vm.firmware.machineName))),
            ])
    }

    /// Not the host's chance: the same run gives the same bytes, the upper ones of splitmix64 (whose last shift does not touch them).
    private static let urandom: MethodTable.Member = .fixed(1) { vm, arguments throws(GuestException) in
        let count = try vm.int(arguments[0])
        if count < 0 { throw vm.error(.valueError, arguments: []) }
        var buffer = try TextBuffer(capacity: count + 1, vm)
        let start = try buffer.add(count, vm)
        for byte in vm.ram.mutableBytes(start, count: count).indices {
            vm.state.pointee.entropy &+= 0x9E37_79B9_7F4A_7C15
            var word = vm.state.pointee.entropy
            word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            vm.ram[byte: start &+ vm.word(byte)] = UInt8(truncatingIfNeeded: word >> 56)
        }
        return try vm.newStr(adopting: &buffer, .bytes)
    }
}
