import MicroPython

/// `esp32.NVS`: numbers and bytes that outlive resets (esp32_nvs.c of ports/esp32, v1.29; ESP-IDF's nvs.h).
///
/// Not modelled: that the storage is full some day; what is set is there without `commit`.
struct NVSObject: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.nvs)

    enum Entry: Equatable {
        case number(Int32)
        case bytes([UInt8])
    }

    /// ESP-IDF's errors (nvs.h): ESP_ERR_NVS_BASE is 0x1100.
    private enum Fault: Int {
        case notFound = 0x1102
        case typeMismatch = 0x1103
        case invalidName = 0x1106
        case keyTooLong = 0x1109
        case invalidLength = 0x110C

        var name: String {
            switch self {
            case .notFound: "ESP_ERR_NVS_NOT_FOUND"
            case .typeMismatch: "ESP_ERR_NVS_TYPE_MISMATCH"
            case .invalidName: "ESP_ERR_NVS_INVALID_NAME"
            case .keyTooLong: "ESP_ERR_NVS_KEY_TOO_LONG"
            case .invalidLength: "ESP_ERR_NVS_INVALID_LENGTH"
            }
        }
    }

    /// check_esp_err: the number is negative.
    private func error(_ fault: Fault, _ vm: VM) -> GuestException { vm.osError(-fault.rawValue, fault.name) }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        let name = try vm.string(of: arguments[0])
        // NVS_KEY_NAME_MAX_SIZE is 16 with the zero byte.
        guard (1...15).contains(name.utf8.count) else { throw error(.invalidName, vm) }
        let object = try vm.makeObject(Self.address, wordCount: 1)
        hardware.state.openNamespaces.append(name)
        vm.setWord(object, 0, UInt32(hardware.state.openNamespaces.count))
        return object
    }

    private func place(
        _ vm: VM, _ arguments: Arguments
    ) throws(GuestException) -> (space: String, key: String) {
        let key = try vm.string(of: arguments[1])
        guard (1...15).contains(key.utf8.count) else { throw error(key.isEmpty ? .invalidName : .keyTooLong, vm) }
        return (hardware.state.openNamespaces[Int(vm.word(arguments[0], 0)) - 1], key)
    }

    private func entry(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Entry {
        let place = try place(vm, arguments)
        guard let entry = hardware.state.storage[place.space]?[place.key] else { throw error(.notFound, vm) }
        return entry
    }

    private func store(_ vm: VM, _ arguments: Arguments, _ entry: Entry) throws(GuestException) -> Value {
        let place = try place(vm, arguments)
        hardware.state.storage[place.space, default: [:]][place.key] = entry
        return .none
    }

    private func bytes(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let target = try vm.mutableBytes(of: arguments[2])
        guard case .bytes(let bytes) = try entry(vm, arguments) else { throw error(.typeMismatch, vm) }
        guard bytes.count <= target.count else { throw error(.invalidLength, vm) }
        for (index, byte) in bytes.enumerated() { target[index] = byte }
        return Value(smallInt: Int32(bytes.count))
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.nvs,
            TypeSlots(
                name: "NVS",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { _, _, printer, _ throws(GuestException) in try printer.write("<NVS namespace>") },
                methods: [
                    "get_i32": .fixed(2) { vm, arguments throws(GuestException) in
                        guard case .number(let number) = try entry(vm, arguments) else {
                            throw error(.typeMismatch, vm)
                        }
                        return try vm.newInt(Int(number))
                    },
                    "set_i32": .fixed(3) { vm, arguments throws(GuestException) in
                        let number = Int32(truncatingIfNeeded: try vm.int(arguments[2]))
                        return try store(vm, arguments, .number(number))
                    },
                    "get_blob": .fixed(3, bytes),
                    "set_blob": .fixed(3) { vm, arguments throws(GuestException) in
                        try store(vm, arguments, .bytes(Array(try vm.bytes(of: arguments[2]))))
                    },
                    "erase_key": .fixed(2) { vm, arguments throws(GuestException) in
                        _ = try entry(vm, arguments)
                        let place = try place(vm, arguments)
                        hardware.state.storage[place.space]?[place.key] = nil
                        return .none
                    },
                    "commit": .fixed(1) { _, _ throws(GuestException) in .none },
                ]))
    }
}
