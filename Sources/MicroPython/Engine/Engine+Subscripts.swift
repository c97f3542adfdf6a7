/// Items by their index: in the loop of lists, tuples and bytes, in one call of dicts and of slices of lists, else by the type.
extension Engine {
    /// Stores into a list or bytearray where there is such an item and it takes the value.
    @inline(__always) static func storeItem(
        _ ram: GuestRAM, _ object: UInt32, _ index: UInt32, _ value: UInt32
    ) -> Bool {
        guard object & 3 == 0 && index & 1 != 0 && value != 0 else { return false }
        let kind = ram[object]
        let position = index &>> 1
        if kind == NativeType.list.address {
            guard position < ram[object &+ ListObject.Offset.count] else { return false }
            ram[ram[object &+ ListObject.Offset.items] &+ position &* 4] = value
            return true
        }
        guard kind == NativeType.bytearray.address, position < ram[object &+ ArrayStorage.Offset.count],
            value & 1 != 0 && value &>> 1 < 256
        else { return false }
        ram[byte: ram[object &+ ArrayStorage.Offset.items] &+ position] = UInt8(truncatingIfNeeded: value &>> 1)
        return true
    }

    /// An item of a list, tuple, bytearray or bytes by its number, where there is one; else 0.
    @inline(__always) static func item(_ ram: GuestRAM, _ object: UInt32, _ number: Int32) -> UInt32 {
        guard object & 3 == 0 else { return 0 }
        let kind = ram[object]
        if kind == NativeType.list.address {
            let place = place(number, ram[object &+ ListObject.Offset.count])
            return place < ram[object &+ ListObject.Offset.count]
                ? ram[ram[object &+ ListObject.Offset.items] &+ place &* 4] : 0
        }
        if kind == NativeType.tuple.address {
            let place = place(number, ram[object &+ 4])
            return place < ram[object &+ 4] ? ram[TupleObject.items(object) &+ place &* 4] : 0
        }
        if kind == NativeType.bytearray.address || kind == NativeType.bytes.address {
            // Both have their count and their bytes in the same places.
            let place = place(number, ram[object &+ StrObject.Offset.count])
            guard place < ram[object &+ StrObject.Offset.count] else { return 0 }
            return Value(smallInt: Int32(ram[byte: ram[object &+ StrObject.Offset.data] &+ place])).bits
        }
        return 0
    }

    /// From the end where it is negative; what lies outside is no smaller than the count.
    @inline(__always) private static func place(_ number: Int32, _ count: UInt32) -> UInt32 {
        UInt32(bitPattern: number) &+ (number < 0 ? count : 0)
    }

    /// Each kind has a function of its own, so that none saves registers for another.
    @inline(never) static func subscripted(
        _ vm: VM, _ ip: IP, _ object: UInt32, _ index: UInt32, _ store: UInt32
    ) -> UInt32 {
        if object & 3 == 0 {
            let kind = vm.ram[object]
            if kind == NativeType.dict.address { return subscriptedDict(vm, ip, object, index, store) }
            if index & 3 == 0 && vm.ram[index] == NativeType.slice.address {
                if kind == NativeType.list.address { return slicedList(vm, ip, object, index, store) }
                if kind == NativeType.memoryview.address || kind == NativeType.bytearray.address {
                    return store == Value.sentinel.bits
                        ? slicedArray(vm, ip, object, index) : storedSlice(vm, ip, object, index, store)
                }
            }
            if kind == NativeType.str.address { return subscriptedText(vm, ip, object, index, store) }
        }
        if Value(bits: object).isQstr { return subscriptedText(vm, ip, object, index, store) }
        return subscriptedByType(vm, ip, object, index, store)
    }

    @inline(never) private static func subscriptedText(
        _ vm: VM, _ ip: IP, _ text: UInt32, _ index: UInt32, _ store: UInt32
    ) -> UInt32 {
        if store != Value.sentinel.bits { return subscriptedByType(vm, ip, text, index, store) }
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        return native(vm) { () throws(GuestException) in
            try StrObject.item(vm, Value(bits: text), Value(bits: index), .sentinel)
        }
    }

    @inline(never) private static func subscriptedDict(
        _ vm: VM, _ ip: IP, _ dict: UInt32, _ key: UInt32, _ store: UInt32
    ) -> UInt32 {
        let map = GuestMap(dict &+ DictObject.mapOffset, vm)
        if store == Value.sentinel.bits {
            let absent = Value.sentinel.bits
            // An empty table has no key that need not be asked for its hash.
            let isPlain = key & 1 != 0 || Value(bits: key).isQstr
            let value = isPlain && map.count == 0 ? absent : map.getAtOnce(Value(bits: key), absent)
            if value == absent { return raiseMissing(vm, ip, dict, key) }
            if value != 0 { return value }
        } else if store != 0 && map.setAtOnce(Value(bits: key), store) {
            return Value.none.bits
        }
        return subscriptedByType(vm, ip, dict, key, store)
    }

    @inline(never) private static func raiseMissing(_ vm: VM, _ ip: IP, _ dict: UInt32, _ key: UInt32) -> UInt32 {
        let made = ExceptionObject.makeAtOnce(vm, NativeType.keyError.address, Value(bits: key))
        if made == 0 { return subscriptedByType(vm, ip, dict, key, Value.sentinel.bits) }
        vm.engine.pointee.pending = Value(address: made)
        return 0
    }

    @inline(never) private static func slicedList(
        _ vm: VM, _ ip: IP, _ list: UInt32, _ slice: UInt32, _ store: UInt32
    ) -> UInt32 {
        let value = ListObject.slicedAtOnce(vm, list, slice, store)
        return value != 0 ? value : subscriptedByType(vm, ip, list, slice, store)
    }

    @inline(never) private static func slicedArray(
        _ vm: VM, _ ip: IP, _ array: UInt32, _ slice: UInt32
    ) -> UInt32 {
        let value = ArrayStorage.slicedAtOnce(vm, array, slice)
        return value != 0 ? value : subscriptedByType(vm, ip, array, slice, Value.sentinel.bits)
    }

    @inline(never) private static func storedSlice(
        _ vm: VM, _ ip: IP, _ array: UInt32, _ slice: UInt32, _ store: UInt32
    ) -> UInt32 {
        if ArrayStorage.storeAtOnce(vm.ram, array, slice, store) { return Value.none.bits }
        return subscriptedByType(vm, ip, array, slice, store)
    }

    @inline(never) private static func subscriptedByType(
        _ vm: VM, _ ip: IP, _ object: UInt32, _ index: UInt32, _ store: UInt32
    ) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        return native(vm) { () throws(GuestException) in
            try vm.subscripted(Value(bits: object), Value(bits: index), store: Value(bits: store))
        }
    }
}
