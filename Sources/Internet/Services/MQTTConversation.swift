import Fabric

/// A client's connection to a broker.
final class MQTTConversation: Conversation {
    private let call: Call
    private let broker: MQTTBroker
    private var bytes: [UInt8] = []
    private var session: MQTTSession?
    private var will: MQTTBroker.Message?
    private var isOver = false
    private var keepAlive: Picoseconds = 0
    private var alarm: Internet.Alarm?
    /// Of quality 2: published, not released yet.
    private var received: Set<UInt16> = []

    init(_ call: Call, _ broker: MQTTBroker) {
        self.call = call
        self.broker = broker
    }

    func receive(_ new: [UInt8], at now: Instant) {
        bytes += new
        while !isOver {
            switch MQTTPacket.read(bytes) {
            case .incomplete: return
            case .malformed: return breakOff(at: now)
            case .whole(let packet, let count):
                bytes.removeSubrange(..<count)
                watch(at: now)
                if !take(packet, at: now) { breakOff(at: now) }
            }
        }
    }

    func end(at now: Instant) { breakOff(at: now) }

    /// Somebody else connects under the same name (3.1.4-2).
    func throwOut(at now: Instant) { breakOff(at: now) }

    /// The connection ends without DISCONNECT: the will is published.
    private func breakOff(at now: Instant) {
        guard !isOver else { return }
        let last = will
        close(at: now)
        if let last { broker.accept(last, host: call.host, at: now) }
    }

    private func close(at now: Instant) {
        isOver = true
        will = nil
        alarm?.cancel()
        if let session {
            session.conversation = nil
            broker.forget(session)
        }
        call.close(at: now)
    }

    /// Silence of one and a half times the keep-alive ends it (3.1.2.10).
    private func watch(at now: Instant) {
        alarm?.cancel()
        alarm = nil
        guard keepAlive > 0 else { return }
        alarm = broker.internet.alarm(at: now + keepAlive + keepAlive / 2) { [weak self] in self?.breakOff(at: $0) }
    }

    private func reply(_ type: UInt8, _ body: [UInt8], flags: UInt8 = 0, at now: Instant) {
        call.send(MQTTPacket(type: type, flags: flags, body: body).bytes, at: now)
    }

    func send(_ message: MQTTBroker.Message, number: UInt16?, isAgain: Bool, at now: Instant) {
        var body = MQTTPacket.text(Array(message.topic.utf8))
        if let number { body += MQTTPacket.number(number) }
        let flags: UInt8 = (isAgain ? 8 : 0) | (number == nil ? 0 : 2) | (message.isRetained ? 1 : 0)
        reply(MQTTPacket.publish, body + message.payload, flags: flags, at: now)
    }

    // MARK: Packets

    /// False: the client broke the protocol.
    private func take(_ packet: MQTTPacket, at now: Instant) -> Bool {
        var fields = MQTTFields(packet.body)
        if packet.type == MQTTPacket.connect { return session == nil && connect(&fields, at: now) }
        guard let session else { return false }
        switch packet.type {
        case MQTTPacket.publish: return publish(packet.flags, &fields, at: now)
        case MQTTPacket.publishAcknowledge:
            guard let number = fields.number() else { return false }
            session.acknowledge(number)
        case MQTTPacket.publishRelease:
            guard let number = fields.number() else { return false }
            received.remove(number)
            reply(MQTTPacket.publishComplete, MQTTPacket.number(number), at: now)
        case MQTTPacket.subscribe: return packet.flags == 2 && subscribe(session, &fields, at: now)
        case MQTTPacket.unsubscribe:
            guard packet.flags == 2, let number = fields.number(), !fields.isAtEnd else { return false }
            while !fields.isAtEnd {
                guard let filter = fields.text() else { return false }
                session.unsubscribe(filter)
            }
            reply(MQTTPacket.unsubscribeAcknowledge, MQTTPacket.number(number), at: now)
        case MQTTPacket.ping: reply(MQTTPacket.pingAnswer, [], at: now)
        case MQTTPacket.disconnect: close(at: now)
        default: return false
        }
        return true
    }

    private func connect(_ fields: inout MQTTFields, at now: Instant) -> Bool {
        guard let name = fields.text(), let level = fields.byte(), let flags = fields.byte(),
            let seconds = fields.number(), let client = fields.text()
        else { return false }
        guard (name == "MQTT" && level == 4) || (name == "MQIsdp" && level == 3) else {
            reply(MQTTPacket.connectAcknowledge, [0, 1], at: now)
            return false
        }
        let isClean = flags & 2 != 0
        // 3.1.3.1: who keeps a session needs a name for it.
        if client.isEmpty && !isClean {
            reply(MQTTPacket.connectAcknowledge, [0, 2], at: now)
            return false
        }
        if flags & 4 != 0 {
            guard let topic = fields.text(), let payload = fields.bytes() else { return false }
            will = MQTTBroker.Message(
                topic: topic, payload: payload, quality: flags >> 3 & 3, isRetained: flags & 0x20 != 0)
        }
        if flags & 0x80 != 0, fields.bytes() == nil { return false }
        if flags & 0x40 != 0, fields.bytes() == nil { return false }
        let found = broker.session(
            client.isEmpty ? "\(call.connection.remote)" : client, host: call.host, isClean: isClean, at: now)
        session = found.session
        found.session.conversation = self
        keepAlive = .seconds(UInt64(seconds))
        watch(at: now)
        reply(MQTTPacket.connectAcknowledge, [found.isPresent ? 1 : 0, 0], at: now)
        found.session.sendAgain(at: now)
        return true
    }

    private func publish(_ flags: UInt8, _ fields: inout MQTTFields, at now: Instant) -> Bool {
        let quality = flags >> 1 & 3
        guard quality < 3, let topic = fields.text(), MQTTTopic.isName(topic) else { return false }
        var number: UInt16 = 0
        if quality > 0 {
            guard let given = fields.number(), given != 0 else { return false }
            number = given
        }
        let isNew = quality < 2 || received.insert(number).inserted
        if isNew {
            let message = MQTTBroker.Message(
                topic: topic, payload: fields.remainder, quality: quality, isRetained: flags & 1 != 0)
            broker.accept(message, host: call.host, at: now)
        }
        if quality > 0 {
            let type = quality == 1 ? MQTTPacket.publishAcknowledge : MQTTPacket.publishReceived
            reply(type, MQTTPacket.number(number), at: now)
        }
        return true
    }

    private func subscribe(_ session: MQTTSession, _ fields: inout MQTTFields, at now: Instant) -> Bool {
        guard let number = fields.number(), !fields.isAtEnd else { return false }
        var codes: [UInt8] = []
        var granted: [(filter: String, quality: UInt8)] = []
        while !fields.isAtEnd {
            guard let filter = fields.text(), let asked = fields.byte(), asked < 3 else { return false }
            let isFine = MQTTTopic.isFilter(filter)
            codes.append(isFine ? min(asked, 1) : 0x80)
            if isFine {
                session.subscribe(filter, min(asked, 1))
                granted.append((filter, min(asked, 1)))
            }
        }
        reply(MQTTPacket.subscribeAcknowledge, MQTTPacket.number(number) + codes, at: now)
        for (filter, quality) in granted { broker.sendRetained(filter, quality, to: session, at: now) }
        return true
    }
}
