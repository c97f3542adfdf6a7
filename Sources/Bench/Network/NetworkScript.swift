import Board
import Fabric
import Internet

/// The section `network:` of a project's `test.yaml`, or of a scenario: what the network around its boards answers, says and must hear.
///
///     network:
///       time: 2025-06-01T12:00:00Z              # at power on
///       access-points: [{ssid: Home, password: secret}]
///       answers:
///         - {url: "http://api.example.com/*", method: GET, status: 200, headers: {A: b}, body: "...", delay: 200ms}
///         - {url: "https://example.com/lib.py", file: lib.py}
///       mqtt: [{at: 500ms, topic: lamp, message: "on", retain: true}]
///       expect-mqtt: [{topic: "sensors/+", message: "*21.5*"}]
///
/// In URLs and messages `*` stands for any characters; in topics MQTT's own wildcards count.
public struct NetworkScript: Sendable {
    /// A message that a board must publish.
    public struct Expectation: Sendable {
        /// A filter.
        public var topic: String
        /// A pattern; nil: any.
        public var message: String?
        /// How often at least.
        public var count: Int

        func isMet(by published: MQTTBroker.Message) -> Bool {
            guard MQTTBroker.isFit(topic, published.topic) else { return false }
            return message.map { Wildcard.matches($0, String(decoding: published.payload, as: UTF8.self)) } ?? true
        }
    }

    /// Seconds since 1970 at power on; nil: the service's own.
    public var powerOnSeconds: Int?
    /// Beside Wokwi's.
    public var accessPoints: [Internet.AccessPoint] = []
    /// Of the web server.
    public var answers: [HTTPServer.Answer] = []
    /// Messages from outside.
    public var messages: [(instant: Instant, message: MQTTBroker.Message)] = []
    /// Messages that boards must publish.
    public var expectations: [Expectation] = []

    /// Tells a network. Before anything runs.
    public func apply(to internet: Internet) {
        if let powerOnSeconds { internet.services.time.powerOnSeconds = powerOnSeconds }
        internet.accessPoints += accessPoints
        internet.services.web.answers += answers
        for (instant, message) in messages { internet.services.broker.plan(message, at: instant) }
    }

    /// What was expected and did not come, one line each.
    public func complaints(about internet: Internet) -> [String] {
        let published = internet.services.broker.publications.map(\.message)
        return expectations.compactMap { wanted in
            let found = published.filter { wanted.isMet(by: $0) }
            if found.count >= wanted.count { return nil }
            let what = wanted.message.map { " '\($0)'" } ?? ""
            return "no message\(what) was published to \(wanted.topic) (expect-mqtt)"
                + (wanted.count > 1 ? ": \(found.count) of \(wanted.count)" : "")
        }
    }
}
