import Board
import BoardProfiles
import Fabric
import Internet
import TestBench
import Testing

/// `socket` in each port's words (extmod/modlwip.c, modsocket.c of ports/esp32).
@Suite struct SocketTests {
    static let joined = """
        import network, socket, time
        def attempt(call):
            try:
                print(call())
            except Exception as error:
                print(type(error).__name__, error)
        w = network.WLAN(network.STA_IF)
        w.active(True)
        w.connect('Wokwi-GUEST', '')
        while not w.isconnected():
            time.sleep_ms(50)

        """

    private func lines(_ board: String, _ sketch: String, until: Instant = .seconds(60)) throws -> [String] {
        let desk = try Desk(board)
        desk.run(sketch, until: until)
        return desk.lines
    }

    /// lwIP's errors where no network is joined: ERR_VAL and ERR_RTE; ESP-IDF's EAI_FAIL and newlib's EHOSTUNREACH.
    @Test(arguments: [
        ("pico-w", "-6", "[Errno 113] EHOSTUNREACH", 0), ("esp32", "-202", "[Errno 118] EHOSTUNREACH", 0),
        ("nodemcu", "-2", "[Errno 113] EHOSTUNREACH", 7),
    ])
    func withoutANetwork(board: String, lookUp: String, connect: String, seconds: Int) throws {
        let found = try lines(
            board,
            """
            import socket, time
            def attempt(call):
                try:
                    print(call())
                except OSError as error:
                    print(error)
            start = time.ticks_ms()
            attempt(lambda: socket.getaddrinfo('example.com', 80))
            print(time.ticks_diff(time.ticks_ms(), start) // 1000)
            attempt(lambda: socket.socket().connect(('1.2.3.4', 80)))
            """)
        #expect(found == [lookUp, "\(seconds)", connect])
    }

