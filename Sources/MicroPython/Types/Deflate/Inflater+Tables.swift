/// What codes of DEFLATE stand for (RFC 1951, 3.2.5 and 3.2.7).
extension Inflater {
    /// The order in which the lengths of codes for lengths come.
    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// Extra bits and least value of a code for a length, from 257 on, and of one for a distance.
    static func length(_ code: Int) -> (bits: Int, base: Int) {
        if code == 28 { return (0, 258) }
        return code < 8 ? (0, code + 3) : (code / 4 - 1, (4 + code % 4) << (code / 4 - 1) + 3)
    }

    /// See `length`.
    static func distance(_ code: Int) -> (bits: Int, base: Int) {
        code < 4 ? (0, code + 1) : (code / 2 - 1, (2 + code % 2) << (code / 2 - 1) + 1)
    }

    /// How much is repeated, and where it lies in the window.
    func beginRepeating(_ code: Int) throws(GuestException) -> Bool {
        guard code < 29 else { return false }
        let length = Self.length(code)
        set(Offset.left, try bits(length.bits, from: length.base))
        guard let code = try symbol(distances), code < 30 else { return false }
        let distance = Self.distance(code)
        let back = try bits(distance.bits, from: distance.base)
        let size = word(Offset.ringSize)
        guard back <= size else { return false }
        // What the window held before the stream began is chance; in a fresh block it is what lay there.
        let place = word(Offset.ringPlace) - back
        set(Offset.source, place < 0 ? place + size : place)
        return true
    }

    /// The trees that a block brings: lengths of codes, themselves coded.
    func readTrees() throws(GuestException) -> Bool {
        let literalCount = try bits(5, from: 257)
        let count = try literalCount + bits(5, from: 1)
        let lengthCount = try bits(4, from: 4)
        var lengths = [UInt8](repeating: 0, count: 19)
        for place in 0..<lengthCount { lengths[Self.lengthOrder[place]] = UInt8(try bits(3)) }
        literals.build(lengths[...])
        lengths = []
        while lengths.count < count {
            guard let symbol = try symbol(literals) else { return false }
            if symbol < 16 {
                lengths.append(UInt8(symbol))
                continue
            }
            if symbol == 16 && lengths.isEmpty { return false }
            let repeated = symbol == 16 ? lengths[lengths.count - 1] : 0
            let times = try symbol == 16 ? bits(2, from: 3) : symbol == 17 ? bits(3, from: 3) : bits(7, from: 11)
            guard lengths.count + times <= count else { return false }
            lengths += [UInt8](repeating: repeated, count: times)
        }
        literals.build(lengths[..<literalCount])
        distances.build(lengths[literalCount...])
        return true
    }
}
