import TestBench
import Testing

@testable import Commands

/// `perch run` of a folder whose `test.yaml` says what the network is like.
@Suite struct NetworkRunTests {
    static let sketch = """
        import network, time, requests
        w = network.WLAN(network.STA_IF)
        w.active(True)
        w.connect('Wokwi-GUEST', '')
        while not w.isconnected():
            time.sleep_ms(100)
        print(requests.get('http://a.example/').text)
        """

    private func run(_ yaml: String) throws -> RunReport {
        let folder = try TemporaryFolder(["main.py": Self.sketch, "test.yaml": yaml])
        return try perchRun([folder.path, "--board", "esp32"])
    }

    @Test func answersAreGiven() throws {
        let report = try run("network: {answers: [{url: \"*\", body: hello}]}")
        #expect(report.serial == "hello\n" && report.exitCode == 0 && report.notes.isEmpty, "\(report.notes)")
    }

    @Test func anExpectationThatFailsIsExitCode1() throws {
        let report = try run("network: {answers: [{url: \"*\"}], expect-mqtt: [{topic: t}]}")
        #expect(report.exitCode == 1 && report.notes == ["no message was published to t (expect-mqtt)"])
    }

    @Test func aWrongFileIsOneLine() throws {
        let report = try run("network: {answers: [{uri: x}]}")
        #expect(report.exitCode == 65 && report.serial.isEmpty && report.notes.count == 1)
        #expect(
            report.notes[0].hasSuffix(
                "/test.yaml:1: unknown key 'uri' (did you mean 'url'?)"))
    }

    @Test func aScenarioPublishesAndWaits() throws {
        let folder = try TemporaryFolder([
            "main.py": """
            import network, time
            from umqtt.simple import MQTTClient
            w = network.WLAN(network.STA_IF)
            w.active(True)
            w.connect('Wokwi-GUEST', '')
            while not w.isconnected():
                time.sleep_ms(100)
            c = MQTTClient('a', 'broker')
            c.set_callback(lambda topic, message: c.publish('echo', message + b'!'))
            c.connect()
            c.subscribe('ask')
            print('ready')
            while True:
                c.wait_msg()
            """,
            "a.yaml": """
            steps:
              - wait-serial: ready
              - mqtt: {topic: ask, message: hello}
              - {wait-mqtt: {topic: echo, message: "hello!"}, timeout: 1s}
              - expect-mqtt: {topic: "#"}
            """,
            "b.yaml": "steps:\n  - wait-serial: ready\n  - {wait-mqtt: {topic: echo}, timeout: 1s}",
        ])
        let passed = try perchRun([folder.path, "--board", "esp32", "--scenario", folder.path + "/a.yaml"])
        #expect(passed.exitCode == 0, "\(passed.notes)")
        let failed = try perchRun([folder.path, "--board", "esp32", "--scenario", folder.path + "/b.yaml"])
        #expect(failed.exitCode == 1)
        #expect(failed.notes.contains { $0.contains("b.yaml:3: wait-mqtt: it did not happen within its timeout") })
        let without = try perchRun([folder.path, "--board", "pico", "--scenario", folder.path + "/a.yaml"])
        #expect(without.exitCode == 65 && without.notes.contains { $0.hasSuffix("a.yaml:3: pico has no Wi-Fi") })
    }
}
