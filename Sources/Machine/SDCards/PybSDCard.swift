import Fabric
import MicroPython

/// `pyb.SDCard` and `machine.SDCard` of the pyboard (sdcard.c of ports/stm32, v1.29): the socket on the board, with the card that the run was given.
///
/// Not modelled: the switch at pin SD, blocks that are not at an address of four, which take another 512 bytes to be written.
struct PybSDCard: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.pybSDCard)
    private static let blockBytes = MemoryCard.blockBytes

    static func isThere(_ facts: MachineFacts) -> Bool { facts.chip == "stm32f405" }

    /// Four lines at 24 MHz (SDMMC_TRANSFER_CLK_DIV 0: half of 48).
    private var driver: SocketCardDriver? {
        hardware.card.map { SocketCardDriver(hardware, $0, hertz: 24_000_000, width: 4) }
    }

    private var isActive: Bool {
        get { hardware.state.isCardActive }
        nonmutating set { hardware.state.isCardActive = newValue }
    }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 0, keywords: false)
        return vm.staticInstance(of: Self.address)
    }

    private func turnOn(_ vm: VM) throws(GuestException) -> Bool {
        if isActive { return true }
        guard let driver else { return false }
        _ = try driver.begin(vm)
        isActive = true
        return true
    }

    private func info(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        guard isActive, let card = hardware.card else { return .none }
        let count = card.blockCount * Self.blockBytes
        // CARD_SDSC ends at 2 GB, CARD_SDHC_SDXC goes on.
        return try vm.newTuple([
            vm.newInt(count), Value(smallInt: Int32(Self.blockBytes)), Value(smallInt: count > 2 << 30 ? 1 : 0),
        ])
    }

    /// 0 or -EIO.
    private func read(
        _ vm: VM, _ block: Int, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(GuestException) -> Int32 {
        guard isActive, let driver else { return -5 }
        let whole = buffer.count / Self.blockBytes * Self.blockBytes
        return try driver.read(block, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<whole]), vm) == nil
            ? 0 : -5
    }

    private func write(_ vm: VM, _ block: Int, _ bytes: UnsafeRawBufferPointer) throws(GuestException) -> Int32 {
        guard isActive, let driver else { return -5 }
        let whole = bytes.count / Self.blockBytes * Self.blockBytes
        return try driver.write(block, UnsafeRawBufferPointer(rebasing: bytes[..<whole]), vm) == nil ? 0 : -5
    }

    private func control(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        switch try vm.int(arguments[1]) {
        case 1: return Value(smallInt: try turnOn(vm) ? 0 : -1)
        case 2:
            isActive = false
            return Value(smallInt: 0)
        case 3: return Value(smallInt: 0)
        case 4: return try vm.newInt(isActive ? hardware.card?.blockCount ?? 0 : 0)
        case 5: return Value(smallInt: Int32(Self.blockBytes))
        default: return Value(smallInt: -1)
        }
    }

    /// `read(block)` and `write(block, data)`, kept for old sketches.
    private var oldMethods: MethodTable {
        [
            "read": .fixed(2) { vm, arguments throws(GuestException) in
                let block = try vm.int(arguments[1])
                let array = try vm.call(vm.builtin("bytearray"), [Value(smallInt: Int32(Self.blockBytes))])
                let result = try read(vm, block, vm.mutableBytes(of: array))
                if result != 0 {
                    throw vm.exception(.exception, "sdcard_read_blocks failed [%s]", .text("\(result)"))
                }
                return array
            },
            "write": .fixed(3) { vm, arguments throws(GuestException) in
                let bytes = try vm.bytes(of: arguments[2])
                if bytes.count % Self.blockBytes != 0 {
                    throw vm.exception(
                        .valueError, "writes must be a multiple of %s bytes", .text("\(Self.blockBytes)"))
                }
                let result = try write(vm, vm.int(arguments[1]), bytes)
                if result != 0 {
                    throw vm.exception(.exception, "sdcard_write_blocks failed [%s]", .text("\(result)"))
                }
                return .none
            },
        ]
    }

    private var methods: MethodTable {
        let methods: MethodTable = [
            "present": .fixed(1) { _, _ throws(GuestException) in Value(hardware.card != nil) },
            "power": .fixed(2) { vm, arguments throws(GuestException) in
                if try vm.truth(of: arguments[1]) { return Value(try turnOn(vm)) }
                isActive = false
                return .true
            },
            "info": .fixed(1, info),
        ]
        return methods + oldMethods + [
            "readblocks": .fixed(3) { vm, arguments throws(GuestException) in
                let buffer = try vm.mutableBytes(of: arguments[2])
                return Value(smallInt: try read(vm, vm.int(arguments[1]), buffer))
            },
            "writeblocks": .fixed(3) { vm, arguments throws(GuestException) in
                let bytes = try vm.bytes(of: arguments[2])
                return Value(smallInt: try write(vm, vm.int(arguments[1]), bytes))
            },
            "ioctl": .fixed(3, control),
        ]
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.pybSDCard,
            TypeSlots(
                name: "SDCard",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) }, methods: methods))
    }
}

extension Hardware {
    /// Mounts the card of a pyboard on `/sd`, if there is one with a file system, as main.c of ports/stm32 does before `boot.py`, and puts it before the
    /// flash in `sys.path`.
    ///
    /// Not modelled: that the card then is the current directory and `main.py` is looked for there; a file system in any but the first partition.
    public func mountCardAtBoot(_ vm: VM) throws(GuestException) {
        guard PybSDCard.isThere(facts), card != nil else { return }
        let load = try vm.builtin("__import__")
        let vfs = try vm.call(load, [vm.staticName("vfs")])
        let device = vm.staticInstance(of: MachineTypes.address(MachineTypes.pybSDCard))
        do throws(GuestException) {
            let volume = try vm.call(vm.attribute(vfs, "VfsFat"), [device])
            _ = try vm.call(vm.attribute(vfs, "mount"), [volume, vm.staticName("/sd")])
        } catch {
            return try vm.print("MPY: can't mount SD card\n")
        }
        let path = try vm.attribute(vm.call(load, [vm.staticName("sys")]), "path")
        for (place, folder) in ["/sd", "/sd/lib"].enumerated() {
            _ = try vm.callMethod(path, "insert", [Value(smallInt: Int32(2 + place)), vm.staticName(folder)])
        }
    }
}
