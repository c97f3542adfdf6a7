/// Sums, products and quotients (py/mpz.c, v1.29). `nil` for an operand stands for the target itself.
extension BigInt {
    mutating func add(_ left: BigOperand?, _ right: BigOperand, _ vm: VM) throws(GuestException) {
        try add(left, right, flipsRight: false, vm)
    }

    mutating func subtract(_ left: BigOperand?, _ right: BigOperand, _ vm: VM) throws(GuestException) {
        try add(left, right, flipsRight: true, vm)
    }

    private mutating func add(
        _ left: BigOperand?, _ right: BigOperand, flipsRight: Bool, _ vm: VM
    ) throws(GuestException) {
        let isRightLarger = (left ?? operand).compareMagnitude(right, vm.ram) < 0
        let largerCount = isRightLarger ? right.count : (left ?? operand).count
        let rightIsNegative = right.isNegative != flipsRight
        let leftIsNegative = (left ?? operand).isNegative
        let isSum = leftIsNegative == rightIsNegative
        try reserve(isSum ? largerCount &+ 1 : largerCount, vm)
        let left = left ?? operand
        let larger = isRightLarger ? right : left
        let smaller = isRightLarger ? left : right
        if larger.count <= 7 {
            let a = larger.low128(vm.ram)
            let b = smaller.low128(vm.ram)
            store(isSum ? a &+ b : a &- b, vm)
        } else {
            let a = LimbReader(larger, vm.ram)
            let b = LimbReader(smaller, vm.ram)
            count = isSum ? LimbReader.add(a, b, to: place(vm)) : LimbReader.subtract(a, b, to: place(vm))
        }
        isNegative = count > 0 && (isRightLarger ? rightIsNegative : leftIsNegative)
    }

    /// Neither operand is the target itself.
    mutating func multiply(_ left: BigOperand, _ right: BigOperand, _ vm: VM) throws(GuestException) {
        if left.isZero || right.isZero { return setZero() }
        try reserve(left.count &+ right.count, vm)
        if left.count &+ right.count <= 8 {
            store(left.low128(vm.ram) &* right.low128(vm.ram), vm)
        } else {
            count = LimbReader.multiply(LimbReader(left, vm.ram), LimbReader(right, vm.ram), to: place(vm))
        }
        isNegative = left.isNegative != right.isNegative
    }

    /// `self *= right`, by way of a copy as there; `right` nil: squares.
    mutating func multiplyInPlace(by right: BigOperand?, _ vm: VM) throws(GuestException) {
        if isZeroNumber || right?.isZero == true { return setZero() }
        let copy = try Copy(operand, vm)
        try multiply(copy.number.operand, right ?? copy.number.operand, vm)
        copy.free(vm)
    }

    /// Where the digits lie in the host's memory.
    private func place(_ vm: VM) -> UnsafeMutableRawPointer { vm.ram.pointer(digits) }

    private var isZeroNumber: Bool { count == 0 }

    /// Floor division; the remainder has the divisor's sign. `left` nil: the remainder itself is divided. The caller
    /// has excluded division by 0.
    static func divide(
        quotient: inout BigInt, remainder: inout BigInt, _ left: BigOperand?, by right: BigOperand, _ vm: VM
    ) throws(GuestException) {
        let leftCount = left?.count ?? remainder.count
        let leftIsNegative = left?.isNegative ?? remainder.isNegative
        try quotient.reserve(leftCount &+ 1, vm)
        quotient.setZero()
        try remainder.reserve(leftCount &+ 1, vm)
        if let left { try remainder.set(left, vm) }
        divideMagnitudes(&quotient, &remainder, right, vm)
        if remainder.count == 0 { remainder.isNegative = false }
        if leftIsNegative == right.isNegative { return }
        quotient.isNegative = quotient.count > 0
        if remainder.count == 0 { return }
        var minusOne = BigInt()
        // Never freed there.
        try minusOne.set(-1, vm)
        try quotient.add(nil, minusOne.operand, vm)
        try remainder.add(nil, right, vm)
    }

