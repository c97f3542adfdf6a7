/// A device whose methods are the guest's, and may raise.
protocol RaisingDevice: AnyObject {
    /// What the guest raised, until somebody raises it again.
    var raised: GuestException? { get set }
}

/// A guest's block device (extmod/vfs_blockdev.c and vfs_fat_diskio.c, v1.29): `readblocks`, `writeblocks` and `ioctl`, or the older `count` and
/// `sync`. The data pass through the window of the file system's object, which a memoryview beside it shows to the guest.
///
/// Not modelled: several blocks by one call.
final class BlockDevice: SectorDevice, RaisingDevice {
    private enum Request: Int32 { case start = 1, synchronize = 3, count = 4, size = 5 }

    private let vm: VM
    private let object: GuestAddress
    private let hasControl: Bool
    private(set) var sectorBytes = 512
    private(set) var sectorCount = 0
    var isReadOnly: Bool
    var raised: GuestException?

    private var device: Value { vm.ram.value(object &+ FATVolumeObject.Offset.device) }

    init(_ vm: VM, _ object: GuestAddress) throws(GuestException) {
        self.vm = vm
        self.object = object
        let device = vm.ram.value(object &+ FATVolumeObject.Offset.device)
        _ = try vm.loadMethod(device, vm.intern("readblocks"))
        isReadOnly = try vm.loadMethodMaybe(device, vm.intern("writeblocks")).isMissing
        hasControl = try !vm.loadMethodMaybe(device, vm.intern("ioctl")).isMissing
        if !hasControl { _ = try vm.loadMethod(device, vm.intern("count")) }
        if let failed = try ask(.start), failed != 0 { throw vm.osError(FileError.busy.number) }
        sectorBytes = try ask(.size) ?? 512
        sectorCount = try ask(.count) ?? 0
        guard [512, 1024, 2048, 4096].contains(sectorBytes) else { throw vm.osError(FileError.device.number) }
    }

    private func ask(_ request: Request) throws(GuestException) -> Int? {
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        let answer: Value
        if hasControl {
            answer = try vm.call(
                vm.loadMethod(device, vm.intern("ioctl")), [Value(smallInt: request.rawValue), Value(smallInt: 0)])
        } else if request == .count {
            answer = try vm.call(vm.loadMethod(device, vm.intern("count")), [])
        } else {
            guard request == .synchronize, try !vm.loadMethodMaybe(device, vm.intern("sync")).isMissing else {
                return nil
            }
            answer = try vm.call(vm.loadMethod(device, vm.intern("sync")), [])
        }
        return answer == .none ? nil : try vm.int(answer)
    }

    var stamp: UInt32 { FATTime.stamp(vm.state.pointee.clock.date(vm)) }

    private func transfer(_ method: String, _ sector: Int) throws(FileError) {
        // A file that the collector closes cannot call the guest.
        if vm.state.pointee.heap.isCollecting { throw .device }
        do throws(GuestException) {
            let mark = vm.openScope()
            defer { vm.closeScope(mark) }
            let view = object &+ FATVolumeObject.Offset.view
            vm.ram[view] = NativeType.memoryview.address
            // 'B', and it can be written to.
            vm.ram[view &+ ArrayStorage.Offset.code] = UInt32(UInt8(ascii: "B") | 0x80)
            vm.ram[view &+ ArrayStorage.Offset.count] = vm.word(sectorBytes)
            vm.ram[view &+ ArrayStorage.Offset.items] = object &+ FATVolumeObject.Offset.window
            let answer = try vm.call(
                vm.loadMethod(device, vm.intern(method)),
                [Value(smallInt: Int32(truncatingIfNeeded: sector)), Value(address: view)])
            // 0 or nothing is success.
            if answer != .none, try vm.int(answer) != 0 { throw vm.osError(FileError.device.number) }
        } catch {
            raised = error
            throw .device
        }
    }

    func read(_ sector: Int) throws(FileError) -> [UInt8] {
        try transfer("readblocks", sector)
        return Array(vm.ram.bytes(object &+ FATVolumeObject.Offset.window, count: sectorBytes))
    }

    func write(_ sector: Int, _ bytes: [UInt8]) throws(FileError) {
        if isReadOnly { throw .readOnly }
        bytes.withUnsafeBytes { vm.ram.copy($0, to: object &+ FATVolumeObject.Offset.window) }
        try transfer("writeblocks", sector)
    }

    func synchronize() throws(FileError) {
        if vm.state.pointee.heap.isCollecting { throw .device }
        do throws(GuestException) { _ = try ask(.synchronize) } catch {
            raised = error
            throw .device
        }
    }
}
