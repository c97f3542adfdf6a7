/// Shifts, and bitwise operations on numbers that behave as two's complement of any width (py/mpz.c, v1.29).
extension BigInt {
    mutating func shiftLeft(_ left: BigOperand, by bits: Int, _ vm: VM) throws(GuestException) {
        if left.isZero || bits == 0 { return try set(left, vm) }
        let need = left.count &+ (bits &+ 15) / 16
        try reserve(need, vm)
        isNegative = left.isNegative
        if need <= 8 { return store(left.low128(vm.ram) &<< UInt128(bits), vm) }
        let aCount = left.limbCount
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: aCount &+ bits >> 6 &+ 1) { buffer in
            let a = buffer.baseAddress!
            left.copyLimbs(to: a, vm.ram)
            store(a, Limbs.shiftLeft(a, a, aCount, by: bits), vm)
        }
    }

    /// Rounds down, as `>>` of Python does.
    mutating func shiftRight(_ left: BigOperand, by bits: Int, _ vm: VM) throws(GuestException) {
        if left.isZero || bits == 0 { return try set(left, vm) }
        try reserve(left.count, vm)
        isNegative = left.isNegative
        if left.count <= 8 {
            let magnitude = left.low128(vm.ram)
            let shifted = bits >= 128 ? 0 : magnitude &>> UInt128(bits)
            let lost = bits >= 128 || shifted &<< UInt128(bits) != magnitude
            return store(isNegative && lost ? shifted &+ 1 : shifted, vm)
        }
        let aCount = left.limbCount
        // Not `withUnsafeTemporaryAllocation`: Swift 6.3 calls this body wrongly, in release builds, from 1 KB on.
        let a = UnsafeMutablePointer<UInt64>.allocate(capacity: aCount &+ 2)
        defer { a.deallocate() }
        left.copyLimbs(to: a, vm.ram)
        var (count, lost) = Limbs.shiftRight(a, a, aCount, by: bits)
        if isNegative && lost {
            if count == 0 { a[0] = 0 }
            var one: UInt64 = 1
            count = Limbs.add(a, a, max(count, 1), &one, 1)
        }
        store(a, count, vm)
    }

    enum Bitwise { case and, or, xor }

    mutating func bitwise(
        _ operation: Bitwise, _ left: BigOperand, _ right: BigOperand, _ vm: VM
    ) throws(GuestException) {
        let longer = left.count < right.count ? right : left
        let shorter = left.count < right.count ? left : right
        let staysInside =
            switch operation {
            case .and, .or: !longer.isNegative && !shorter.isNegative
            case .xor: longer.isNegative == shorter.isNegative
            }
        try reserve(staysInside ? longer.count : longer.count &+ 1, vm)
        let resultIsNegative =
            switch operation {
            case .and: longer.isNegative && shorter.isNegative
            case .or: longer.isNegative || shorter.isNegative
            case .xor: longer.isNegative != shorter.isNegative
            }
        if longer.count <= 7 {
            let a = BigInt.complement(longer.low128(vm.ram), longer.isNegative)
            let b = BigInt.complement(shorter.low128(vm.ram), shorter.isNegative)
            let result =
                switch operation {
                case .and: a & b
                case .or: a | b
                case .xor: a ^ b
                }
            store(BigInt.complement(result, resultIsNegative), vm)
        } else {
            bitwiseLimbs(operation, longer, shorter, resultIsNegative, vm)
        }
        isNegative = resultIsNegative
    }

    /// Two's complement of a negative number; its own inverse.
    @inline(__always) private static func complement(_ magnitude: UInt128, _ isNegative: Bool) -> UInt128 {
        isNegative ? 0 &- magnitude : magnitude
    }

    private mutating func bitwiseLimbs(
        _ operation: Bitwise, _ longer: BigOperand, _ shorter: BigOperand, _ resultIsNegative: Bool, _ vm: VM
    ) {
        let aCount = longer.limbCount
        let bCount = shorter.limbCount
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: aCount &+ 1 &+ bCount) { buffer in
            let a = buffer.baseAddress!
            let b = a + aCount + 1
            longer.copyLimbs(to: a, vm.ram)
            a[aCount] = 0
            shorter.copyLimbs(to: b, vm.ram)
            var aCarry = longer.isNegative
            var bCarry = shorter.isNegative
            var carry = resultIsNegative
            // One limb more: the magnitude of a negative result may need it.
            for index in 0...aCount {
                let x = BigInt.complement(a[index], longer.isNegative, &aCarry)
                let y = BigInt.complement(index < bCount ? b[index] : 0, shorter.isNegative, &bCarry)
                let z =
                    switch operation {
                    case .and: x & y
                    case .or: x | y
                    case .xor: x ^ y
                    }
                a[index] = BigInt.complement(z, resultIsNegative, &carry)
            }
            store(a, Limbs.trimmed(a, aCount &+ 1), vm)
        }
    }

    @inline(__always)
    private static func complement(_ limb: UInt64, _ isNegative: Bool, _ carry: inout Bool) -> UInt64 {
        if !isNegative { return limb }
        let (sum, overflow) = (~limb).addingReportingOverflow(carry ? 1 : 0)
        carry = overflow
        return sum
    }

    /// `~left` (mpz_not_inpl), called on a copy of `left`.
    mutating func invert(_ vm: VM) throws(GuestException) {
        if count == 0 {
            try reserve(1, vm)
            store(1, vm)
            isNegative = true
            return
        }
        let wasNegative = isNegative
        if !wasNegative { try reserve(count &+ 1, vm) }
        let number = operand
        let aCount = number.limbCount
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: aCount &+ 1) { buffer in
            let a = buffer.baseAddress!
            number.copyLimbs(to: a, vm.ram)
            var one: UInt64 = 1
            let resultCount =
                wasNegative ? Limbs.subtract(a, a, aCount, &one, 1) : Limbs.add(a, a, aCount, &one, 1)
            store(a, resultCount, vm)
        }
        isNegative = !wasNegative
    }
}
