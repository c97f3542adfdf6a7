/// A tree of DEFLATE's in guest memory: how many codes of each length there are, then the symbols in the order of their codes, as 16 and 288 halves
/// (RFC 1951, 3.2.2; the layout is lib/uzlib's, v1.29).
struct HuffmanTree {
    static let byteCount: UInt32 = 2 * (16 + 288)
    static let lengthMax = 15

    let address: GuestAddress
    let ram: GuestRAM

    func count(_ length: Int) -> Int { Int(ram[half: address &+ 2 &* UInt32(length)]) }
    func symbol(_ place: Int) -> Int { Int(ram[half: address &+ 2 &* UInt32(16 + place)]) }

    private func setCount(_ length: Int, _ count: Int) {
        ram[half: address &+ 2 &* UInt32(length)] = UInt16(truncatingIfNeeded: count)
    }
    private func setSymbol(_ place: Int, _ symbol: Int) {
        ram[half: address &+ 2 &* UInt32(16 + place)] = UInt16(truncatingIfNeeded: symbol)
    }

    /// The codes follow from their lengths; 0: the symbol has none.
    func build(_ lengths: ArraySlice<UInt8>) {
        var counts = [Int](repeating: 0, count: 16)
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        var places = [Int](repeating: 0, count: 16)
        for length in 1..<16 { places[length] = places[length - 1] + counts[length - 1] }
        for (length, count) in counts.enumerated() { setCount(length, count) }
        for (symbol, length) in lengths.enumerated() where length != 0 {
            setSymbol(places[Int(length)], symbol)
            places[Int(length)] += 1
        }
    }

    /// RFC 1951, 3.2.6: the lengths of literals and lengths.
    static let fixedLiterals: [UInt8] = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
    /// The lengths of distances.
    static let fixedDistances = [UInt8](repeating: 5, count: 32)
}
