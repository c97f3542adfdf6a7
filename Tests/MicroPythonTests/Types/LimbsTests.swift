import Testing

@testable import MicroPython

/// Arithmetic on limbs, by identities that hold for all numbers.
@Suite struct LimbsTests {
    /// A fixed sequence of limbs, with many that are all zeros or all ones: where guessed digits go wrong.
    private struct Sequence {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
            z ^= z >> 31
            switch z % 5 {
            case 0: return 0
            case 1: return .max
            case 2: return 1 << 63
            default: return z
            }
        }

        mutating func number(_ count: Int) -> [UInt64] {
            var limbs = (0..<count).map { _ in next() }
            if limbs.last == 0 { limbs[count - 1] = 1 }
            return limbs
        }
    }

    /// Long multiplication, as on paper.
    private static func product(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
        var result = [UInt64](repeating: 0, count: a.count + b.count)
        for (row, factor) in a.enumerated() {
            var carry: UInt128 = 0
            for (column, limb) in b.enumerated() {
                let sum = UInt128(factor) * UInt128(limb) + UInt128(result[row + column]) + carry
                result[row + column] = UInt64(truncatingIfNeeded: sum)
                carry = sum >> 64
            }
            result[row + b.count] = UInt64(carry)
        }
        return result
    }

    @Test func quotientTimesDivisorPlusRemainder() {
        var sequence = Sequence(state: 1)
        for round in 0..<2000 {
            let a = sequence.number(1 + round % 9)
            let b = sequence.number(1 + round / 9 % 6)
            var work = a + [0]
            var quotient = [UInt64](repeating: 0, count: a.count)
            let counts = Limbs.divide(&work, a.count, by: b, b.count, quotient: &quotient)
            #expect(Limbs.compare(work, counts.remainder, b, b.count) < 0)
            let product = LimbsTests.product(Array(quotient[..<counts.quotient]), b)
            let count = Limbs.trimmed(product, product.count)
            var sum = [UInt64](repeating: 0, count: a.count + b.count + 2)
            let total =
                count >= counts.remainder
                ? Limbs.add(&sum, product, count, work, counts.remainder)
                : Limbs.add(&sum, work, counts.remainder, product, count)
            #expect(Limbs.compare(sum, total, a, a.count) == 0, "round \(round)")
        }
    }

    @Test func shiftsUndoEachOther() {
        var sequence = Sequence(state: 2)
        for bits in [0, 1, 63, 64, 65, 127, 128, 200] {
            let a = sequence.number(4)
            var shifted = [UInt64](repeating: 0, count: 4 + bits / 64 + 1)
            let count = Limbs.shiftLeft(&shifted, a, 4, by: bits)
            var back = [UInt64](repeating: 0, count: count)
            let result = Limbs.shiftRight(&back, shifted, count, by: bits)
            #expect(!result.lost)
            #expect(Limbs.compare(back, result.count, a, 4) == 0, "\(bits) bits")
        }
    }
}
