/// A value change dump, read back the way a viewer reads it (IEEE 1364-2005, 18.2): by words, not by lines.
struct VCDFile {
    struct Change: Equatable {
        let time: UInt64
        let value: String

        init(_ time: UInt64, _ value: String) {
            self.time = time
            self.value = value
        }
    }

    struct Malformed: Error { let word: String }

    var timescale = ""
    var module = ""
    var end: UInt64 = 0
    var isInOrder = true
    var codes: Set<String> = []
    /// The values of each variable in the order of the file.
    var changes: [String: [Change]] = [:]

    init(_ text: String) throws {
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
