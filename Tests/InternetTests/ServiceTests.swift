import Fabric
import Internet
import Testing

@Suite struct ServiceTests {
    // MARK: Names and time

    /// A query for the address of a.bc, by hand after RFC 1035, 4.1.
    @Test func theNameServerAnswersPackets() throws {
        let air = Air()
        let socket = air.stations[0].makeDatagramSocket()
        let query: [UInt8] = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0x61, 2, 0x62, 0x63, 0, 0, 1, 0, 1]
        air.stations[0].send(query, from: socket, to: Endpoint(Internet.gateway, 53), at: air.now)
        air.milliseconds(25)
        let answer = try #require(socket.next(keeps: false)).bytes
        #expect(answer[..<12] == [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0])
        #expect(answer[12..<22] == query[12...])
        #expect(answer[22..<34] == [0xC0, 12, 0, 1, 0, 1, 0, 0, 0x0E, 0x10, 0, 4])
        #expect(answer.count == 38)
    }

    @Test func theTimeServerHasTheVirtualTime() throws {
        let air = Air()
        air.internet.services.time.powerOnSeconds = 1_000_000_000
        air.run(for: .seconds(5))
        let socket = air.stations[0].makeDatagramSocket()
        var query = [UInt8](repeating: 0, count: 48)
        query[0] = 0x23
        query[47] = 9
        air.stations[0].send(query, from: socket, to: Endpoint(IPAddress([1, 2, 3, 4]), 123), at: air.now)
        air.milliseconds(25)
        let answer = try #require(socket.next(keeps: false)).bytes
        // Version 4, mode 4; the client's stamp comes back; 1e9 + 5 + 2208988800 seconds since 1900.
        #expect(answer[0] == 0x24)
        #expect(answer[24..<32] == query[40...])
        let seconds = answer[40..<44].reduce(0) { $0 << 8 | Int($1) }
        #expect(seconds == 3_208_988_805)
    }

    // MARK: The web

    private func ask(_ request: String, _ prepare: (HTTPServer) -> Void = { _ in }) -> (text: String, air: Air) {
        let air = Air()
        prepare(air.internet.services.web)
        let caller = Caller(air, to: "api.example.com", port: 80)
        let answer = caller.answer(to: Array(request.utf8))
        return (String(decoding: answer, as: UTF8.self), air)
    }

    @Test func aDeclaredAnswerIsGiven() {
        let (text, air) = ask("GET /v1/x?q=1 HTTP/1.1\r\nHost: api.example.com\r\nConnection: close\r\n\r\n") { web in
            web.answers = [
                HTTPServer.Answer(url: "http://api.example.com/v2/*", body: Array("no".utf8)),
                HTTPServer.Answer(
                    url: "api.example.com/v1/*", status: 201, headers: [("A", "b")], body: Array("{}".utf8)),
            ]
        }
        #expect(
            text == "HTTP/1.1 201 Created\r\nA: b\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        #expect(air.internet.notes.isEmpty)
        #expect(air.internet.services.web.requests.map(\.url) == ["http://api.example.com/v1/x?q=1"])
    }

    @Test func anUnknownOneIsNotFoundAndNamedOnce() {
        let request = "POST /a HTTP/1.1\r\nHost: api.example.com\r\nContent-Length: 2\r\n\r\nhi"
        let (text, air) = ask(request + request)
        #expect(text.components(separatedBy: "HTTP/1.1 404 Not Found").count == 3)
        #expect(
            air.internet.notes == [
                "POST http://api.example.com/a: no answer is declared for it; it gets status 404"
            ])
        #expect(air.internet.services.web.requests.map { String(decoding: $0.body, as: UTF8.self) } == ["hi", "hi"])
    }

    @Test func anUnknownPageIsNamedOnceWhateverIsAskedOfIt() {
        let (_, air) = ask((1...3).map { "GET /a?t=\($0) HTTP/1.1\r\nHost: api.example.com\r\n\r\n" }.joined())
        #expect(
            air.internet.notes == [
                "GET http://api.example.com/a?...: no answer is declared for it; it gets status 404"
            ])
        #expect(air.internet.services.web.requests.map(\.url).last == "http://api.example.com/a?t=3")
    }

    @Test(arguments: [
        "GET\r\n\r\n", "GET / HTTP/1.1\r\nnonsense\r\n\r\n", "PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ])
    func nonsenseIsABadRequest(request: String) {
        #expect(ask(request).text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
    }

    @Test func chunksAreReadAndWritten() {
        let (text, air) = ask(
            "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;e=1\r\nde\r\n0\r\n\r\n"
        ) { web in
            web.answers = [
                HTTPServer.Answer(
                    url: "*", headers: [("Transfer-Encoding", "chunked")], body: Array("hello".utf8))
            ]
        }
        #expect(text.hasSuffix("\r\n\r\n5\r\nhello\r\n0\r\n\r\n"))
        #expect(air.internet.services.web.requests[0].body == Array("abcde".utf8))
    }

    @Test func aSlowServerTakesItsTime() {
        let air = Air()
        air.internet.services.web.answers = [HTTPServer.Answer(url: "*", delay: .milliseconds(500))]
        let caller = Caller(air, to: "slow.example", port: 8080)
        #expect(caller.answer(to: Array("GET / HTTP/1.1\r\n\r\n".utf8)).isEmpty)
        air.milliseconds(500)
        #expect(!caller.receive().isEmpty)
    }

    @Test(arguments: [
        ("a*c", "abc", true), ("a*c", "ac", true), ("a*c", "acd", false), ("*", "", true), ("a**b*", "axxb", true),
        ("abc", "abcd", false), ("*ab", "aab", true),
    ])
    func wildcards(pattern: String, text: String, fits: Bool) {
        #expect(Wildcard.matches(pattern, text) == fits)
    }

    @Test func whatNobodyUnderstandsIsClosedAndNamed() {
        let air = Air()
        let caller = Caller(air, to: "game.example", port: 7777)
        caller.send([0x05, 1, 2])
        air.milliseconds(50)
        #expect(caller.connection.hasPeerFinished)
        #expect(air.internet.notes == ["nobody at game.example, port 7777, understands what was sent there"])
    }
}

extension String {
    fileprivate func components(separatedBy part: String) -> [Substring] {
        var pieces: [Substring] = []
        var rest = self[...]
        while let place = rest.firstRange(of: part) {
            pieces.append(rest[..<place.lowerBound])
            rest = rest[place.upperBound...]
        }
        return pieces + [rest]
    }
}
