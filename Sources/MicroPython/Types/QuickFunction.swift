/// Functions of the firmware whose usual case the engine does by itself: nothing is allocated, called or raised then, so
/// that no scope has to be opened.
enum QuickFunction: UInt8, Sendable {
    case none
    /// `len(x)`.
    case length
    /// `list.append(x)` where there is room.
    case append
    /// `list.pop()` and `list.pop(n)` where the list keeps its room.
    case pop
    /// `list.insert(n, x)` where there is room.
    case insert
    /// `dict.get(key, default)` where one look at the table decides.
    case get
    /// `getattr(x, name)` of an attribute of the instance's own.
    case getAttribute
    /// `setattr(x, name, value)` of one that it has already, and whose class leaves that to it.
    case setAttribute
    /// `abs(x)` of a number that is no large int.
    case abs
    /// `math.sqrt(x)`, `math.sin(x)` and `math.cos(x)` of a number that has one.
    case squareRoot, sine, cosine

    static let last = QuickFunction.cosine

    /// By the number in the guest's memory; `none` for a forged one. The cases count up from 0, so the bits are the case: a search
    /// for it would cost more than the function.
    @inline(__always) init(number: UInt8) {
        self = number <= QuickFunction.last.rawValue ? unsafeBitCast(number, to: QuickFunction.self) : .none
    }

    /// The result; 0 where the function itself has to look.
    @inline(__always) func result(_ vm: VM, _ arguments: UnsafeMutablePointer<UInt32>, _ count: Int) -> UInt32 {
        if self == .none || count == 0 { return 0 }
        let receiver = arguments[0]
        guard Value(bits: receiver).isAddress else { return 0 }
        switch self {
        // See `ofNumber`.
        case .none, .abs, .squareRoot, .sine, .cosine: return 0
        case .length: return count == 1 ? QuickFunction.length(receiver, vm.ram) : 0
        case .append: return count == 2 ? QuickFunction.append(receiver, arguments[1], vm.ram) : 0
        case .pop:
            if count == 1 { return QuickFunction.pop(receiver, vm.ram) }
            return count == 2 ? QuickFunction.pop(receiver, arguments[1], vm.ram) : 0
        case .insert:
            return count == 3 ? QuickFunction.insert(receiver, arguments[1], arguments[2], vm.ram) : 0
        case .get:
            if count < 2 || count > 3 { return 0 }
            return QuickFunction.get(receiver, arguments[1], count == 3 ? arguments[2] : Value.none.bits, vm)
        case .getAttribute:
            if count < 2 { return 0 }
            let entry = ownAttribute(receiver, Value(bits: arguments[1]), vm)
            return entry == 0 ? 0 : vm.ram[entry &+ 4]
        case .setAttribute:
            guard count == 3, !TypeObject.flags(vm.ram[receiver], vm.ram).contains(.hasSpecialAccessors) else {
                return 0
            }
            let entry = ownAttribute(receiver, Value(bits: arguments[1]), vm)
            if entry == 0 { return 0 }
            vm.ram[entry &+ 4] = arguments[2]
            return Value.none.bits
        }
    }

    @inline(__always) private static func length(_ value: GuestAddress, _ ram: GuestRAM) -> UInt32 {
        let type = ram[value]
        let count: UInt32
        if type == NativeType.list.address || type == NativeType.bytearray.address {
            count = ram[value &+ ListObject.Offset.count]
        } else if type == NativeType.tuple.address {
            count = ram[value &+ 4]
        } else if type == NativeType.dict.address {
            count = ram[value &+ DictObject.mapOffset] &>> 3
        } else if type == NativeType.set.address || type == NativeType.frozenset.address {
            count = ram[value &+ 8]
        } else {
            return 0
        }
        return count &<< 1 | 1
    }

    @inline(__always) static func append(_ list: GuestAddress, _ item: UInt32, _ ram: GuestRAM) -> UInt32 {
        let count = ram[list &+ ListObject.Offset.count]
        guard ram[list] == NativeType.list.address, count < ram[list &+ ListObject.Offset.capacity] else { return 0 }
        ram[ram[list &+ ListObject.Offset.items] &+ count &* 4] = item
        ram[list &+ ListObject.Offset.count] = count &+ 1
        return Value.none.bits
    }

    @inline(__always) static func pop(_ list: GuestAddress, _ ram: GuestRAM) -> UInt32 {
        let count = ram[list &+ ListObject.Offset.count]
        guard ram[list] == NativeType.list.address, count > 0 else { return 0 }
        let left = count &- 1
        let capacity = ram[list &+ ListObject.Offset.capacity]
        if capacity > UInt32(ListObject.leastCapacity) && capacity > 2 &* left { return 0 }
        let place = ram[list &+ ListObject.Offset.items] &+ left &* 4
        let item = ram[place]
        if item == 0 { return 0 }
        ram[list &+ ListObject.Offset.count] = left
        ram[place] = 0
        return item
    }

