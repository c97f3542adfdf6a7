import Yams

/// A value in a file that knows its place, read strictly: what is not as expected throws.
public struct YAMLValue {
    let node: Node
    /// What errors call the file.
    public let file: String
    /// The key that it stands under; nil for the whole file.
    let key: String?
    /// It is an item of the list that stands under `key`.
    let isItem: Bool
    /// What the value is called in an error.
    public var name: String { key.map { isItem ? "an item of '\($0)'" : "'\($0)'" } ?? "the file" }

    /// The root of a file.
    public init(parsing text: String, file: String) throws(YAMLError) {
        do {
            // Without Yams' own resolver, which runs a handful of regular expressions over every scalar.
            guard let node = try Yams.compose(yaml: text, .basic) else { throw YAMLError(file, "the file is empty") }
            self.init(node, file: file, key: nil)
        } catch let error as YamlError {
            throw Self.placed(error, file: file)
        } catch let error as YAMLError {
            throw error
        } catch {
            throw YAMLError(file, "\(error)")
        }
    }

    init(_ node: Node, file: String, key: String?, isItem: Bool = false) {
        self.node = node
        self.file = file
        self.key = key
        self.isItem = isItem
    }

    private static func placed(_ error: YamlError, file: String) -> YAMLError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            YAMLError(file, line: mark.line, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            YAMLError(file, line: context.mark.line, "key '\(duplicates.first ?? "")' stands in one mapping twice")
        case .reader(let problem, let offset, _, let text):
            YAMLError(
                file, line: offset.map { 1 + text.utf8.prefix($0).count { $0 == UInt8(ascii: "\n") } }, problem)
        default: YAMLError(file, "not YAML that can be read")
        }
    }

    /// A list, and not a word or a mapping.
    public var isList: Bool { if case .sequence = node { true } else { false } }

    /// Where it stands: `blink.test.yaml:12`.
    public var place: String { file + (node.mark.map { ":\($0.line)" } ?? "") }

    /// An error at this place.
    public func error(_ problem: String) -> YAMLError { YAMLError(file, line: node.mark?.line, problem) }

    private func expected(_ what: String) -> YAMLError {
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
    public func text() throws(YAMLError) -> String {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else { throw expected("text") }
        return scalar.string
    }

    /// One of the raw values of an enumeration.
    public func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type = Choice.self) throws(YAMLError)
        -> Choice
    where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        guard case .scalar(let scalar) = node, let choice = Choice(rawValue: scalar.string) else {
            throw expected("one of \(names.joined(separator: ", "))")
        }
        return choice
    }

    /// `true` or `false`.
    public func flag() throws(YAMLError) -> Bool {
        guard case .scalar(let scalar) = node, let flag = Bool(scalar.string) else { throw expected("true or false") }
        return flag
    }

    /// A whole number within a range; `125_000_000` is one.
    public func whole(in range: ClosedRange<Int> = 0...Int.max) throws(YAMLError) -> Int {
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
    public func hertz() throws(YAMLError) -> UInt64 { UInt64(try whole(in: 1...1_000_000_000_000)) }

    /// A size in bytes, plain or with the suffix K (1024): `264K`. At most 1 GiB.
    public func bytes() throws(YAMLError) -> Int {
        guard case .scalar(let scalar) = node else { throw expected("a size such as 16384 or 16K") }
        let hasSuffix = scalar.string.hasSuffix("K")
        let digits = scalar.string.dropLast(hasSuffix ? 1 : 0).filter { $0 != "_" }
        guard let number = Int(digits), number >= 0, number <= 1 << (hasSuffix ? 20 : 30) else {
            throw expected("a size such as 16384 or 16K")
        }
        return hasSuffix ? number * 1024 : number
    }

    /// Any number.
    public func signed() throws(YAMLError) -> Double {
        guard case .scalar(let scalar) = node, let number = Double(scalar.string), number.isFinite else {
            throw expected("a number")
        }
        return number
    }

    /// A number, zero or more.
    public func number() throws(YAMLError) -> Double {
        guard case .scalar(let scalar) = node, let number = Double(scalar.string.filter { $0 != "_" }), number.isFinite,
            number >= 0
        else { throw expected("a number, zero or more") }
        return number
    }

    // MARK: Collections

    /// The items of a list.
    public func list() throws(YAMLError) -> [YAMLValue] {
        guard case .sequence(let sequence) = node else { throw expected("a list") }
        return sequence.map { YAMLValue($0, file: file, key: key, isItem: true) }
    }

    /// A mapping with free keys, in the order of the file.
    public func entries() throws(YAMLError) -> [(key: String, value: YAMLValue)] {
        guard case .mapping(let mapping) = node else { throw expected("a mapping") }
        var entries: [(String, YAMLValue)] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else { throw expected("a mapping whose keys are words") }
            entries.append((scalar.string, YAMLValue(value, file: file, key: scalar.string)))
        }
        return entries
    }

    /// The value of a key that must be there, whatever others there are.
    public func entry(_ key: String) throws(YAMLError) -> YAMLValue {
        guard let entry = try entries().first(where: { $0.key == key }) else { throw error("missing key '\(key)'") }
        return entry.value
    }

    /// A mapping with these keys and no others.
    public func fields(_ keys: String...) throws(YAMLError) -> YAMLFields { try YAMLFields(self, keys: keys) }
}