    @Test(arguments: [("pico-w", ""), ("esp32", "10.1.2.3")])
    func addressesAndAbsentHosts(board: String, canonical: String) throws {
        let found = try lines(
            board,
            Self.joined + """
                print(socket.getaddrinfo('10.1.2.3', 80))
                attempt(lambda: socket.getaddrinfo('nothing.invalid', 80))
                s = socket.socket()
                start = time.ticks_ms()
                attempt(lambda: s.connect(('10.10.0.77', 80)))
                print(time.ticks_diff(time.ticks_ms(), start) // 1000)
                s.close()
                attempt(lambda: s.send(b'x'))
                attempt(lambda: socket.socket().connect('10.10.0.1'))
                attempt(lambda: socket.socket().connect((1, 2, 3)))
                """)
        #expect(
            found == [
                "[(2, 1, 0, '\(canonical)', ('10.1.2.3', 80))]",
                board == "esp32" ? "OSError -202" : "OSError -2",
                board == "esp32" ? "OSError [Errno 113] ECONNABORTED" : "OSError [Errno 103] ECONNABORTED", "18",
                "OSError [Errno 9] EBADF", "TypeError object 'str' isn't a tuple or list",
                "ValueError requested length 2 but object has length 3",
            ])
    }

    /// A server that accepts and says nothing. The ESP32 waits in steps of a tenth of a second, one more than asked.
    @Test(arguments: [("pico-w", "[Errno 110] ETIMEDOUT", 500...520), ("esp32", "[Errno 116] ETIMEDOUT", 600...620)])
    func timeouts(board: String, error: String, milliseconds: ClosedRange<Int>) throws {
        let found = try lines(
            board,
            Self.joined + """
                s = socket.socket()
                s.connect(socket.getaddrinfo('silent.example', 5000)[0][-1])
                s.settimeout(0.5)
                start = time.ticks_ms()
                attempt(lambda: s.recv(1))
                print(time.ticks_diff(time.ticks_ms(), start))
                s.setblocking(False)
                attempt(lambda: s.recv(1))
                print(s.read(1))
                """)
        #expect(found[0] == "OSError " + error)
        #expect(milliseconds.contains(Int(found[1]) ?? 0))
        #expect(found[2...] == ["OSError [Errno 11] EAGAIN", "None"])
    }

    @Test func whoWaitsForNobodyIsTold() throws {
        let desk = try Desk("pico-w")
        let end = desk.run(
            Self.joined + """
                s = socket.socket()
                s.bind(('', 80))
                s.listen(1)
                s.accept()
                """)
        #expect(end == .waitsForever("a connection to port 80"))
    }

    /// lwIP has five streams on the Pico W; ESP-IDF has ten sockets, and collects first what nobody holds.
    @Test(arguments: [("pico-w", "5", "[Errno 12] ENOMEM"), ("esp32", "10", "23")])
    func socketsAreFew(board: String, count: String, error: String) throws {
        let found = try lines(
            board,
            """
            import socket
            kept = []
            try:
                while True:
                    kept.append(socket.socket())
            except OSError as error:
                print(len(kept), error)
            kept[0].close()
            socket.socket()
            kept = []
            import gc
            gc.collect()
            for i in range(int(\(count))):
                kept.append(socket.socket())
            print('again')
            """)
        #expect(found == ["\(count) \(error)", "again"])
    }

    /// The port's struct with its finaliser, in blocks of 16 bytes.
    @Test(arguments: [("pico-w", 64, 192), ("esp32", 32, 32), ("nodemcu", 48, 96)])
    func bytesOfASocket(board: String, stream: Int, datagrams: Int) throws {
        let found = try lines(
            board,
            """
            import gc, socket
            s = d = before = middle = after = None
            gc.collect()
            before = gc.mem_alloc()
            s = socket.socket()
            middle = gc.mem_alloc()
            d = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            after = gc.mem_alloc()
            print(middle - before, after - middle)
            """)
        #expect(found == ["\(stream) \(datagrams)"])
    }

    @Test func bytesOfEverySegmentComeAlone() throws {
        let sketch =
            Self.joined + """
                c = socket.socket()
                c.connect(socket.getaddrinfo('a.example', 80)[0][-1])
                c.send(b'GET / HTTP/1.0\\r\\n\\r\\n')
                time.sleep_ms(100)
                print(len(c.recv(4000, socket.MSG_PEEK)), len(c.recv(4000)), len(c.recv(4000)))
                """
        // A head of 64 bytes and a body: segments of 1460 bytes, 540 in the last one.
        func lengths(_ board: String) throws -> [String] {
            let desk = try Desk(board)
            desk.board.internet?.services.web.answers = [
                HTTPServer.Answer(url: "*", body: [UInt8](repeating: 1, count: 2000 - 60))
            ]
            desk.run(sketch)
            return desk.lines
        }
        // The heading takes 60 bytes: HTTP/1.1 200 OK (17), Content-Length: 1940 (22), Connection: close (19), each with its line end, and an empty line.
        #expect(try lengths("pico-w") == ["1460 1460 540"])
        #expect(try lengths("esp32") == ["2000 2000 0"])
    }

    @Test func selectTellsWhoIsReady() throws {
        let found = try lines(
            "esp32",
            Self.joined + """
                import select
                a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                a.bind(('', 5000))
                b.bind(('', 5001))
                print([len(x) for x in select.select([a, b], [a], [], 0)])
                print([len(x) for x in select.select([a, b], [], [], 0.1)])
                b.sendto(b'x', ('127.0.0.1', 5000))
                r, w, x = select.select([a, b], [], [a], 1)
                print(r == [a], w, x)
                """)
        #expect(found == ["[0, 1, 0]", "[0, 0, 0]", "True [] []"])
    }

    @Test func modulesAreWhereTheFirmwareHasThem() throws {
        let sketch = """
            for name in ('socket', 'usocket', 'ssl', 'tls', 'requests', 'urequests', 'ntptime', 'mip', 'umqtt.simple',
                    'umqtt.robust', 'espnow', 'ubinascii', 'uhashlib', 'ussl'):
                try:
                    __import__(name)
                    print(name)
                except ImportError:
                    pass
            """
        let network = ["socket", "usocket", "ssl", "tls", "requests", "urequests", "ntptime", "mip"]
        let broker = ["umqtt.simple", "umqtt.robust", "espnow"]
        let core = ["ubinascii", "uhashlib"]
        #expect(try lines("pico", sketch) == core)
        #expect(try lines("pico-w", sketch) == network + core)
        #expect(try lines("esp32-c3", sketch) == network + broker + core)
        #expect(try lines("nodemcu", sketch) == network + broker + core)
    }
}
