/// A value change dump, read back the way a viewer reads it (IEEE 1364-2005, 18.2): by words, not by lines.
public struct VCDFile {
    /// What a variable became, and when, in units of the timescale.
    public struct Change: Equatable {
        /// Units of the timescale since the start.
        public let time: UInt64
        /// 0, 1, x or z, or a number.
        public let value: String

        /// A change.
        public init(_ time: UInt64, _ value: String) {
            self.time = time
            self.value = value
        }
    }

    /// A word that no viewer would take.
    public struct Malformed: Error { let word: String }

    /// As it stands there: 1ns.
    public private(set) var timescale = ""
    /// The innermost scope.
    public private(set) var module = ""
    /// The last time in it.
    public private(set) var end: UInt64 = 0
    /// No time is before the one in front of it.
    public private(set) var isInOrder = true
    /// What stands for the variables.
    public private(set) var codes: Set<String> = []
    /// The values of each variable in the order of the file.
    public private(set) var changes: [String: [Change]] = [:]

    /// Reads a file's text.
    public init(_ text: String) throws {
        var names: [String: String] = [:]
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)[...]
        func section() -> [String] {
            let body = Array(words.prefix { $0 != "$end" })
            words = words.dropFirst(body.count + 1)
            return body
        }
        while let word = words.popFirst() {
            switch word {
            case "$timescale": timescale = section().joined()
            case "$scope": module = section().last ?? ""
            case "$var":
                let body = section()
                guard body.count == 4, codes.insert(body[2]).inserted else {
                    throw Malformed(word: body.joined(separator: " "))
                }
                names[body[2]] = body[3]
                changes[body[3]] = []
            case "$version", "$upscope", "$enddefinitions": _ = section()
            case "$dumpvars", "$end": break
            case _ where word.hasPrefix("#"):
                guard let time = UInt64(word.dropFirst()) else { throw Malformed(word: word) }
                isInOrder = isInOrder && time >= end
                end = time
            case _ where word.hasPrefix("r"):
                guard let name = words.popFirst().flatMap({ names[$0] }) else { throw Malformed(word: word) }
                changes[name]?.append(Change(end, String(word.dropFirst())))
            default:
                guard "01xz".contains(word.first!), let name = names[String(word.dropFirst())] else {
                    throw Malformed(word: word)
                }
                changes[name]?.append(Change(end, String(word.prefix(1))))
            }
        }
    }
}
