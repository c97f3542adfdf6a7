import Testing

@testable import MicroPython

/// Searches, against the plain definition.
@Suite struct ByteSearchTests {
    private static func places(_ needle: [UInt8], _ haystack: [UInt8]) -> [Int] {
        guard needle.count <= haystack.count else { return [] }
        return (0...haystack.count - needle.count).filter { Array(haystack[$0..<$0 + needle.count]) == needle }
    }

    @Test(arguments: ["", "a", "ab", "aa", "aab", "baab", "abc", "x"])
    func findsFirstAndLast(needle: String) {
        let pattern = Array(needle.utf8)
        for haystack in ["", "a", "ab", "aaaa", "aabaab", "xaabaabx", "abcabcabcabd", "baabbaab"] {
            let text = Array(haystack.utf8)
            let places = Self.places(pattern, text)
            pattern.withUnsafeBytes { a in
                text.withUnsafeBytes { b in
                    #expect(ByteSearch.first(a, in: b) == places.first)
                    #expect(ByteSearch.last(a, in: b) == places.last)
                    #expect(ByteSearch.first(a, in: b, from: min(2, b.count)) == places.first { $0 >= min(2, b.count) })
                }
            }
        }
    }

    @Test func shorterIsLess() {
        let pairs: [(String, String, Int)] = [
            ("a", "b", -1), ("ab", "a", 1), ("", "", 0), ("é", "z", 1), ("abc", "abc", 0),
        ]
        for (a, b, expected) in pairs {
            Array(a.utf8).withUnsafeBytes { x in
                Array(b.utf8).withUnsafeBytes { y in #expect(ByteSearch.order(x, y).signum() == expected) }
            }
        }
    }
}
