/// The block cipher AES with keys of 16 or 32 bytes (FIPS 197): its blocks are four words, the first byte the highest.
struct AES {
    /// FIPS 197, 5.1.1: the inverse in GF(2^8), then an affine map.
    private static let substitutes: [UInt8] = {
        var table = [UInt8](repeating: 0x63, count: 256)
        // 3 generates all numbers but 0; the inverse of 3^n is 3^(255 - n), which goes the other way round with 246.
        var (number, inverse): (UInt8, UInt8) = (1, 1)
        repeat {
            number ^= doubled(number)
            inverse = product(inverse, 0xF6)
            let rotated = (0..<5).reduce(UInt8(0)) { $0 ^ (inverse << UInt8($1) | inverse >> (8 - UInt8($1))) }
            table[Int(number)] = rotated ^ 0x63
        } while number != 1
        return table
    }()

    private static let inverseSubstitutes: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 256)
        for (index, byte) in substitutes.enumerated() { table[Int(byte)] = UInt8(index) }
        return table
    }()

    private static func doubled(_ byte: UInt8) -> UInt8 { byte << 1 ^ (byte & 0x80 != 0 ? 0x1B : 0) }

    private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
        var (result, power): (UInt8, UInt8) = (0, a)
        for place in 0..<8 {
            if b & 1 << UInt8(place) != 0 { result ^= power }
            power = doubled(power)
        }
        return result
    }

    // MARK: The key

    /// The key of each round, 16 bytes each.
    private let roundKeys: [UInt8]
    /// 10 or 14.
    let roundCount: Int

    /// 5.2: the words that follow from the key.
    init(key: [UInt8]) {
        roundCount = key.count / 4 + 6
        var bytes = key
        var constant: UInt8 = 1
        while bytes.count < 16 * (roundCount + 1) {
            var word = Array(bytes.suffix(4))
            if bytes.count % key.count == 0 {
                word = [word[1], word[2], word[3], word[0]].map { Self.substitutes[Int($0)] }
                word[0] ^= constant
                constant = Self.doubled(constant)
            } else if key.count == 32 && bytes.count % 32 == 16 {
                word = word.map { Self.substitutes[Int($0)] }
            }
            for place in 0..<4 { bytes.append(word[place] ^ bytes[bytes.count - key.count]) }
        }
        roundKeys = bytes
    }

    // MARK: Blocks

    private func addKey(_ block: inout [UInt8], round: Int) {
        for place in 0..<16 { block[place] ^= roundKeys[16 * round + place] }
    }

    /// 5.1.
    func encrypt(_ bytes: [UInt8]) -> [UInt8] {
        var block = bytes
        addKey(&block, round: 0)
        for round in 1...roundCount {
            // The rows move to the left by their number.
            var moved = (0..<16).map { Self.substitutes[Int(block[($0 + 4 * ($0 & 3)) & 15])] }
            if round < roundCount {
                for column in stride(from: 0, to: 16, by: 4) {
                    let word = Array(moved[column..<column + 4])
                    let sum = word.reduce(0, ^)
                    for row in 0..<4 {
                        moved[column + row] = word[row] ^ sum ^ Self.doubled(word[row] ^ word[(row + 1) & 3])
                    }
                }
            }
            block = moved
            addKey(&block, round: round)
        }
        return block
    }

    /// 5.3.
    func decrypt(_ bytes: [UInt8]) -> [UInt8] {
        var block = bytes
        addKey(&block, round: roundCount)
        for round in (0..<roundCount).reversed() {
            block = (0..<16).map { Self.inverseSubstitutes[Int(block[($0 - 4 * ($0 & 3)) & 15])] }
            addKey(&block, round: round)
            guard round > 0 else { break }
            for column in stride(from: 0, to: 16, by: 4) {
                let word = Array(block[column..<column + 4])
                for row in 0..<4 {
                    block[column + row] =
                        Self.product(word[row], 14) ^ Self.product(word[(row + 1) & 3], 11)
                        ^ Self.product(word[(row + 2) & 3], 13) ^ Self.product(word[(row + 3) & 3], 9)
                }
            }
        }
        return block
    }
}
