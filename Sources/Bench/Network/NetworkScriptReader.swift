import Fabric
import Internet
import StrictYAML

extension NetworkScript {
    /// Reads the section `network:` of a YAML file; nil where it has none. `read` gives the files that answers name.
    public init?(yaml: String, file: String, read: @escaping (String) -> [UInt8]?) throws(YAMLError) {
        let root = try YAMLValue(parsing: yaml, file: file)
        guard let section = try root.entries().first(where: { $0.key == "network" })?.value else { return nil }
        self.init()
        let reader = NetworkScriptReader(read: read)
        let fields = try section.fields("time", "access-points", "answers", "mqtt", "expect-mqtt")
        if let time = fields.optional("time") { powerOnSeconds = try reader.seconds(time) }
        for item in try reader.items(fields, "access-points") { accessPoints.append(try reader.accessPoint(item)) }
        for item in try reader.items(fields, "answers") { answers.append(try reader.answer(item)) }
        for item in try reader.items(fields, "mqtt") {
            let fields = try item.fields("at", "topic", "message", "retain", "qos")
            let instant = Instant.zero + (try ScenarioReader.time(fields["at"]))
            messages.append((instant, try NetworkScriptReader.message(fields)))
        }
        for item in try reader.items(fields, "expect-mqtt") {
            let fields = try item.fields("topic", "message", "count")
            expectations.append(
                Expectation(
                    topic: try fields["topic"].text(), message: try fields.optional("message")?.text(),
                    count: try fields.optional("count")?.whole(in: 1...1_000_000) ?? 1))
        }
    }
}

/// Reads the items of a script.
struct NetworkScriptReader {
    let read: (String) -> [UInt8]?

    func items(_ fields: YAMLFields, _ key: String) throws(YAMLError) -> [YAMLValue] {
        try fields.optional(key)?.list() ?? []
    }

    /// A message without `message` is empty.
    static func message(_ fields: YAMLFields) throws(YAMLError) -> MQTTBroker.Message {
        MQTTBroker.Message(
            topic: try fields["topic"].text(), payload: Array((try fields.optional("message")?.text() ?? "").utf8),
            quality: UInt8(try fields.optional("qos")?.whole(in: 0...1) ?? 0),
            isRetained: try fields.optional("retain")?.flag() ?? false)
    }

    func accessPoint(_ value: YAMLValue) throws(YAMLError) -> Internet.AccessPoint {
        let fields = try value.fields("ssid", "password", "channel", "rssi")
        let name = try fields["ssid"].text()
        // A made-up address of its own, locally administered.
        let sum = name.utf8.reduce(UInt32(7)) { $0 &* 31 &+ UInt32($1) }
        return Internet.AccessPoint(
            name: name, password: try fields.optional("password")?.text(),
            address: [0x42, 0x13, 0x37] + (0..<3).map { UInt8(truncatingIfNeeded: sum >> UInt32(8 * $0)) },
            channel: try fields.optional("channel")?.whole(in: 1...14) ?? 6,
            strength: Int(max(-120, min(0, try fields.optional("rssi")?.signed() ?? -60))))
    }

    func answer(_ value: YAMLValue) throws(YAMLError) -> HTTPServer.Answer {
        let fields = try value.fields("url", "method", "status", "headers", "body", "file", "delay")
        var answer = HTTPServer.Answer(url: try fields["url"].text())
        answer.method = try fields.optional("method")?.text().uppercased()
        answer.status = try fields.optional("status")?.whole(in: 100...599) ?? 200
        if let delay = fields.optional("delay") { answer.delay = try ScenarioReader.time(delay) }
        for (name, value) in try fields.optional("headers")?.entries() ?? [] {
            answer.headers.append((name, try value.text()))
        }
        if let body = fields.optional("body") { answer.body = Array(try body.text().utf8) }
        if let place = fields.optional("file") {
            let name = try place.text()
            guard fields.optional("body") == nil else { throw place.error("an answer has a body or a file") }
            guard let bytes = read(name) else { throw place.error("there is no file '\(name)'") }
            answer.body = bytes
        }
        return answer
    }

    /// `2025-06-01T12:00:00Z`.
    func seconds(_ value: YAMLValue) throws(YAMLError) -> Int {
        let text = try value.text()
        let parts = text.split { "-T: Z".contains($0) }.map { Int($0) }
        let numbers = parts.compactMap { $0 }
        guard numbers.count == parts.count, numbers.count == 6 || numbers.count == 3,
            (2000..<2136).contains(numbers[0]), (1...12).contains(numbers[1]), (1...31).contains(numbers[2]),
            numbers.dropFirst(3).allSatisfy({ (0..<60).contains($0) })
        else { throw value.error("'\(text)' is no date; write it as 2025-06-01T12:00:00Z") }
        let time = numbers.count == 6 ? Array(numbers[3...]) : [0, 0, 0]
        return CalendarTime(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: time[0], minute: time[1], second: time[2]
        ).seconds
    }
}
