import Bench
import Fabric
import Internet
import Testing

@Suite struct NetworkScriptTests {
    private func read(_ yaml: String) throws -> NetworkScript? {
        try NetworkScript(yaml: yaml, file: "test.yaml") { $0 == "a.txt" ? Array("text".utf8) : nil }
    }

    @Test func everyFieldIsRead() throws {
        let script = try #require(
            try read(
                """
                boards: [esp32]
                network:
                  time: 2001-09-09T01:46:40Z
                  access-points: [{ssid: Home, password: secret, channel: 3, rssi: -40}]
                  answers:
                    - {url: "http://a/*", method: post, status: 201, headers: {A: b}, body: hi, delay: 20}
                    - {url: b, file: a.txt}
                  mqtt: [{at: 5, topic: t, message: 1, qos: 1, retain: true}]
                  expect-mqtt: [{topic: t/+, message: "*x*", count: 2}]
                """))
        #expect(script.powerOnSeconds == 1_000_000_000)
        #expect(script.accessPoints[0].name == "Home" && script.accessPoints[0].password == "secret")
        #expect(script.accessPoints[0].channel == 3 && script.accessPoints[0].strength == -40)
        let answer = script.answers[0]
        #expect(answer.method == "POST" && answer.status == 201 && answer.body == Array("hi".utf8))
        #expect(answer.headers[0] == ("A", "b") && answer.delay == .milliseconds(20))
        #expect(script.answers[1].body == Array("text".utf8))
        let (instant, message) = script.messages[0]
        #expect(instant == .milliseconds(5) && message.topic == "t" && message.payload == Array("1".utf8))
        #expect(message.quality == 1 && message.isRetained)
        #expect(script.expectations[0].count == 2)
    }

    @Test func aFileWithoutTheSectionIsNone() throws {
        #expect(try read("name: x\nsteps: []") == nil)
        #expect(try read("") == nil)
    }

    @Test(arguments: [
        ("network: 1", "test.yaml:1:10: network is names with values"),
        (
            "network:\n  anwsers: []",
            "test.yaml:2:3: network has no 'anwsers' (there are time, access-points, answers, mqtt, expect-mqtt)"
        ),
        ("network:\n  answers: [{body: x}]", "test.yaml:2:13: 'url' is missing"),
        (
            "network:\n  answers: [{url: x, status: 7}]",
            "test.yaml:2:30: a number from 100 to 599 is expected here"
        ),
        ("network:\n  answers: [{url: x, file: no}]", "test.yaml:2:28: there is no file 'no'"),
        ("network:\n  answers: {a: b}", "test.yaml:2:12: a list is expected here"),
        ("network:\n  time: noon", "test.yaml:2:9: a date such as 2025-06-01T12:00:00Z is expected here"),
        (
            "network:\n  mqtt: [{at: -1, topic: t, message: m}]",
            "test.yaml:2:15: a number from 0 to 4000000000 is expected here"
        ),
        ("network: [\n", "test.yaml:2:1: did not find expected node content"),
    ])
    func whatIsWrongHasItsPlace(yaml: String, words: String) {
        #expect(throws: NetworkScript.Problem.self) { try read(yaml) }
        do {
            _ = try read(yaml)
        } catch {
            #expect("\(error)" == words)
        }
    }

    @Test func whatWasNotPublishedIsNamed() throws {
        let script = try #require(
            try read("network:\n  expect-mqtt: [{topic: a, message: \"1*\"}, {topic: b, count: 2}]"))
        #expect(
            script.complaints(about: Internet()) == [
                "no message '1*' was published to a (expect-mqtt)",
                "no message was published to b (expect-mqtt): 0 of 2",
            ])
    }
}