    @inline(never) private static func pop(_ list: GuestAddress, _ index: UInt32, _ ram: GuestRAM) -> UInt32 {
        let count = ram[list &+ ListObject.Offset.count]
        let number = Int32(bitPattern: index) &>> 1
        let place = UInt32(bitPattern: number) &+ (number < 0 ? count : 0)
        guard ram[list] == NativeType.list.address, index & 1 != 0, place < count else { return 0 }
        let left = count &- 1
        let capacity = ram[list &+ ListObject.Offset.capacity]
        if capacity > UInt32(ListObject.leastCapacity) && capacity > 2 &* left { return 0 }
        let items = ram[list &+ ListObject.Offset.items]
        let hole = items &+ place &* 4
        let item = ram[hole]
        if item == 0 { return 0 }
        if place != left { ram.copy(from: hole &+ 4, to: hole, count: Int(left &- place) &* 4) }
        ram[list &+ ListObject.Offset.count] = left
        ram[items &+ left &* 4] = 0
        return item
    }

    @inline(never) private static func insert(
        _ list: GuestAddress, _ index: UInt32, _ item: UInt32, _ ram: GuestRAM
    ) -> UInt32 {
        let count = ram[list &+ ListObject.Offset.count]
        guard ram[list] == NativeType.list.address, index & 1 != 0, count < ram[list &+ ListObject.Offset.capacity]
        else { return 0 }
        let hole = ram[list &+ ListObject.Offset.items] &+ ListObject.insertionPlace(index, count) &* 4
        let end = ram[list &+ ListObject.Offset.items] &+ count &* 4
        if hole != end { ram.copy(from: hole, to: hole &+ 4, count: Int(end &- hole)) }
        ram[hole] = item
        ram[list &+ ListObject.Offset.count] = count &+ 1
        return Value.none.bits
    }

    // MARK: Numbers

    /// A function of one number.
    @inline(__always) func ofNumber(_ vm: VM, _ word: UInt32) -> UInt32 {
        if word & 1 != 0 && self == .abs { return QuickFunction.abs(smallInt: word) }
        let type = word & 3 == 0 ? vm.ram[word] : 0
        if type == NativeType.complex.address && self == .abs { return QuickFunction.abs(complex: word, vm) }
        let number: Double
        if type == NativeType.float.address {
            number = FloatObject.double(at: word, vm)
        } else {
            // Of a small int only a firmware whose floats are objects knows that it makes one here.
            guard word & 1 != 0, vm.state.pointee.firmware.representation != .c, !vm.hasNoFloats else { return 0 }
            number = FloatObject.rounded(Double(Int32(bitPattern: word) &>> 1), vm)
        }
        let result: Double
        switch self {
        case .abs:
            if number.sign == .plus { return word }
            result = -number
        case .squareRoot: result = number.squareRoot()
        case .sine: result = HostMath.sin(number)
        case .cosine: result = HostMath.cos(number)
        default: return 0
        }
        // What is no number may be an error.
        if result.isNaN && self != .abs { return 0 }
        return FloatObject.makeAtOnce(result, vm)
    }

    @inline(__always) private static func abs(smallInt word: UInt32) -> UInt32 {
        let number = Int(Int32(bitPattern: word) &>> 1)
        let magnitude = number < 0 ? 0 &- number : number
        return Value.fitsSmallInt(magnitude) ? Value(smallInt: Int32(truncatingIfNeeded: magnitude)).bits : 0
    }

    @inline(__always) private static func abs(complex: GuestAddress, _ vm: VM) -> UInt32 {
        if vm.state.pointee.firmware.representation == .c { return 0 }
        let (real, imaginary) = ComplexObject.parts(Value(bits: complex), vm)
        return FloatObject.makeAtOnce(ComplexObject.modulus(real, imaginary, vm), vm)
    }

    @inline(__always) private static func get(
        _ dict: GuestAddress, _ key: UInt32, _ absent: UInt32, _ vm: VM
    ) -> UInt32 {
        guard vm.ram[dict] == NativeType.dict.address else { return 0 }
        return GuestMap(dict &+ DictObject.mapOffset, vm).getAtOnce(Value(bits: key), absent)
    }

    /// The entry of an instance's own attribute, where a look among names finds it; else 0.
    @inline(__always) private func ownAttribute(_ object: GuestAddress, _ name: Value, _ vm: VM) -> GuestAddress {
        guard name.isQstr, !TypeObject.isNative(vm.ram[object], vm.ram) else { return 0 }
        return GuestMap(object &+ InstanceObject.Offset.members, vm).presentAtOnce(name.qstr)
    }
}
