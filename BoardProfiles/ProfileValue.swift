import Yams

/// A value in a profile's file that knows its place, read strictly: what is not as expected throws.
struct ProfileValue {
    let node: Node
    let file: String
    /// The key that it stands under; nil for the whole file.
    let key: String?
    /// It is an item of the list that stands under `key`.
    let isItem: Bool
    /// What the value is called in an error.
    var name: String { key.map { isItem ? "an item of '\($0)'" : "'\($0)'" } ?? "the file" }

    /// The root of a file.
    init(parsing text: String, file: String) throws(ProfileError) {
        do {
            // Without Yams' own resolver, which runs a handful of regular expressions over every scalar.
            guard let node = try Yams.compose(yaml: text, .basic) else { throw ProfileError(file, "the file is empty") }
            self.init(node, file: file, key: nil)
        } catch let error as YamlError {
            throw Self.placed(error, file: file)
        } catch let error as ProfileError {
            throw error
        } catch {
            throw ProfileError(file, "\(error)")
        }
    }

    init(_ node: Node, file: String, key: String?, isItem: Bool = false) {
        self.node = node
        self.file = file
        self.key = key
        self.isItem = isItem
    }

    private static func placed(_ error: YamlError, file: String) -> ProfileError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ProfileError(file, line: mark.line, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            ProfileError(file, line: context.mark.line, "key '\(duplicates.first ?? "")' stands in one mapping twice")
        case .reader(let problem, let offset, _, let text):
            ProfileError(
                file, line: offset.map { 1 + text.utf8.prefix($0).count { $0 == UInt8(ascii: "\n") } }, problem)
        default: ProfileError(file, "not YAML that can be read")
        }
    }

    /// A list, and not a word or a mapping.
    var isList: Bool { if case .sequence = node { true } else { false } }

    /// An error at this place.
    func error(_ problem: String) -> ProfileError { ProfileError(file, line: node.mark?.line, problem) }

    private func expected(_ what: String) -> ProfileError {
        let found =
            switch node {
            case .scalar(let scalar): scalar.string.isEmpty ? "empty" : "'\(scalar.string)'"
            case .mapping: "a mapping"
            case .sequence: "a list"
            case .alias: "an alias"
            }
        return error("\(name) is \(found), expected \(what)")
    }

    // MARK: Scalars

    /// Any words.
    func text() throws(ProfileError) -> String {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else { throw expected("text") }
        return scalar.string
    }

    /// One of the raw values of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type = Choice.self) throws(ProfileError)
        -> Choice
    where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        guard case .scalar(let scalar) = node, let choice = Choice(rawValue: scalar.string) else {
            throw expected("one of \(names.joined(separator: ", "))")
        }
        return choice
    }

    /// `true` or `false`.
    func flag() throws(ProfileError) -> Bool {
        guard case .scalar(let scalar) = node, let flag = Bool(scalar.string) else { throw expected("true or false") }
        return flag
    }

    /// A whole number within a range; `125_000_000` is one.
    func whole(in range: ClosedRange<Int> = 0...Int.max) throws(ProfileError) -> Int {
        guard case .scalar(let scalar) = node, let number = Int(scalar.string.filter { $0 != "_" }) else {
            throw expected("a whole number")
        }
        guard range.contains(number) else {
            throw expected(
                range.upperBound == .max
                    ? "\(range.lowerBound) or more" : "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A frequency in Hz, above zero.
    func hertz() throws(ProfileError) -> UInt64 { UInt64(try whole(in: 1...1_000_000_000_000)) }

    /// A size in bytes, plain or with the suffix K (1024): `264K`. At most 1 GiB.
    func bytes() throws(ProfileError) -> Int {
        guard case .scalar(let scalar) = node else { throw expected("a size such as 16384 or 16K") }
        let hasSuffix = scalar.string.hasSuffix("K")
        let digits = scalar.string.dropLast(hasSuffix ? 1 : 0).filter { $0 != "_" }
        guard let number = Int(digits), number >= 0, number <= 1 << (hasSuffix ? 20 : 30) else {
            throw expected("a size such as 16384 or 16K")
        }
        return hasSuffix ? number * 1024 : number
    }

    /// A number, zero or more.
    func number() throws(ProfileError) -> Double {
        guard case .scalar(let scalar) = node, let number = Double(scalar.string.filter { $0 != "_" }), number.isFinite,
            number >= 0
        else { throw expected("a number, zero or more") }
        return number
    }

    // MARK: Collections

    /// The items of a list.
    func list() throws(ProfileError) -> [ProfileValue] {
        guard case .sequence(let sequence) = node else { throw expected("a list") }
        return sequence.map { ProfileValue($0, file: file, key: key, isItem: true) }
    }

    /// A mapping with free keys, in the order of the file.
    func entries() throws(ProfileError) -> [(key: String, value: ProfileValue)] {
        guard case .mapping(let mapping) = node else { throw expected("a mapping") }
        var entries: [(String, ProfileValue)] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else { throw expected("a mapping whose keys are words") }
            entries.append((scalar.string, ProfileValue(value, file: file, key: scalar.string)))
        }
        return entries
    }

    /// The value of a key that must be there, whatever others there are.
    func entry(_ key: String) throws(ProfileError) -> ProfileValue {
        guard let entry = try entries().first(where: { $0.key == key }) else { throw error("missing key '\(key)'") }
        return entry.value
    }

    /// A mapping with these keys and no others.
    func fields(_ keys: String...) throws(ProfileError) -> Fields { try Fields(self, keys: keys) }
}
