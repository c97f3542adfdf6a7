import BoardProfiles
import Fabric
import Internet
import Testing

@testable import Board

/// Several boards in one network.
@Suite struct GroupNetworkTests {
    private static func run(
        _ boards: [(name: String, sketch: String)], until: Instant = .seconds(20),
        _ prepare: (Internet) -> Void = { _ in }
    ) throws -> [String] {
        let made = try boards.map { try Board(profile: BoardProfile.load($0.name)) }
        let group = BoardGroup(made)
        prepare(group.internet)
        let texts = made.map { _ in Text() }
        for (board, text) in zip(made, texts) { board.serial.addSink { _, bytes in text.bytes += bytes } }
        _ = group.run(boards.map { .source($0.sketch) }, limits: RunLimits(until: until))
        return texts.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private final class Text { var bytes: [UInt8] = [] }

    private static let joined = """
        import network, time
        w = network.WLAN(network.STA_IF)
        w.active(True)
        w.connect('Wokwi-GUEST', '')
        while not w.isconnected():
            time.sleep_ms(20)

        """

    @Test func boardsTalkByStreamsAndNames() throws {
        let server = """
            import network
            network.hostname('kitchen')

            """
        let texts = try Self.run([
            (
                "esp32",
                server + Self.joined + """
                    import socket
                    s = socket.socket()
                    s.bind(('', 80))
                    s.listen(1)
                    c, a = s.accept()
                    print(a[0], c.readline())
                    c.write('21.5')
                    c.close()
                    """
            ),
            (
                "pico-w",
                Self.joined + """
                    import socket
                    c = socket.socket()
                    c.connect(socket.getaddrinfo('kitchen.local', 80)[0][-1])
                    c.write('temperature?\\n')
                    print(c.read())
                    """
            ),
        ])
        #expect(texts == ["10.10.0.3 b'temperature?\\n'\n", "b'21.5'\n"])
    }

    /// What one publishes reaches the others through the broker, the same every run.
    @Test func boardsShareTheBroker() throws {
        func sketch(_ name: String, _ wait: Int) -> String {
            Self.joined + """
                from umqtt.simple import MQTTClient
                def heard(topic, message):
                    print(topic, message)
                c = MQTTClient('\(name)', 'broker.example')
                c.set_callback(heard)
                c.connect()
                c.subscribe('room/#')
                time.sleep(\(wait))
                c.publish('room/\(name)', 'hello from \(name)')
                end = time.ticks_add(time.ticks_ms(), 4000)
                while time.ticks_diff(end, time.ticks_ms()) > 0:
                    c.check_msg()
                    time.sleep_ms(10)
                """
        }
        let boards = [("esp32", sketch("a", 3)), ("nodemcu", sketch("b", 1)), ("esp32-c3", sketch("c", 4))]
        let texts = try Self.run(boards)
        let (a, b, c) = ("b'room/a' b'hello from a'\n", "b'room/b' b'hello from b'\n", "b'room/c' b'hello from c'\n")
        // a at about 4.7 s, b at 3.6 s, c at 5.7 s.
        #expect(texts == [b + a + c, b + a + c, b + a + c])
        for _ in 0..<2 { #expect(try Self.run(boards) == texts) }
    }

    @Test func espNowReachesItsPeer() throws {
        let receiver = """
            import network, espnow
            w = network.WLAN(network.STA_IF)
            w.active(True)
            e = espnow.ESPNow()
            e.active(True)
            for i in range(2):
                host, message = e.recv()
                print(host == bytes(other), message)
            print(e.recv(100))
            """
        let sender = """
            import network, espnow, time
            w = network.WLAN(network.STA_IF)
            w.active(True)
            e = espnow.ESPNow()
            e.active(True)
            e.add_peer(other)
            time.sleep(1)
            print(e.send(other, b'first'))
            print(e.send(other, 'second', False))
            e.add_peer(b'\\x02\\x02\\x02\\x02\\x02\\x02')
            print(e.send(b'\\x02\\x02\\x02\\x02\\x02\\x02', b'nobody'))
            try:
                e.send(b'\\x03\\x02\\x02\\x02\\x02\\x02', b'nobody')
            except OSError as error:
                print(error)
            print(e.stats())
            """
        let addresses = try Self.run([
            ("esp32", "import network\nprint(list(network.WLAN(0).config('mac')))"),
            ("nodemcu", "import network\nprint(list(network.WLAN(0).config('mac')))"),
        ])
        let texts = try Self.run([
            ("esp32", "other = bytes(\(addresses[1].dropLast()))\n" + sender),
            ("nodemcu", "other = bytes(\(addresses[0].dropLast()))\n" + receiver),
        ])
        #expect(
            texts == [
                "True\nTrue\nFalse\n(-12393, 'ESP_ERR_ESPNOW_NOT_FOUND')\n(3, 3, 1, 0, 0)\n",
                "True b'first'\nTrue b'second'\n(None, None)\n",
            ])
    }

    @Test func boardsOfOneKindHaveAddressesOfTheirOwn() throws {
        let sketch = Self.joined + "print(list(w.config('mac')), w.ifconfig()[0])"
        let texts = try Self.run([("esp32", sketch), ("esp32", sketch), ("esp32", sketch)])
        #expect(Set(texts).count == 3)
        #expect(texts[2].hasSuffix(" 10.10.0.4\n"))
    }
}
