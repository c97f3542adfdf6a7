import Fabric
import Internet
import Yams

extension NetworkScript {
    /// Reads the section `network:` of a `test.yaml`; nil where it has none. `read` gives the files that answers name.
    public init?(yaml: String, file: String, read: @escaping (String) -> [UInt8]?) throws(Problem) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw Problem(description: "\(file)\(NetworkScript.words(error))")
        }
        guard let section = root?.mapping?["network"] else { return nil }
        self.init()
        let reader = NetworkScriptReader(file: file, read: read)
        try reader.fill(&self, section)
    }

}

extension NetworkScript {
    /// The place and the problem, in one line.
    fileprivate static func words(_ error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ":\(mark.line):\(mark.column): \(problem)"
        default: ": it is no YAML"
        }
    }
}

/// Turns YAML's nodes into a script; what it does not know is an error with its line.
struct NetworkScriptReader {
    typealias Problem = NetworkScript.Problem
    let file: String
    let read: (String) -> [UInt8]?

    func fill(_ script: inout NetworkScript, _ section: Node) throws(Problem) {
        let fields = try fields(
            section, "network", ["time", "access-points", "answers", "mqtt", "expect-mqtt"])
        if let time = fields["time"] { script.powerOnSeconds = try seconds(time) }
        for item in try items(fields["access-points"]) { script.accessPoints.append(try accessPoint(item)) }
        for item in try items(fields["answers"]) { script.answers.append(try answer(item)) }
        for item in try items(fields["mqtt"]) { script.messages.append(try message(item)) }
        for item in try items(fields["expect-mqtt"]) { script.expectations.append(try expectation(item)) }
    }

    // MARK: Items

    private func accessPoint(_ node: Node) throws(Problem) -> Internet.AccessPoint {
        let fields = try fields(node, "an access point", ["ssid", "password", "channel", "rssi"])
        let name = try text(required("ssid", in: fields, node))
        // A made-up address of its own, locally administered.
        let sum = name.utf8.reduce(UInt32(7)) { $0 &* 31 &+ UInt32($1) }
        return Internet.AccessPoint(
            name: name, password: try fields["password"].map { node throws(Problem) in try text(node) },
            address: [0x42, 0x13, 0x37] + (0..<3).map { UInt8(truncatingIfNeeded: sum >> UInt32(8 * $0)) },
            channel: try number(fields["channel"], 1...14) ?? 6, strength: try number(fields["rssi"], -120...0) ?? -60)
    }

    private func answer(_ node: Node) throws(Problem) -> HTTPServer.Answer {
        let fields = try fields(
            node, "an answer", ["url", "method", "status", "headers", "body", "file", "delay"])
        var answer = HTTPServer.Answer(url: try text(required("url", in: fields, node)))
        answer.method = try fields["method"].map { node throws(Problem) in try text(node).uppercased() }
        answer.status = try number(fields["status"], 100...599) ?? 200
        answer.delay = .milliseconds(UInt64(try number(fields["delay"], 0...3_600_000) ?? 0))
        if let headers = fields["headers"] {
            guard let mapping = headers.mapping else { throw problem("headers are names with values", headers) }
            for (name, value) in mapping { answer.headers.append((try text(name), try text(value))) }
        }
        if let body = fields["body"] { answer.body = Array(try text(body).utf8) }
        if let name = fields["file"] {
            guard fields["body"] == nil else { throw problem("an answer has a body or a file", name) }
            guard let bytes = read(try text(name)) else { throw problem("there is no file '\(try text(name))'", name) }
            answer.body = bytes
        }
        return answer
    }

    private func message(_ node: Node) throws(Problem) -> (Instant, MQTTBroker.Message) {
        let fields = try fields(node, "a message", ["at", "topic", "message", "retain", "qos"])
        let milliseconds = try number(required("at", in: fields, node), 0...4_000_000_000) ?? 0
        let message = MQTTBroker.Message(
            topic: try text(required("topic", in: fields, node)),
            payload: Array(try text(required("message", in: fields, node)).utf8),
            quality: UInt8(try number(fields["qos"], 0...1) ?? 0),
            isRetained: fields["retain"]?.bool ?? false)
        return (.milliseconds(UInt64(milliseconds)), message)
    }

    private func expectation(_ node: Node) throws(Problem) -> NetworkScript.Expectation {
        let fields = try fields(node, "an expected message", ["topic", "message", "count"])
        return NetworkScript.Expectation(
            topic: try text(required("topic", in: fields, node)),
            message: try fields["message"].map { node throws(Problem) in try text(node) },
            count: try number(fields["count"], 1...1_000_000) ?? 1)
    }

    // MARK: Nodes

    private func problem(_ words: String, _ node: Node) -> Problem {
        let place = node.mark.map { ":\($0.line):\($0.column)" } ?? ""
        return Problem(description: "\(file)\(place): \(words)")
    }

    private func fields(_ node: Node, _ what: String, _ known: [String]) throws(Problem) -> [String: Node] {
        guard let mapping = node.mapping else { throw problem("\(what) is names with values", node) }
        var fields: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.string, known.contains(name) else {
                throw problem(
                    "\(what) has no '\(key.string ?? "")' (there are \(known.joined(separator: ", ")))", key)
            }
            fields[name] = value
        }
        return fields
    }

    private func required(_ name: String, in fields: [String: Node], _ node: Node) throws(Problem) -> Node {
        guard let found = fields[name] else { throw problem("'\(name)' is missing", node) }
        return found
    }

    private func items(_ node: Node?) throws(Problem) -> [Node] {
        guard let node else { return [] }
        guard let sequence = node.sequence else { throw problem("a list is expected here", node) }
        return Array(sequence)
    }

    private func text(_ node: Node) throws(Problem) -> String {
        guard let scalar = node.scalar else { throw problem("text is expected here", node) }
        return scalar.string
    }

    private func number(_ node: Node?, _ range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let node else { return nil }
        guard let number = node.int, range.contains(number) else {
            throw problem("a number from \(range.lowerBound) to \(range.upperBound) is expected here", node)
        }
        return number
    }

    /// `2025-06-01T12:00:00Z`, or seconds since 1970.
    private func seconds(_ node: Node) throws(Problem) -> Int {
        if let seconds = node.int { return seconds }
        if let date = node.timestamp { return Int(date.timeIntervalSince1970) }
        throw problem("a date such as 2025-06-01T12:00:00Z is expected here", node)
    }
}
