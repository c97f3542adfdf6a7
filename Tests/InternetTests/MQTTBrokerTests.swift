import Fabric
import Internet
import Testing

/// Packets by hand, after MQTT 3.1.1, chapter 3.
@Suite struct MQTTBrokerTests {
    private static func text(_ text: String) -> [UInt8] { [0, UInt8(text.utf8.count)] + Array(text.utf8) }
    private static func packet(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type, UInt8(body.count)] + body }

    private static func connect(
        _ client: String, clean: Bool = true, keepAlive: UInt8 = 0, will: (topic: String, message: String)? = nil
    ) -> [UInt8] {
        let flags: UInt8 = (clean ? 2 : 0) | (will == nil ? 0 : 4)
        var body = text("MQTT") + [4, flags, 0, keepAlive] + text(client)
        if let will { body += text(will.topic) + text(will.message) }
        return packet(0x10, body)
    }

    private static func subscribe(_ filter: String, quality: UInt8 = 0) -> [UInt8] {
        packet(0x82, [0, 1] + text(filter) + [quality])
    }

    private static func publish(_ topic: String, _ message: String, flags: UInt8 = 0) -> [UInt8] {
        packet(0x30 | flags, text(topic) + (flags & 6 == 0 ? [] : [0, 5]) + Array(message.utf8))
    }

    private func client(_ air: Air, _ name: String, station: Int = 0, host: String = "broker") -> Caller {
        let caller = Caller(air, to: host, port: 1883, station: station)
        #expect(caller.answer(to: Self.connect(name)) == [0x20, 2, 0, 0])
        return caller
    }

    @Test func messagesReachSubscribersOfOtherBoards() {
        let air = Air(2)
        let one = client(air, "one")
        let two = client(air, "two", station: 1)
        #expect(two.answer(to: Self.subscribe("a/+/c")) == [0x90, 3, 0, 1, 0])
        #expect(one.answer(to: Self.publish("a/b/c", "hi")) == [])
        #expect(two.receive() == Self.publish("a/b/c", "hi"))
        #expect(one.answer(to: Self.publish("a/b", "hi") + Self.publish("a/b/c/d", "hi")) == [])
        #expect(two.receive() == [])
        #expect(air.internet.services.broker.publications.map(\.message.topic) == ["a/b/c", "a/b", "a/b/c/d"])
    }

    @Test(arguments: [
        ("#", "a", true), ("#", "$SYS/x", false), ("a/#", "a", true), ("a/#", "a/b/c", true), ("+", "a/b", false),
        ("+/+", "/a", true), ("/+", "/a", true), ("+", "/a", false), ("a/+/c", "a//c", true), ("A", "a", false),
    ])
    func filters(filter: String, topic: String, fits: Bool) { #expect(MQTTBroker.isFit(filter, topic) == fits) }

    @Test func aRetainedMessageAwaitsSubscribers() {
        let air = Air()
        let one = client(air, "one")
        #expect(one.answer(to: Self.publish("t", "old", flags: 1) + Self.publish("t", "new", flags: 1)) == [])
        let expected = [0x90, 3, 0, 1, 0] + Self.publish("t", "new", flags: 1)
        #expect(one.answer(to: Self.subscribe("t")) == expected)
        // An empty one clears it; who is subscribed sees it as any other.
        #expect(one.answer(to: Self.publish("t", "", flags: 1)) == Self.publish("t", ""))
        #expect(one.answer(to: Self.subscribe("t")) == [0x90, 3, 0, 1, 0])
    }

    @Test func quality1IsAcknowledgedBothWays() {
        let air = Air()
        let one = client(air, "one")
        #expect(one.answer(to: Self.subscribe("t", quality: 1)) == [0x90, 3, 0, 1, 1])
        // To the publisher: its own number; to the subscriber: the broker's.
        let answer = one.answer(to: Self.publish("t", "x", flags: 2))
        #expect(answer == [0x32, 6, 0, 1, 0x74, 0, 1, 0x78] + [0x40, 2, 0, 5])
    }

    @Test func quality2EndsInFourPackets() {
        let air = Air()
        let one = client(air, "one")
        #expect(one.answer(to: Self.publish("t", "x", flags: 4)) == [0x50, 2, 0, 5])
        #expect(one.answer(to: Self.publish("t", "x", flags: 12)) == [0x50, 2, 0, 5])
        #expect(one.answer(to: [0x62, 2, 0, 5]) == [0x70, 2, 0, 5])
        #expect(air.internet.services.broker.publications.count == 1)
    }

    @Test func aKeptSessionGetsWhatItMissed() {
        let air = Air()
        let one = Caller(air, to: "broker", port: 1883)
        #expect(one.answer(to: Self.connect("one", clean: false)) == [0x20, 2, 0, 0])
        _ = one.answer(to: Self.subscribe("t", quality: 1))
        one.send([0xE0, 0])
        air.milliseconds(50)
        _ = client(air, "two").answer(to: Self.publish("t", "x", flags: 2))
        let again = Caller(air, to: "broker", port: 1883)
        // The session is present; the message comes as a repeated one.
        let answer = again.answer(to: Self.connect("one", clean: false))
        #expect(answer == [0x20, 2, 1, 0] + [0x3A, 6, 0, 1, 0x74, 0, 1, 0x78])
    }

    @Test func theWillComesWhenAClientFallsSilent() {
        let air = Air(2)
        let watcher = client(air, "watcher", station: 1)
        _ = watcher.answer(to: Self.subscribe("gone"))
        let one = Caller(air, to: "broker", port: 1883)
        _ = one.answer(to: Self.connect("one", keepAlive: 2, will: ("gone", "one")))
        air.milliseconds(1500)
        #expect(one.answer(to: [0xC0, 0]) == [0xD0, 0])
        air.milliseconds(2500)
        #expect(watcher.receive() == [])
        air.milliseconds(600)
        #expect(watcher.receive() == Self.publish("gone", "one"))
        #expect(one.connection.hasPeerFinished)
    }

    @Test func noWillAfterDisconnectAndTheSameNameThrowsOut() {
        let air = Air()
        let watcher = client(air, "watcher")
        _ = watcher.answer(to: Self.subscribe("#"))
        let one = Caller(air, to: "broker", port: 1883)
        _ = one.answer(to: Self.connect("one", will: ("w", "1")))
        one.send([0xE0, 0])
        let first = Caller(air, to: "broker", port: 1883)
        _ = first.answer(to: Self.connect("two", will: ("w", "2")))
        _ = client(air, "two")
        air.milliseconds(50)
        #expect(first.connection.hasPeerFinished)
        #expect(watcher.receive() == Self.publish("w", "2"))
    }

    @Test func brokersOfOtherNamesHaveOtherTopics() {
        let air = Air()
        let one = client(air, "one", host: "a.example")
        let two = client(air, "two", host: "b.example")
        _ = two.answer(to: Self.subscribe("#"))
        _ = one.answer(to: Self.publish("t", "x"))
        #expect(two.receive() == [])
    }

    @Test func messagesFromOutsideComeAtTheirTime() {
        let air = Air()
        air.internet.services.broker.plan(
            MQTTBroker.Message(topic: "t", payload: Array("x".utf8)), at: .milliseconds(1000))
        let one = client(air, "one")
        _ = one.answer(to: Self.subscribe("t"))
        air.run(for: Instant.milliseconds(1009) - air.now)
        #expect(one.receive() == [])
        air.milliseconds(2)
        #expect(one.receive() == Self.publish("t", "x"))
    }

    @Test(arguments: [
        [0x30, 1, 0], [0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x82, 0], [0xF0, 0], [0x36, 4, 0, 1, 0x74, 0],
    ])
    func whoBreaksTheProtocolIsThrownOut(bytes: [UInt8]) {
        let air = Air()
        let one = client(air, "one")
        one.send(bytes)
        air.milliseconds(100)
        #expect(one.connection.hasPeerFinished)
    }

    @Test func anUnknownVersionIsRefused() {
        let air = Air()
        let one = Caller(air, to: "broker", port: 1883)
        let packet = Self.packet(0x10, Self.text("MQTT") + [5, 2, 0, 0] + Self.text("x"))
        #expect(one.answer(to: packet) == [0x20, 2, 0, 1])
        #expect(one.connection.hasPeerFinished)
    }
}
