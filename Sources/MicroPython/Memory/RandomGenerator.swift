/// The numbers behind `random`: Yasmarang, by Ilya Levin, in the public domain (extmod/modrandom.c, v1.29).
struct RandomGenerator {
    private var pad: UInt32
    private var n: UInt32 = 69
    private var d: UInt32 = 233
    private var dat: UInt8 = 0

    /// What ports begin with that have no other source.
    static let seedByDefault: UInt32 = 0xEDA4_BABA

    init(seed: UInt32 = seedByDefault) { pad = seed }

    mutating func next() -> UInt32 {
        pad = pad &+ UInt32(dat) &+ d &* n
        pad = pad << 3 | pad >> 29
        n = pad | 2
        d ^= pad << 31 | pad >> 1
        dat ^= UInt8(truncatingIfNeeded: pad) ^ UInt8(truncatingIfNeeded: d >> 8) ^ 1
        return pad ^ d << 5 ^ pad >> 18 ^ UInt32(dat) << 1
    }

    /// A number from 0 to `limit - 1`; 0 for a limit of 0.
    mutating func next(below limit: UInt32) -> UInt32 {
        if limit == 0 { return 0 }
        var mask: UInt32 = 1
        while mask & limit < limit { mask = mask << 1 | 1 }
        while true {
            let number = next() & mask
            if number < limit { return number }
        }
    }

    /// From 0 up to 1, with the fraction bits of a float of that width.
    mutating func nextFraction(isDouble: Bool) -> Double {
        guard isDouble else { return Double(Float(bitPattern: 0x3F80_0000 | next() & 0x7F_FFFF) - 1) }
        let (high, low) = (UInt64(next()), UInt64(next()))
        return Double(bitPattern: 0x3FF0_0000_0000_0000 | (high << 32 | low) & 0xF_FFFF_FFFF_FFFF) - 1
    }
}
