import Fabric
import MicroPython

/// `esp` (modesp.c of ports/esp8266 and ports/esp32, v1.29).
///
/// Not modelled: what `osdebug` and `sleep_type` switch; that files lie in the flash that `flash_read` reads; `meminfo`, `gpio_matrix_in` and
/// the like, which say so.
struct ESPModule: Sendable {
    let hardware: Hardware

    private var isESP32: Bool { hardware.facts.port == .esp32 }

    private func read(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let offset = try vm.int(arguments[0])
        if !isESP32 && vm.isInteger(arguments[1]) {
            let count = max(0, min(try vm.int(arguments[1]), 1 << 20))
            return try vm.newBytes(count: count) { hardware.flashSectors.read(at: offset, into: $0) }
        }
        try hardware.flashSectors.read(at: offset, into: vm.mutableBytes(of: arguments[1]))
        return .none
    }

    /// Flash can only be cleared, bit by bit.
    private func write(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let offset = try vm.int(arguments[0])
        let bytes = try vm.bytes(of: arguments[1])
        if !isESP32 && bytes.count % 4 != 0 { throw vm.exception(.valueError, "len must be multiple of 4") }
        // EIO.
        guard offset >= 0, offset + bytes.count <= hardware.facts.flashChipBytes else { throw vm.osError(5) }
        hardware.flashSectors.program(at: offset, bytes)
        return .none
    }

    private var flash: MethodTable {
        [
            "flash_read": .fixed(2, read),
            "flash_write": .fixed(2, write),
            "flash_erase": .fixed(1) { vm, arguments throws(GuestException) in
                let bytes = FlashSectors.sectorBytes
                hardware.flashSectors.erase(at: try vm.int(arguments[0]) * bytes, count: bytes)
                return .none
            },
            "flash_size": .fixed(0) { vm, _ throws(GuestException) in try vm.newInt(hardware.facts.flashChipBytes) },
            // The partition `vfs` begins at 2 MiB; the ESP8266's firmware ends a megabyte and a bit behind the start.
            "flash_user_start": .fixed(0) { vm, _ throws(GuestException) in
                try vm.newInt(isESP32 ? 0x200000 : 0x105000)
            },
        ]
    }

    private func absent(_ names: String...) -> MethodTable {
        MethodTable(
            names.map { name in
                (name, .variable(0) { vm, _ throws(GuestException) in throw hardware.notModelled("esp.\(name)", vm) })
            })
    }

    private var esp32: MethodTable {
        let levels: [(name: String, member: MethodTable.Member)] = [
            "NONE", "ERROR", "WARNING", "INFO", "DEBUG", "VERBOSE",
        ].enumerated().map { (name: "LOG_" + $1, member: .int($0)) }
        let debug: MethodTable = ["osdebug": .range(1...2) { _, _ throws(GuestException) in .none }]
        return debug + flash + absent("gpio_matrix_in", "gpio_matrix_out") + MethodTable(levels)
    }

    private var esp8266: MethodTable {
        let before: MethodTable = [
            "osdebug": .fixed(1) { _, _ throws(GuestException) in .none },
            "sleep_type": .range(0...1) { vm, arguments throws(GuestException) in
                guard let type = arguments.optional(0) else { return Value(smallInt: 2) }
                _ = try vm.int(type)
                return .none
            },
            "deepsleep": .range(0...2) { vm, arguments throws(GuestException) in
                let microseconds =
                    try arguments.optional(0).map { value throws(GuestException) in try vm.int(value) } ?? 0
                throw try hardware.deepSleep(
                    vm, microseconds > 0 ? .microseconds(UInt64(microseconds)) : nil)
            },
            // A W25Q32's: made up, the same in every run.
            "flash_id": .fixed(0) { vm, _ throws(GuestException) in try vm.newInt(0x1640EF) },
        ]
        let after: MethodTable = [
            "freemem": .fixed(0) { vm, _ throws(GuestException) in
                try vm.newInt(vm.heapUse.totalBytes - vm.heapUse.usedBytes)
            },
            "check_fw": .fixed(0) { _, _ throws(GuestException) in .true },
            "SLEEP_NONE": .int(0), "SLEEP_LIGHT": .int(1), "SLEEP_MODEM": .int(2),
        ]
        return before + flash
            + absent(
                "apa102_write", "meminfo", "malloc", "free", "esf_free_bufs", "set_native_code_location") + after
    }

    var module: NativeModule { NativeModule(name: "esp", members: isESP32 ? esp32 : esp8266) }
}
