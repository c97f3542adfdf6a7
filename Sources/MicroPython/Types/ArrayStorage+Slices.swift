/// Slices of bytearrays and memoryviews as protocols of the guest take and fill them: piece by piece.
extension ArrayStorage {
    /// `item` of a slice, where the blocks that this needs are free and nothing can fail; 0: `item` has to do it.
    @inline(__always) static func slicedAtOnce(_ vm: VM, _ array: GuestAddress, _ index: GuestAddress) -> UInt32 {
        let ram = vm.ram
        guard let bounds = SliceObject.plainRangeAtOnce(index, count: Int(ram[array &+ Offset.count]), ram) else {
            return 0
        }
        let first = UInt32(truncatingIfNeeded: bounds.lowerBound)
        let items = ram[array &+ Offset.items]
        guard ram[array] == NativeType.memoryview.address else {
            return copyAtOnce(vm, items &+ first, count: bounds.count)
        }
        guard first < 1 << 24 else { return 0 }
        let code = ram[array &+ Offset.code]
        let view = vm.state.pointee.heap.quickBlockNear()
        if view != 0 { fill(view, .memoryview, code &+ first &<< 8, bounds.count, items, ram) }
        return view
    }

    /// Stores into a slice where nothing can fail; false: `item` has to do it.
    @inline(__always) static func storeAtOnce(
        _ ram: GuestRAM, _ array: GuestAddress, _ index: GuestAddress, _ store: UInt32
    ) -> Bool {
        let isView = ram[array] == NativeType.memoryview.address
        let code = ram[array &+ Offset.code]
        guard isBytes(code), !isView || UInt8(truncatingIfNeeded: code) & writable != 0,
            let bounds = SliceObject.plainRangeAtOnce(index, count: Int(ram[array &+ Offset.count]), ram),
            let source = bytes(of: store, count: bounds.count, ram)
        else { return false }
        let first = (isView ? code &>> 8 : 0) &+ UInt32(truncatingIfNeeded: bounds.lowerBound)
        ram.copy(from: source, to: ram[array &+ Offset.items] &+ first, count: bounds.count)
        return true
    }

    /// A bytearray with a copy of some bytes.
    @inline(never) private static func copyAtOnce(_ vm: VM, _ source: GuestAddress, count: Int) -> UInt32 {
        guard count > 0 else { return 0 }
        let copy = vm.state.pointee.heap.quickBlock(vm.ram)
        if copy == 0 { return 0 }
        let items = vm.state.pointee.heap.quickObject(count, vm.ram)
        if items == 0 {
            vm.state.pointee.heap.takeBack(copy)
            return 0
        }
        vm.ram.copy(from: source, to: items, count: count)
        fill(copy, .bytearray, UInt32(ElementCode.byteArray), count, items, vm.ram)
        return copy
    }

    @inline(__always) static func fill(
        _ array: GuestAddress, _ type: NativeType, _ code: UInt32, _ count: Int, _ items: GuestAddress, _ ram: GuestRAM
    ) {
        let words = ram.words(array)
        words[0] = type.address
        words[1] = code
        words[2] = UInt32(truncatingIfNeeded: count)
        words[3] = items
    }

    /// Where so many bytes lie that a slice takes; nil of other values and other lengths.
    @inline(__always) private static func bytes(of value: UInt32, count: Int, _ ram: GuestRAM) -> GuestAddress? {
        guard value & 3 == 0 && value != 0 else { return nil }
        let type = ram[value]
        if type == NativeType.bytes.address {
            return Int(ram[value &+ StrObject.Offset.count]) == count ? ram[value &+ StrObject.Offset.data] : nil
        }
        let isView = type == NativeType.memoryview.address
        guard isView || type == NativeType.bytearray.address, Int(ram[value &+ Offset.count]) == count else {
            return nil
        }
        let code = ram[value &+ Offset.code]
        return isBytes(code) ? ram[value &+ Offset.items] &+ (isView ? code &>> 8 : 0) : nil
    }

    /// Elements of one byte.
    @inline(__always) private static func isBytes(_ code: UInt32) -> Bool {
        let code = UInt8(truncatingIfNeeded: code) & ~writable
        return code == ElementCode.byteArray || code == UInt8(ascii: "B") || code == UInt8(ascii: "b")
    }
}
