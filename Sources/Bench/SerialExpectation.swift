/// What the serial text of a run must contain, and what it must not, as wokwi-cli's `--expect-text` and `--fail-text`: each is a
/// part of one line. It is looked for byte by byte as the text arrives, so a prompt without a newline counts.
public struct SerialExpectation: Sendable {
    /// What the text has shown.
    public enum Verdict: Sendable, Equatable {
        /// The expected text came.
        case met
        /// The forbidden text came, in this line.
        case failed(line: Int)
    }

    /// Passes when a line contains it; nil for nothing.
    public let expected: String?
    /// Fails when a line contains it; nil for nothing.
    public let forbidden: String?
    /// What has been decided; nil while nothing is.
    public private(set) var verdict: Verdict?

    private let needles: (expected: [UInt8], forbidden: [UInt8])
    private var line: [UInt8] = []
    private var lineNumber = 1

    /// Expects, forbids, or both.
    public init(expected: String? = nil, forbidden: String? = nil) {
        self.expected = expected
        self.forbidden = forbidden
        needles = (Array((expected ?? "").utf8), Array((forbidden ?? "").utf8))
    }

    /// Takes bytes as the board sends them. The first verdict stands.
    @discardableResult
    public mutating func receive(_ bytes: some Sequence<UInt8>) -> Verdict? {
        guard verdict == nil, expected != nil || forbidden != nil else { return verdict }
        for byte in bytes {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                line.removeAll(keepingCapacity: true)
                lineNumber += byte == UInt8(ascii: "\n") ? 1 : 0
                continue
            }
            line.append(byte)
            // What fails is asked first: a line may hold both.
            if forbidden != nil, ends(with: needles.forbidden) {
                verdict = .failed(line: lineNumber)
            } else if expected != nil, ends(with: needles.expected) {
                verdict = .met
            }
            if verdict != nil { return verdict }
        }
        return nil
    }

    private func ends(with needle: [UInt8]) -> Bool {
        guard let last = needle.last else { return true }
        guard line.last == last, line.count >= needle.count else { return false }
        return line.suffix(needle.count).elementsEqual(needle)
    }
}
