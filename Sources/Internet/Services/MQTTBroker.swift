import Fabric

/// A broker of MQTT 3.1.1 (OASIS standard, 2014) at every address; each address has topics of its own.
///
/// Any name and password is let in. Not modelled: MQTT 5, WebSocket; quality 2 is taken from publishers and given as 1.
public final class MQTTBroker {
    /// A message on its way.
    public struct Message: Sendable {
        /// Where to.
        public var topic: String
        /// What.
        public var payload: [UInt8]
        /// 0, 1 or 2.
        public var quality: UInt8
        /// It is kept for later subscribers.
        public var isRetained: Bool

        /// A message.
        public init(topic: String, payload: [UInt8], quality: UInt8 = 0, isRetained: Bool = false) {
            self.topic = topic
            self.payload = payload
            self.quality = quality
            self.isRetained = isRetained
        }
    }

    /// A message that a board published.
    public struct Publication: Sendable {
        /// When the broker had it.
        public var instant: Instant
        /// The broker's name.
        public var host: String
        /// The message.
        public var message: Message
    }

    /// What boards published, in order.
    public private(set) var publications: [Publication] = []
    /// Told of each.
    public var onPublication: ((Publication) -> Void)?
    let internet: Internet
    /// In the order of their first connection, by host.
    private var sessions: [MQTTSession] = []
    private var retained: [(host: String, message: Message)] = []

    init(_ internet: Internet) { self.internet = internet }

    func conversation(_ call: Call) -> MQTTConversation { MQTTConversation(call, self) }

    /// The session of a client, kept or new. Whoever has it is thrown out.
    func session(
        _ client: String, host: String, isClean: Bool, at now: Instant
    ) -> (session: MQTTSession, isPresent: Bool) {
        let known = sessions.first { $0.client == client && $0.host == host }
        known?.conversation?.throwOut(at: now)
        if isClean || known == nil {
            sessions.removeAll { $0 === known }
            let session = MQTTSession(client: client, host: host, isClean: isClean)
            sessions.append(session)
            return (session, false)
        }
        known!.isClean = false
        return (known!, true)
    }

    func forget(_ session: MQTTSession) {
        if session.isClean { sessions.removeAll { $0 === session } }
    }

    /// Whether a filter, such as `sensors/+`, fits a topic.
    public static func isFit(_ filter: String, _ topic: String) -> Bool { MQTTTopic.matches(filter, topic) }

    // MARK: Messages

    /// A board published it.
    func accept(_ message: Message, host: String, at now: Instant) {
        let publication = Publication(instant: now, host: host, message: message)
        publications.append(publication)
        onPublication?(publication)
        spread(message, host: host, at: now)
    }

    /// Publishes from outside, at every broker that anybody uses.
    public func plan(_ message: Message, at instant: Instant) {
        internet.alarm(at: instant) { [unowned self] now in spread(message, host: nil, at: now) }
    }

    /// `host` nil: whichever.
    private func spread(_ message: Message, host: String?, at now: Instant) {
        if message.isRetained {
            retained.removeAll { $0.message.topic == message.topic && ($0.host == (host ?? "") || host == nil) }
            if !message.payload.isEmpty { retained.append((host ?? "", message)) }
        }
        for session in sessions where host == nil || session.host == host {
            guard let quality = session.quality(for: message.topic) else { continue }
            var copy = message
            copy.quality = min(quality, message.quality)
            // 3.3.1.3: only who subscribes later sees the flag.
            copy.isRetained = false
            session.send(copy, at: now)
        }
    }

    /// What is kept for a new subscription.
    func sendRetained(_ filter: String, _ quality: UInt8, to session: MQTTSession, at now: Instant) {
        for (host, message) in retained
        where (host == session.host || host.isEmpty) && MQTTTopic.matches(filter, message.topic) {
            var copy = message
            copy.quality = min(quality, message.quality)
            session.send(copy, at: now)
        }
    }
}

/// Filters of topics (4.7).
enum MQTTTopic {
    static func matches(_ filter: String, _ topic: String) -> Bool {
        let filter = filter.split(separator: "/", omittingEmptySubsequences: false)
        let levels = topic.split(separator: "/", omittingEmptySubsequences: false)
        // 4.7.2: wildcards do not find what begins with $.
        if topic.hasPrefix("$") && (filter[0] == "#" || filter[0] == "+") { return false }
        for (index, part) in filter.enumerated() {
            if part == "#" { return true }
            guard index < levels.count, part == "+" || part == levels[index] else { return false }
        }
        return filter.count == levels.count
    }

    /// A wildcard stands for whole levels, `#` at the end only.
    static func isFilter(_ filter: String) -> Bool {
        let parts = filter.split(separator: "/", omittingEmptySubsequences: false)
        return !filter.isEmpty
            && parts.enumerated().allSatisfy { index, part in
                part == "+" || (part == "#" && index == parts.count - 1)
                    || !part.contains("+") && !part.contains("#")
            }
    }

    static func isName(_ topic: String) -> Bool {
        !topic.isEmpty && !topic.contains("+") && !topic.contains("#") && !topic.contains("\0")
    }
}
