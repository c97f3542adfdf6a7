import MicroPython

/// `esp32.Partition` (esp32_partition.c and partitions-4MiBplus.csv of ports/esp32, v1.29): parts of the flash as block devices.
///
/// Not modelled: firmware, settings and the board's own files in them: what was not written is erased; a second firmware to boot.
struct PartitionObject: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.partition)
    private static let sectorBytes = 4096
    private static let types = (app: 0, data: 1)
    private static let anySubtype = 0xFF

    private struct Entry {
        var label: String
        var type: Int
        var subtype: Int
        var address: Int
        var byteCount: Int
    }

    /// The table; `vfs` is the rest of the flash, which the port adds as it starts.
    private var table: [Entry] {
        [
            Entry(label: "nvs", type: 1, subtype: 2, address: 0x9000, byteCount: 0x6000),
            Entry(label: "phy_init", type: 1, subtype: 1, address: 0xF000, byteCount: 0x1000),
            Entry(label: "factory", type: 0, subtype: 0, address: 0x10000, byteCount: 0x1F0000),
            Entry(
                label: "vfs", type: 1, subtype: 0x81, address: 0x200000,
                byteCount: hardware.facts.flashChipBytes - 0x200000),
        ]
    }

    private func entry(_ vm: VM, _ value: Value) -> Entry { table[Int(vm.word(value, 0))] }
    private func blockBytes(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 1)) }

    private func object(_ vm: VM, _ index: Int?, blockBytes: Int) throws(GuestException) -> Value {
        guard let index else { throw vm.osError(2) }
        // esp32_partition_obj_t: type, partition, cache, block size; small blocks have a sector's copy on the heap.
        let object = try vm.makeObject(Self.address, wordCount: 3)
        vm.setWord(object, 0, UInt32(index))
        vm.setWord(object, 1, UInt32(truncatingIfNeeded: blockBytes & 0xFFFF))
        vm.setWord(object, 2, 0)
        if blockBytes < Self.sectorBytes {
            let cache = try vm.newBytes(count: Self.sectorBytes - 1) { _ throws(GuestException) in }
            vm.setWord(object, 2, cache.bits)
        }
        return object
    }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 2, keywords: false)
        let index: Int?
        if vm.isInteger(arguments[0]) {
            guard (0...1).contains(try vm.int(arguments[0])) else { throw vm.exception(.valueError) }
            index = 2
        } else {
            let label = try vm.string(of: arguments[0])
            index = table.firstIndex { $0.label == label }
        }
        let size = try arguments.optional(1).map { value throws(GuestException) in try vm.int(value) }
        return try object(vm, index, blockBytes: size ?? Self.sectorBytes)
    }

    /// `find(type=TYPE_APP, subtype=0xff, label=None, block_size=4096)`.
    private func find(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let type = try reader.next("type").map { value throws(GuestException) in try vm.int(value) } ?? Self.types.app
        let subtype =
            try reader.next("subtype").map { value throws(GuestException) in try vm.int(value) } ?? Self.anySubtype
        let label = reader.next("label") ?? .none
        let size = try reader.next("block_size").map { value throws(GuestException) in try vm.int(value) }
        try reader.finish()
        let wanted = label == .none ? nil : try vm.string(of: label)
        let list = try vm.newList([])
        for (index, entry) in table.enumerated()
        where entry.type == type && (subtype == Self.anySubtype || entry.subtype == subtype)
            && (wanted == nil || entry.label == wanted)
        {
            _ = try vm.callMethod(list, "append", [object(vm, index, blockBytes: size ?? Self.sectorBytes)])
        }
        return list
    }

    private func info(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let entry = entry(vm, arguments[0])
        return try vm.newTuple([
            vm.newInt(entry.type), vm.newInt(entry.subtype), vm.newInt(entry.address), vm.newInt(entry.byteCount),
            vm.newStr(entry.label), .false,
        ])
    }

    // MARK: Blocks

    private func place(_ vm: VM, _ arguments: Arguments, count: Int) throws(GuestException) -> Int {
        let offset = try arguments.optional(3).map { value throws(GuestException) in try vm.int(value) } ?? 0
        let start = try vm.int(arguments[1]) * blockBytes(vm, arguments[0]) + offset
        let entry = entry(vm, arguments[0])
        // ESP_ERR_INVALID_SIZE and ESP_ERR_INVALID_ARG.
        guard start >= 0, start < entry.byteCount else { throw vm.osError(-0x102, "ESP_ERR_INVALID_ARG") }
        guard start + count <= entry.byteCount else { throw vm.osError(-0x104, "ESP_ERR_INVALID_SIZE") }
        return entry.address + start
    }

    private func read(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let bytes = try vm.mutableBytes(of: arguments[2])
        let start = try place(vm, arguments, count: bytes.count)
        hardware.flashSectors.read(at: start, into: bytes)
        return .none
    }

    /// Without an offset what is written over is erased first; else bits can only be cleared.
    private func write(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let bytes = try vm.bytes(of: arguments[2])
        let start = try place(vm, arguments, count: bytes.count)
        if arguments.count == 3 { hardware.flashSectors.erase(at: start, count: bytes.count) }
        hardware.flashSectors.program(at: start, bytes)
        return .none
    }

    private func control(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let size = blockBytes(vm, arguments[0])
        switch try vm.int(arguments[1]) {
        case 1...3: return Value(smallInt: 0)
        case 4: return try vm.newInt(entry(vm, arguments[0]).byteCount / max(1, size))
        case 5: return try vm.newInt(size)
        case 6:
            // EINVAL.
            if size != Self.sectorBytes { return Value(smallInt: -22) }
            let entry = entry(vm, arguments[0])
            let number = try vm.int(arguments[2])
            guard (0..<entry.byteCount / size).contains(number) else {
                throw vm.osError(-0x104, "ESP_ERR_INVALID_SIZE")
            }
            hardware.flashSectors.erase(at: entry.address + number * size, count: size)
            return Value(smallInt: 0)
        default: return .none
        }
    }

    // MARK: The table

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.partition,
            TypeSlots(
                name: "Partition",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    let entry = entry(vm, value)
                    try printer.write(
                        text: "<Partition type=\(entry.type), subtype=\(entry.subtype), address=\(entry.address), "
                            + "size=\(entry.byteCount), label=\(entry.label), encrypted=0>")
                },
                methods: [
                    "find": .staticMethod(.keywords(0, find)), "info": .fixed(1, info),
                    "readblocks": .range(3...4, read), "writeblocks": .range(3...4, write),
                    "ioctl": .fixed(3, control),
                    "set_boot": .fixed(1) { vm, arguments throws(GuestException) in
                        if entry(vm, arguments[0]).type == Self.types.app { return .none }
                        throw vm.osError(-0x102, "ESP_ERR_INVALID_ARG")
                    },
                    "mark_app_valid_cancel_rollback": .staticMethod(
                        .variable(0) { vm, _ throws(GuestException) in .none }),
                    // There is one firmware.
                    "get_next_update": .fixed(1) { vm, _ throws(GuestException) in throw vm.osError(2) },
                    "BOOT": .int(0), "RUNNING": .int(1), "TYPE_APP": .int(Self.types.app),
                    "TYPE_DATA": .int(Self.types.data),
                ]))
    }
}
