import MicroPython

/// `platform` (extmod/modplatform.c and modplatform.h, v1.29): what the firmware was built for and with.
///
/// Not modelled: which release of compiler and library each port's download was built with; these are those of the ports' toolchains of 2025.
struct PlatformModule: Sendable {
    let facts: MachineFacts

    private var architecture: String {
        switch facts.port {
        case .rp2, .stm32: "arm"
        case .esp32: facts.chip == "esp32c3" ? "riscv" : "xtensa"
        case .esp8266: "xtensa"
        }
    }

    /// ports/esp32 alone names what it stands on.
    private var system: String { facts.port == .esp32 ? "IDFv5.5.1" : "" }

    private static let library = (name: "newlib", version: "4.3.0")

    var module: NativeModule {
        let (name, version) = Self.library
        let words = "MicroPython-1.29.0-\(architecture)-\(system)-with-\(name)\(version)"
        let compiler = "GCC 14.2.0"
        return NativeModule(
            name: "platform",
            members: [
                "platform": .keywords(0) { vm, _ throws(GuestException) in vm.staticName(words) },
                "python_compiler": .fixed(0) { vm, _ throws(GuestException) in vm.staticName(compiler) },
                "libc_ver": .keywords(0) { vm, _ throws(GuestException) in
                    try vm.newTuple([vm.staticName(name), vm.staticName(version)])
                },
            ], isExtensible: true)
    }
}
