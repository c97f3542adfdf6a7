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
                "/test.yaml:1:22: an answer has no 'uri' (there are url, method, status, headers, body, file, delay)"))
    }
}
