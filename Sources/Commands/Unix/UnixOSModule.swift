import Foundation
import MicroPython

/// What `os` has on the unix port alone: the environment and the shell of the host (ports/unix/modos.c, v1.29).
///
/// Not modelled: `urandom`, whose bytes no run could repeat, and `errno`.
struct UnixOSModule: Sendable {
    /// Brings out what the guest has printed, before others print.
    let flush: @Sendable () -> Void

    var module: NativeModule {
        var module = NativeModule(
            name: "os",
            members: [
                "getenv": .range(1...2) { vm, arguments throws(GuestException) in
                    let name = try vm.string(of: arguments[0])
                    guard let value = getenv(name) else { return arguments.optional(1) ?? .none }
                    return try vm.newStr(String(cString: value))
                },
                "putenv": .fixed(2) { vm, arguments throws(GuestException) in
                    let (name, value) = (try vm.string(of: arguments[0]), try vm.string(of: arguments[1]))
                    guard setenv(name, value, 1) == 0 else { throw vm.osError(Int(errno)) }
                    return .none
                },
                "system": .fixed(1) { vm, arguments throws(GuestException) in
                    let command = try vm.string(of: arguments[0])
                    flush()
                    let status = system(command)
                    guard status != -1 else { throw vm.osError(Int(errno)) }
                    return try vm.newInt(Int(status))
                },
                "unsetenv": .fixed(1) { vm, arguments throws(GuestException) in
                    guard unsetenv(try vm.string(of: arguments[0])) == 0 else { throw vm.osError(Int(errno)) }
                    return .none
                },
            ])
        module.extendsCore = true
        return module
    }
}
