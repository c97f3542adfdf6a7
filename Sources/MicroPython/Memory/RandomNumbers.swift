/// Yasmarang, the generator of `random` (Ilya Levin, public domain; extmod/modrandom.c, v1.29). The same seed gives the same numbers on every
/// machine and board.
struct RandomNumbers {
    private var pad: UInt32
    private var n: UInt32 = 69
    private var d: UInt32 = 233
    private var dat: UInt8 = 0

    /// What the generator starts with where nobody seeds it.
    static let firstSeed: UInt32 = 0xEDA4_BABA

    init(seed: UInt32) { pad = seed }

    /// The next 32 bits.
    mutating func next() -> UInt32 {
        pad &+= UInt32(dat) &+ d &* n
        pad = (pad &<< 3) &+ (pad &>> 29)
        n = pad | 2
        d ^= (pad &<< 31) &+ (pad &>> 1)
        dat ^= UInt8(truncatingIfNeeded: pad) ^ UInt8(truncatingIfNeeded: d &>> 8) ^ 1
        return pad ^ (d &<< 5) ^ (pad &>> 18) ^ (UInt32(dat) &<< 1)
    }

    /// A number below the bound, which is not 0.
    mutating func next(below bound: UInt32) -> UInt32 {
        var mask: UInt32 = 1
        while bound & mask < bound { mask = mask &<< 1 | 1 }
        while true {
            let number = next() & mask
            if number < bound { return number }
        }
    }

    /// A number from 0 up to 1, with so many random bits in its fraction.
    mutating func nextFraction(bits: Int) -> Double {
        let high = next()
        guard bits > 32 else { return Double(high & (1 &<< UInt32(bits) &- 1)) / Double(1 << bits) }
        let both = UInt64(high) &<< 32 | UInt64(next())
        return Double(both & (1 &<< UInt64(bits) &- 1)) / Double(1 << bits)
    }
}
