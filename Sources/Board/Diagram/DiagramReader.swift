/// Reads a `diagram.json`.
struct DiagramReader {
    private var diagram: Diagram
    private let lines: TextLines
    /// Places in the file of the ids so far.
    private var ids: [String: TextPlace] = [:]

    static func read(_ bytes: [UInt8], file: String) throws(BoardError) -> Diagram {
        var reader = DiagramReader(bytes, file: file)
        return try reader.read(bytes)
    }

    private init(_ bytes: [UInt8], file: String) {
        diagram = Diagram(file: file)
        lines = TextLines(bytes, file: file)
    }

    private mutating func read(_ bytes: [UInt8]) throws(BoardError) -> Diagram {
        var reader = JSONReader(bytes)
        let root: JSONValue
        do {
            root = try reader.read()
        } catch {
            throw .diagram(lines.place(of: error.offset), error.words)
        }
        for note in reader.notes { diagram.notes.append("\(lines.place(of: note.offset)): \(note.words)") }
        guard root.entries != nil else {
            throw .diagram(lines.place(of: root.offset), "this is no object with 'parts'")
        }
        guard let parts = root["parts"] else {
            throw .diagram(lines.place(of: root.offset), "the diagram has no 'parts'")
        }
        guard let list = parts.list else { throw .diagram(lines.place(of: parts.offset), "'parts' is no list") }
        for part in list { add(part: part) }
        if let connections = root["connections"] {
            if connections.list == nil { note("'connections' is no list", connections) }
            for connection in connections.list ?? [] { add(connection: connection) }
        }
        read(monitor: root["serialMonitor"])
        return diagram
    }

    private mutating func note(_ words: String, _ value: JSONValue) {
        diagram.notes.append("\(lines.place(of: value.offset)): \(words)")
    }

    // MARK: Parts

    private mutating func add(part value: JSONValue) {
        guard value.entries != nil else { return note("a part is no object; it is left out", value) }
        guard let type = value["type"]?.word else { return note("a part has no 'type'; it is left out", value) }
        guard let id = value["id"]?.word, !id.isEmpty else {
            return note("a part of type \(type) has no 'id'; it is left out", value)
        }
        if let first = ids[id] {
            return note("a second part has the id '\(id)' (the first is in line \(first.line)); it is left out", value)
        }
        if id == "$serialMonitor" || id.contains(":") {
            return note("'\(id)' cannot be the id of a part; it is left out", value["id"]!)
        }
        var part = Part(type, id: id)
        part.place = lines.place(of: value.offset)
        ids[id] = part.place
        if let x = value["x"] ?? value["y"] { note("\(id): a part's place is 'left' and 'top', not 'x' and 'y'", x) }
        part.position = Part.Position(
            left: number("left", of: value, id), top: number("top", of: value, id),
            rotation: number("rotate", of: value, id), isHidden: value["hide"]?.flag ?? false)
        if let attributes = value["attrs"] { read(attributes, into: &part) }
        diagram.parts.append(part)
    }

    private mutating func number(_ key: String, of part: JSONValue, _ id: String) -> Double {
        guard let value = part[key] else { return 0 }
        // No drawing is larger than a football field.
        guard let number = value.number, number.magnitude < 1e6 else {
            note("\(id): '\(key)' is no number of pixels or degrees; 0 is taken", value)
            return 0
        }
        return number
    }

    private mutating func read(_ attributes: JSONValue, into part: inout Part) {
        guard let entries = attributes.entries else {
            if case .null = attributes.content { return }
            return note("\(part.id): 'attrs' is no object", attributes)
        }
        for (name, value) in entries {
            switch value.content {
            case .text(let text): part.attributes[name] = text
            case .number(_, let digits): part.attributes[name] = digits
            case .flag(let flag): part.attributes[name] = flag ? "1" : "0"
            case .null: break
            case .list(let items): part.lists[name] = items.map { $0.word ?? "" }
            case .object: note("\(part.id): attribute '\(name)' is an object; it is passed over", value)
            }
        }
    }

    // MARK: Wires

    private mutating func add(connection value: JSONValue) {
        guard let items = value.list, items.count >= 2, let from = items[0].word, let to = items[1].word else {
            return note("a connection is [from, to, color, path]; this one is left out", value)
        }
        guard let start = end(from), let finish = end(to) else {
            let bad = end(from) == nil ? from : to
            return note("a connection ends at 'part:pin', not at '\(bad)'; it is left out", value)
        }
        let color = items.count > 2 ? items[2].word ?? "" : ""
        let path = items.count > 3 ? items[3].list?.compactMap(\.word) ?? [] : []
        diagram.wires.append(Wire(start, finish, color: color, path: path, place: lines.place(of: value.offset)))
    }

    private func end(_ text: String) -> Wire.End? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let (part, pin) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
        return part.isEmpty || pin.isEmpty ? nil : Wire.End(part, pin)
    }

    private mutating func read(monitor value: JSONValue?) {
        guard let value, let newline = value["newline"] else { return }
        switch newline.word {
        case "lf": diagram.monitor.newline = "\n"
        case "cr": diagram.monitor.newline = "\r"
        case "crlf": diagram.monitor.newline = "\r\n"
        case "none": diagram.monitor.newline = ""
        default: note("'newline' is lf, cr, crlf or none; lf is taken", newline)
        }
    }
}

extension Diagram {
    /// Reads a `diagram.json`; `file` is what errors and notes call it.
    public static func read(_ bytes: [UInt8], file: String) throws(BoardError) -> Diagram {
        try DiagramReader.read(bytes, file: file)
    }
}
