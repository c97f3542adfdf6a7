/// A magnitude in the guest's memory, read 64 bits at a time where it lies.
///
/// Digits fill whole blocks of 16 bytes, so a limb that holds any of them lies in their block, on its other side too: a
/// result may be stored by limbs, and what is read behind the last digit is masked off.
struct LimbReader {
    private let place: UnsafeRawPointer
    /// Limbs in front of the last one.
    private let wholeCount: Int
    private let last: UInt64
    /// Digits of 16 bits.
    private let digitCount: Int

    /// Of a number that is not 0.
    @inline(__always) init(_ number: BigOperand, _ ram: GuestRAM) {
        digitCount = number.count
        place = UnsafeRawPointer(ram.pointer(number.digits))
        wholeCount = number.digits == 0 || number.count == 0 ? 0 : (number.count &- 1) &>> 2
        if number.digits == 0 || number.count == 0 {
            last = number.digits == 0 ? number.small : 0
        } else {
            let used = UInt64(number.count &- wholeCount &* 4)
            let limb = UInt64(littleEndian: place.loadUnaligned(fromByteOffset: wholeCount &* 8, as: UInt64.self))
            last = used == 4 ? limb : limb & (1 &<< (used &* 16) &- 1)
        }
    }

    @inline(__always) private var limbCount: Int { wholeCount &+ 1 }

