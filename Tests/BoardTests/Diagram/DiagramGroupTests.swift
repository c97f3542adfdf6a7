import BoardProfiles
import Fabric
import MicroPython
import Testing

@testable import Board

/// Several boards in one diagram.
@Suite struct DiagramGroupTests {
    static let parts =
        #"{"type": "wokwi-pi-pico", "id": "a"}, {"type": "board-perch-pyboard", "id": "b"}, {"type": "wokwi-led", "id": "led1"}"#

    /// Board b counts the edges that board a makes, at each board's own pace; the LED hangs on the same wire.
    @Test func oneBoardSeesTheOthersEdges() throws {
        let wires = #"["a:GP2", "b:X1"], ["b:X1", "led1:A"], ["led1:C", "a:GND.1"]"#
        let boards = try DiagramBoardsTests.boards(Self.parts, wires)
        #expect(boards.notes == [] && boards.sites.map(\.id) == ["a", "b"])
        let group = try BoardGroup(boards, files: [NoFiles(), NoFiles()])
        #expect(group.boards[0].parts.count == 1 && group.boards[1].parts.isEmpty)
        var text = ""
        group.boards[1].serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        let sender = """
            from machine import Pin
            import time
            p = Pin(2, Pin.OUT)
            for i in range(10):
                p(1)
                time.sleep_ms(3)
                p(0)
                time.sleep_ms(2)
            p(1)
            """
        let receiver = """
            from machine import Pin
            import time
            n = 0
            def count(pin):
                global n
                n += 1
            p = Pin("X1", Pin.IN)
            p.irq(count, Pin.IRQ_RISING)
            time.sleep_ms(100)
            print(n, p())
            """
        let ends = group.run([.source(sender), .source(receiver)], limits: RunLimits(until: .zero + .seconds(1)))
        #expect(ends[0] == .finished)
        // Its interrupt is still armed when nothing moves any more.
        if case .waitsForever = ends[1] {} else { Issue.record("\(ends[1])") }
        #expect(text == "11 1\n")
        #expect(group.boards[0].parts[0].output("brightness", at: group.boards[0].now) == 1)
    }

    @Test func partsBelongToTheFirstBoardOfTheirCopper() throws {
        let wires = #"["b:X1", "led1:A"], ["led1:C", "b:GND"]"#
        let boards = try DiagramBoardsTests.boards(Self.parts, wires)
        let group = try BoardGroup(boards, files: [NoFiles(), NoFiles()])
        #expect(group.boards.map { $0.parts.count } == [0, 1])
    }

    @Test func oneBoardCannotStandForSeveral() {
        #expect { try DiagramBoardsTests.boards(Self.parts, "", board: "pico") } throws: {
            "\($0)" == "the diagram has several boards (a, b): none can be chosen for all"
        }
    }
}
