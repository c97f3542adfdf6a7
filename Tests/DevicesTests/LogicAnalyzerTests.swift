import Fabric
import Testing

@testable import Devices

@Suite struct LogicAnalyzerTests {
    @Test func eachChangeIsASampleInTheVCD() throws {
        let bench = PartBench()
        let words = ["channelNames": "SCL,SDA", "bufferSize": "3"]
        let part = try LogicAnalyzer(id: "logic1", attributes: Attributes(words), circuit: bench.circuit)
        try part.connect(pin: "D0", to: bench["a"].net, at: .zero)
        try part.connect(pin: "D1", to: bench["b"].net, at: .zero)
        for wire in ["a", "b", "a", "b"] {
            bench.wait(.nanoseconds(100))
            bench.drive(wire, !bench.isHigh(wire))
        }
        #expect(part.outputs(at: bench.now) == [Output("samples", 3), Output("lost", 2)])
        #expect(
            part.vcd == """
                $timescale 1ns $end
                $scope module logic $end
                $var wire 1 ! SCL $end
                $var wire 1 " SDA $end
                $upscope $end
                $enddefinitions $end
                #0
                0!
                0"
                #100
                1!
                #200
                1"

                """)
    }

    @Test func anEdgeTriggerWaits() throws {
        let bench = PartBench()
        let words = ["triggerMode": "edge", "triggerPin": "D1"]
        let part = try LogicAnalyzer(id: "logic1", attributes: Attributes(words), circuit: bench.circuit)
        try part.connect(pin: "D0", to: bench["a"].net, at: .zero)
        try part.connect(pin: "D1", to: bench["b"].net, at: .zero)
        bench.wait(.microseconds(1))
        bench.drive("a", true)
        #expect(part.output("samples", at: bench.now) == 0)
        bench.wait(.microseconds(1))
        bench.drive("b", true)
        #expect(part.output("samples", at: bench.now) == 1)
    }
}