    /// A limb in front of the last one.
    @inline(__always) private func whole(_ index: Int) -> UInt64 {
        UInt64(littleEndian: place.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self))
    }

    /// Any limb; 0 behind the last one.
    @inline(__always) private subscript(index: Int) -> UInt64 {
        index < wholeCount ? whole(index) : index == wholeCount ? last : 0
    }

    /// Two limbs in front of the last one.
    @inline(__always) private func wholePair(_ index: Int) -> UInt128 {
        UInt128(littleEndian: place.loadUnaligned(fromByteOffset: index &* 8, as: UInt128.self))
    }

    @inline(__always) private static func store(_ limb: UInt64, _ target: UnsafeMutableRawPointer, _ index: Int) {
        target.storeBytes(of: limb.littleEndian, toByteOffset: index &* 8, as: UInt64.self)
    }

    @inline(__always) private static func store(pair: UInt128, _ target: UnsafeMutableRawPointer, _ index: Int) {
        target.storeBytes(of: pair.littleEndian, toByteOffset: index &* 8, as: UInt128.self)
    }

    /// `a + b`, `a` being the longer one, to memory that may be that of either; how many digits it has.
    static func add(_ a: LimbReader, _ b: LimbReader, to target: UnsafeMutableRawPointer) -> Int {
        var carry: UInt64 = 0
        var top: UInt64 = 0
        @inline(__always) func step(_ index: Int, _ x: UInt64, _ y: UInt64) {
            let sum = UInt128(x) &+ UInt128(y) &+ UInt128(carry)
            top = UInt64(truncatingIfNeeded: sum)
            carry = UInt64(truncatingIfNeeded: sum &>> 64)
            store(top, target, index)
        }
        var index = 0
        // What is whole in both goes two limbs at a time.
        while index &+ 1 < b.wholeCount {
            let (sum, first) = a.wholePair(index).addingReportingOverflow(b.wholePair(index))
            let (total, second) = sum.addingReportingOverflow(UInt128(carry))
            store(pair: total, target, index)
            carry = first || second ? 1 : 0
            index &+= 2
        }
        forEachPair(a, b, from: index, to: target, while: carry != 0, step)
        if carry == 0 { return a.wholeCount &* 4 &+ BigInt.digitCount(top) }
        store(1, target, a.limbCount)
        return a.limbCount &* 4 &+ 1
    }

    /// `a - b`, `a` not being the smaller one, to memory that may be that of either; how many digits it has.
    static func subtract(_ a: LimbReader, _ b: LimbReader, to target: UnsafeMutableRawPointer) -> Int {
        var borrow = false
        @inline(__always) func step(_ index: Int, _ x: UInt64, _ y: UInt64) {
            let (difference, first) = x.subtractingReportingOverflow(y)
            let (rest, second) = difference.subtractingReportingOverflow(borrow ? 1 : 0)
            borrow = first || second
            store(rest, target, index)
        }
        var index = 0
        while index &+ 1 < b.wholeCount {
            let (difference, first) = a.wholePair(index).subtractingReportingOverflow(b.wholePair(index))
            let (rest, second) = difference.subtractingReportingOverflow(UInt128(borrow ? 1 : 0))
            store(pair: rest, target, index)
            borrow = first || second
            index &+= 2
        }
        forEachPair(a, b, from: index, to: target, while: borrow, step)
        return digitCount(target, a.limbCount)
    }

    /// The limbs of both from `start` on, lowest first, `a` being the longer one. What lies behind `b` is copied as soon as nothing is
    /// carried into it, but for the last one, which has to be looked at.
    @inline(__always) private static func forEachPair(
        _ a: LimbReader, _ b: LimbReader, from start: Int, to target: UnsafeMutableRawPointer,
        while isCarrying: @autoclosure () -> Bool, _ step: (_ index: Int, UInt64, UInt64) -> Void
    ) {
        var index = start
        if index < b.wholeCount {
            step(index, a.whole(index), b.whole(index))
            index &+= 1
        }
        step(index, a[index], b.last)
        guard index < a.wholeCount else { return }
        index &+= 1
        while isCarrying() && index < a.wholeCount {
            step(index, a.whole(index), 0)
            index &+= 1
        }
        a.copyWhole(from: index, to: target)
        step(a.wholeCount, a.last, 0)
    }

    /// The limbs in front of the last one, from one of them on, to where they may lie already.
    @inline(__always) private func copyWhole(from index: Int, to target: UnsafeMutableRawPointer) {
        if index < wholeCount && UnsafeRawPointer(target) != place {
            (target + index &* 8).copyMemory(from: place + index &* 8, byteCount: (wholeCount &- index) &* 8)
        }
    }

    /// Digits in use of so many limbs.
    @inline(__always) private static func digitCount(_ place: UnsafeMutableRawPointer, _ limbCount: Int) -> Int {
        var index = limbCount
        while index > 0 {
            index &-= 1
            let limb = UInt64(littleEndian: place.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self))
            if limb != 0 { return index &* 4 &+ BigInt.digitCount(limb) }
        }
        return 0
    }

    /// `a · b`, neither of them 0, to other memory; how many digits it has.
    static func multiply(_ a: LimbReader, _ b: LimbReader, to target: UnsafeMutableRawPointer) -> Int {
        if a.wholeCount < b.wholeCount { return multiply(b, a, to: target) }
        // The last limb of the longest product may not lie in the target's block; then it would be 0.
        let roomCount = (a.digitCount &+ b.digitCount &+ 3) &>> 2
        var carry: UInt64 = 0
        @inline(__always) func step(_ index: Int, _ x: UInt64, _ factor: UInt64, _ present: UInt64) {
            let sum = UInt128(x) &* UInt128(factor) &+ UInt128(present) &+ UInt128(carry)
            store(UInt64(truncatingIfNeeded: sum), target, index)
            carry = UInt64(truncatingIfNeeded: sum &>> 64)
        }
        let first = b[0]
        var column = 0
        while column &+ 1 < a.wholeCount {
            step(column, a.whole(column), first, 0)
            step(column &+ 1, a.whole(column &+ 1), first, 0)
            column &+= 2
        }
        if column < a.wholeCount { step(column, a.whole(column), first, 0) }
        step(a.wholeCount, a.last, first, 0)
        if a.limbCount < roomCount { store(carry, target, a.limbCount) }
        for row in 1..<b.limbCount {
            let factor = b[row]
            carry = 0
            for column in 0..<a.limbCount {
                let index = row &+ column
                let present = UInt64(littleEndian: target.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self))
                step(index, a[column], factor, present)
            }
            if row &+ a.limbCount < roomCount { store(carry, target, row &+ a.limbCount) }
        }
        return digitCount(target, roomCount)
    }
}
