/// A descriptor of `uctypes`, and how many bytes it describes: an int is a scalar, type and offset; a tuple is an aggregate, whose first item is
/// kind and offset; a dict is a structure with a name for each field (extmod/moductypes.c, v1.29).
struct MappedLayout {
    let vm: VM
    let order: ByteOrder
    /// The largest scalar that `size(of:)` met: a structure in native order is rounded up to it.
    private(set) var largestBytes = 0

    init(_ vm: VM, _ order: ByteOrder) {
        self.vm = vm
        self.order = order
    }

    /// What the guest says for the third argument of `struct`; other numbers are big-endian.
    struct ByteOrder: RawRepresentable, Equatable {
        let rawValue: Int
        static let littleEndian = ByteOrder(rawValue: 0)
        static let bigEndian = ByteOrder(rawValue: 1)
        /// Little-endian, with the machine's alignment.
        static let native = ByteOrder(rawValue: 2)
    }

    enum Aggregate: Int { case structure, pointer, array }

    /// An int of a descriptor: a type in its upper bits, a number below.
    struct Item {
        let bits: Int32
        init(_ value: Value) { bits = value.smallInt }

        /// 0...15: see `MappedScalar`.
        var scalar: MappedScalar { MappedScalar(rawValue: Int(bits >> 27) & 15)! }
        /// An offset, or an array's length.
        var number: Int { Int(bits & 0x07FF_FFFF) }

        var aggregate: Aggregate? { Aggregate(rawValue: Int(bits >> 29) & 3) }
        var aggregateOffset: Int { Int(bits & 0x1FFF_FFFF) }

        /// A descriptor's constant.
        static func constant(_ scalar: MappedScalar) -> Int { Int(Int32(truncatingIfNeeded: scalar.rawValue << 28) >> 1) }
        static func constant(_ aggregate: Aggregate) -> Int {
            Int(Int32(truncatingIfNeeded: aggregate.rawValue << 30) >> 1)
        }

        // Fields of bits say where they begin, and how many they are, above an offset of 17 bits.
        static let bitPosition = 17
        static let bitLength = 22
        var bitFieldOffset: Int { number & 0x1FFFF }
        var firstBit: UInt32 { UInt32(number >> Item.bitPosition) & 31 }
        var bitCount: UInt32 { UInt32(number >> Item.bitLength) & 31 }
    }

    static func syntaxError(_ vm: VM) -> GuestException {
        vm.error(.typeError, "syntax error in uctypes descriptor")
    }

    // MARK: Sizes

    /// Bytes of a structure or an aggregate. Descriptors can hold themselves: their depth is limited as that of calls is.
    mutating func size(of descriptor: Value) throws(GuestException) -> Int {
        vm.state.pointee.stackUsed &+= VM.comparisonBytes
        defer { vm.state.pointee.stackUsed &-= VM.comparisonBytes }
        try vm.checkStack()
        if !DictObject.isDict(descriptor, vm) {
            if vm.isExactly(descriptor, .tuple) { return try size(ofAggregate: descriptor) }
            guard descriptor.isSmallInt else { throw MappedLayout.syntaxError(vm) }
            // The scalar of a structure has become a plain number, so that nobody knows what this was.
            throw vm.error(.typeError, "can't unambiguously get sizeof scalar")
        }
        let map = DictObject.map(descriptor, vm)
        var total = 0
        var place: UInt32 = 0
        while case let entry = map.nextEntry(&place), entry != 0 {
            total = max(total, try end(of: map.value(entry)))
        }
        if order == .native && largestBytes > 0 { total = (total + largestBytes - 1) & ~(largestBytes - 1) }
        return total & 0xFFFF_FFFF
    }

    /// Where a field of a structure ends.
    private mutating func end(of field: Value) throws(GuestException) -> Int {
        guard field.isSmallInt else {
            guard vm.isExactly(field, .tuple) else { throw MappedLayout.syntaxError(vm) }
            let offset = Item(TupleObject.item(field.address, 0, vm.ram)).aggregateOffset
            return offset + (try size(ofAggregate: field))
        }
        let item = Item(field)
        largestBytes = max(largestBytes, item.scalar.byteCount)
        return (item.scalar.isBitField ? item.bitFieldOffset : item.number) + item.scalar.byteCount
    }

    mutating func size(ofAggregate tuple: Value) throws(GuestException) -> Int {
        let count = TupleObject.count(tuple.address, vm.ram)
        guard count >= 2 else { throw MappedLayout.syntaxError(vm) }
        let second = TupleObject.item(tuple.address, 1, vm.ram)
        switch (Item(TupleObject.item(tuple.address, 0, vm.ram)).aggregate, count) {
        case (.structure, 2): return try size(of: second)
        case (.pointer, 2):
            largestBytes = max(largestBytes, 4)
            return 4
        case (.array, 2):
            let item = Item(second)
            largestBytes = max(largestBytes, item.scalar.byteCount)
            return item.scalar.byteCount * item.number & 0xFFFF_FFFF
        case (.array, 3):
            return try size(of: TupleObject.item(tuple.address, 2, vm.ram)) * Item(second).number & 0xFFFF_FFFF
        default: throw MappedLayout.syntaxError(vm)
        }
    }
}
