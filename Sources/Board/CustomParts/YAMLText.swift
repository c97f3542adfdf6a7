import Yams

/// A YAML text as the same values that a JSON text gives, with their places.
enum YAMLText {
    /// What is wrong with a text, and the byte at which it shows.
    struct Failure: Error {
        let words: String
        let offset: Int
    }

    static func read(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
        let starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        let offset = { (mark: Mark?) in
            guard let mark, starts.indices.contains(mark.line - 1) else { return 0 }
            return starts[mark.line - 1] + max(0, mark.column - 1)
        }
        do {
            guard let root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)) else {
                return JSONValue(content: .null, offset: 0)
            }
            return value(root, offset, depth: 0)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw Failure(words: problem, offset: offset(mark))
            default: throw Failure(words: "\(error)", offset: 0)
            }
        } catch {
            throw Failure(words: "\(error)", offset: 0)
        }
    }

    /// Deeper than this nobody declares anything.
    private static let depthMax = 32

    private static func value(_ node: Node, _ offset: (Mark?) -> Int, depth: Int) -> JSONValue {
        JSONValue(content: depth > depthMax ? .null : content(node, offset, depth: depth), offset: offset(node.mark))
    }

    private static func content(_ node: Node, _ offset: (Mark?) -> Int, depth: Int) -> JSONValue.Content {
        switch node {
        case .sequence(let items): return .list(items.map { value($0, offset, depth: depth + 1) })
        case .mapping(let pairs):
            return .object(pairs.map { ($0.key.string ?? "", value($0.value, offset, depth: depth + 1)) })
        case .alias: return .null
        case .scalar(let scalar):
            guard scalar.style == .plain else { return .text(scalar.string) }
            if node.null != nil { return .null }
            if let flag = node.bool { return .flag(flag) }
            if let number = node.int { return .number(Double(number), digits: scalar.string) }
            if let number = node.float, number.isFinite { return .number(number, digits: scalar.string) }
            return .text(scalar.string)
        }
    }
}