    private static func divideMagnitudes(
        _ quotient: inout BigInt, _ remainder: inout BigInt, _ right: BigOperand, _ vm: VM
    ) {
        let left = remainder.operand
        if left.count <= 4 && right.count <= 4 {
            let (whole, rest) = left.low64(vm.ram).quotientAndRemainder(dividingBy: right.low64(vm.ram))
            quotient.store(UInt128(whole), vm)
            return remainder.store(UInt128(rest), vm)
        }
        let aCount = left.limbCount
        let bCount = right.limbCount
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: aCount &* 2 &+ 1 &+ bCount) { buffer in
            let a = buffer.baseAddress!
            let result = a + aCount + 1
            let b = result + aCount
            left.copyLimbs(to: a, vm.ram)
            right.copyLimbs(to: b, vm.ram)
            let counts = Limbs.divide(a, aCount, by: b, bCount, quotient: result)
            quotient.store(result, counts.quotient, vm)
            remainder.store(a, counts.remainder, vm)
        }
    }
}

extension BigInt {
    /// A temporary copy that the reference holds in two blocks: its struct and its digits (mpz_clone).
    struct Copy {
        let block: GuestAddress
        var number: BigInt

        init(_ source: BigOperand, _ vm: VM) throws(GuestException) {
            block = try vm.allocate(12)
            number = BigInt(isNegative: source.isNegative, count: source.count, capacity: source.capacity)
            number.digits = try vm.allocate(source.capacity &* BigInt.digitBytes, .buffer)
            if source.digits == 0 {
                number.store(UInt128(source.small), vm)
            } else {
                vm.ram.copy(
                    from: source.digits, to: number.digits, count: source.capacity &* BigInt.digitBytes)
            }
        }

        func free(_ vm: VM) {
            number.free(vm)
            vm.free(block)
        }

        func bit(_ index: Int, _ vm: VM) -> Bool {
            vm.ram[half: number.digits &+ UInt32(truncatingIfNeeded: index &>> 4) &* 2] &>> UInt16(index & 15) & 1 != 0
        }

        func bitCount(_ vm: VM) -> Int {
            if number.count == 0 { return 0 }
            let top = vm.ram[half: number.digits &+ UInt32(number.count &- 1) &* 2]
            return number.count &* 16 &- top.leadingZeroBitCount
        }
    }

    /// `left ** right` for `right >= 0`; 0 for a negative one (mpz_pow_inpl).
    mutating func power(_ left: BigOperand, _ right: BigOperand, _ vm: VM) throws(GuestException) {
        if left.isZero || right.isNegative { return setZero() }
        if right.isZero { return try set(1, vm) }
        var factor = try Copy(left, vm)
        let exponent = try Copy(right, vm)
        try set(1, vm)
        let bitCount = exponent.bitCount(vm)
        for bit in 0..<bitCount {
            if exponent.bit(bit, vm) { try multiplyInPlace(by: factor.number.operand, vm) }
            if bit + 1 < bitCount { try factor.number.multiplyInPlace(by: nil, vm) }
        }
        factor.free(vm)
        exponent.free(vm)
    }

    /// `left ** right % modulus` (mpz_pow3_inpl); the modulus is not 0.
    mutating func power(
        _ left: BigOperand, _ right: BigOperand, modulo modulus: BigOperand, _ vm: VM
    ) throws(GuestException) {
        if right.isNegative || modulus.count == 1 && modulus.low64(vm.ram) == 1 { return setZero() }
        try set(1, vm)
        if right.isZero {
            if modulus.isNegative { try add(nil, modulus, vm) }
            return
        }
        if left.isZero { return setZero() }
        var factor = try Copy(left, vm)
        let exponent = try Copy(right, vm)
        var quotient = BigInt()
        let bitCount = exponent.bitCount(vm)
        for bit in 0..<bitCount {
            if exponent.bit(bit, vm) {
                try multiplyInPlace(by: factor.number.operand, vm)
                try BigInt.divide(quotient: &quotient, remainder: &self, nil, by: modulus, vm)
            }
            if bit + 1 < bitCount {
                try factor.number.multiplyInPlace(by: nil, vm)
                try BigInt.divide(quotient: &quotient, remainder: &factor.number, nil, by: modulus, vm)
            }
        }
        quotient.free(vm)
        factor.free(vm)
        exponent.free(vm)
    }
}
