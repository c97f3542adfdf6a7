import Fabric

/// What a broker knows of a client, connected or not (3.1.2.4).
final class MQTTSession {
    let client: String
    let host: String
    /// It ends with the connection.
    var isClean: Bool
    weak var conversation: MQTTConversation?
    private var subscriptions: [(filter: String, quality: UInt8)] = []
    /// Of quality 1, not acknowledged yet.
    private var unacknowledged: [(number: UInt16, message: MQTTBroker.Message)] = []
    private var lastNumber: UInt16 = 0
    /// A client that stays away loses the oldest.
    private static let queueMax = 1000

    init(client: String, host: String, isClean: Bool) {
        self.client = client
        self.host = host
        self.isClean = isClean
    }

    func subscribe(_ filter: String, _ quality: UInt8) {
        unsubscribe(filter)
        subscriptions.append((filter, quality))
    }

    func unsubscribe(_ filter: String) { subscriptions.removeAll { $0.filter == filter } }

    /// The highest of the subscriptions that fit; nil: none does.
    func quality(for topic: String) -> UInt8? {
        subscriptions.filter { MQTTTopic.matches($0.filter, topic) }.map(\.quality).max()
    }

    func send(_ message: MQTTBroker.Message, at now: Instant) {
        guard message.quality > 0 else {
            conversation?.send(message, number: nil, isAgain: false, at: now)
            return
        }
        lastNumber = lastNumber == .max ? 1 : lastNumber + 1
        if unacknowledged.count >= MQTTSession.queueMax { unacknowledged.removeFirst() }
        unacknowledged.append((lastNumber, message))
        conversation?.send(message, number: lastNumber, isAgain: false, at: now)
    }

    func acknowledge(_ number: UInt16) { unacknowledged.removeAll { $0.number == number } }

    /// After the client came back (4.4).
    func sendAgain(at now: Instant) {
        for (number, message) in unacknowledged {
            conversation?.send(message, number: number, isAgain: true, at: now)
        }
    }
}
