/// A value of a JSON text (RFC 8259) that knows where it stands, so that what is wrong with it can be said with line and column.
struct JSONValue {
    enum Content {
        case null
        case flag(Bool)
        /// With its digits as they were written.
        case number(Double, digits: String)
        case text(String)
        case list([JSONValue])
        /// In the order of the file; of equal keys the last counts.
        case object([(key: String, value: JSONValue)])
    }

    let content: Content
    /// Its first byte.
    let offset: Int

    subscript(key: String) -> JSONValue? {
        guard case .object(let entries) = content else { return nil }
        return entries.last { $0.key == key }?.value
    }

    var list: [JSONValue]? {
        if case .list(let items) = content { items } else { nil }
    }

    var entries: [(key: String, value: JSONValue)]? {
        if case .object(let entries) = content { entries } else { nil }
    }

    /// A string, or a number, as people write ids and values without quotes.
    var word: String? {
        switch content {
        case .text(let text): text
        case .number(_, let digits): digits
        default: nil
        }
    }

    /// A number, in quotes or not; nil for one that is too large as well.
    var number: Double? {
        switch content {
        case .number(let number, _): number.isFinite ? number : nil
        case .text(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    /// True, and the words that stand for it.
    var flag: Bool? {
        switch content {
        case .flag(let flag): flag
        case .number(let number, _): number != 0
        case .text(let text): !["", "0", "false"].contains(text)
        default: nil
        }
    }
}
