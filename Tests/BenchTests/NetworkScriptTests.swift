import Bench
import Fabric
import Internet
import StrictYAML
import Testing

@Suite struct NetworkScriptTests {
    private func read(_ yaml: String) throws(YAMLError) -> NetworkScript? {
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
                    - {url: "http://a/*", method: post, status: 201, headers: {A: b}, body: hi, delay: 20ms}
                    - {url: b, file: a.txt}
                  mqtt: [{at: 5ms, topic: t, message: 1, qos: 1, retain: true}]
                  expect-mqtt: [{topic: t/+, message: "*x*", count: 2}]
                """))
        #expect(script.powerOnSeconds == 1_000_000_000)
        #expect(script.accessPoints[0].name == "Home" && script.accessPoints[0].password == "secret")
        #expect(script.accessPoints[0].channel == 3 && script.accessPoints[0].strength == -40)
        let answer = script.answers[0]
        #expect(answer.method == "POST" && answer.status == 201 && answer.body == Array("hi".utf8))
        #expect(answer.headers[0].name == "A" && answer.headers[0].value == "b" && answer.delay == .milliseconds(20))
        #expect(script.answers[1].body == Array("text".utf8))
        let (instant, message) = script.messages[0]
        #expect(instant == .milliseconds(5) && message.topic == "t" && message.payload == Array("1".utf8))
        #expect(message.quality == 1 && message.isRetained)
        #expect(script.expectations[0].count == 2)
    }

    @Test func aFileWithoutTheSectionIsNone() throws {
        #expect(try read("name: x\nsteps: []").map { _ in 1 } == nil)
    }

    @Test(arguments: [
        ("network: 1", "test.yaml:1: 'network' is '1', expected a mapping"),
        ("network:\n  anwsers: []", "test.yaml:2: unknown key 'anwsers' (did you mean 'answers'?)"),
        ("network:\n  answers: [{body: x}]", "test.yaml:2: missing key 'url'"),
        (
            "network:\n  answers: [{url: x, status: 7}]",
            "test.yaml:2: 'status' is '7', expected a whole number from 100 to 599"
        ),
        ("network:\n  answers: [{url: x, file: no}]", "test.yaml:2: there is no file 'no'"),
        ("network:\n  answers: {a: b}", "test.yaml:2: 'answers' is a mapping, expected a list"),
        ("network:\n  time: noon", "test.yaml:2: 'noon' is no date; write it as 2025-06-01T12:00:00Z"),
        (
            "network:\n  mqtt: [{at: 5, topic: t}]",
            "test.yaml:2: '5' is no time; write it as 250ms, with ns, us, ms or s"
        ),
    ])
    func whatIsWrongHasItsPlace(yaml: String, words: String) {
        do throws(YAMLError) {
            _ = try read(yaml)
            Issue.record("\(yaml) is read")
        } catch {
            #expect(error.description == words)
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
