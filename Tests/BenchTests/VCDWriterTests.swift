import Bench
import Fabric
import TestBench
import Testing

@Suite struct VCDWriterTests {
    let circuit = Circuit()

    /// Runs `work` with a writer on the circuit's trace and gives back the file.
    func vcd(
        of signals: [VCDWriter.Signal], end: Instant, timescale: VCDWriter.Timescale = .nanoseconds,
        edgeRateMax: Double = 1e6,
        while work: () throws -> Void
    ) throws -> VCDFile {
        var bytes: [UInt8] = []
        var writer = VCDWriter(
            signals: signals, module: "pico", at: .zero, timescale: timescale, edgeRateMax: edgeRateMax
        ) {
            bytes += $0
        }
        var events: [(Instant, WireEvent)] = []
        circuit.trace.add { events.append(($0, $1)) }
        try work()
        for (instant, event) in events { writer.record(event, at: instant) }
        writer.finish(at: end)
        return try VCDFile(String(decoding: bytes, as: UTF8.self))
    }

    func pin(_ name: String) -> Pin { Pin(net: circuit.makeNet(named: name)) }

    @Test func edgesHaveTheirTimesInNanoseconds() throws {
        let led = pin("LED")
        let file = try vcd(of: [.init(net: led.net)], end: .seconds(2)) {
            led.setMode(.output, at: .microseconds(3))
            led.write(true, at: .milliseconds(500))
            led.write(false, at: .seconds(1) + 8000)
        }
        #expect(file.timescale == "1ns")
        #expect(file.module == "pico")
        #expect(
            file.changes["LED"] == [
                .init(0, "z"), .init(3000, "0"), .init(500_000_000, "1"), .init(1_000_000_008, "0"),
            ])
        #expect(file.end == 2_000_000_000)
    }

    @Test func aWholeFileIsTheSameBytesAsByHand() throws {
        let led = pin("LED 1")
        var text = ""
        var writer = VCDWriter(signals: [.init(net: led.net)], module: "p", at: .zero, timescale: .picoseconds) {
            text += String(decoding: $0, as: UTF8.self)
        }
        writer.record(.edge(led.net.id, .high), at: Instant(picoseconds: 5952))
        writer.finish(at: .nanoseconds(10))
        #expect(
            text == """
                $version Perch $end
                $timescale 1ps $end
                $scope module p $end
                $var wire 1 ! LED_1 $end
                $upscope $end
                $enddefinitions $end
                #0
                $dumpvars
                z!
                $end
                #5952
                1!
                #10000

                """)
    }

    @Test func aWaveformIsWrittenEdgeByEdgeAmongTheOthers() throws {
        let (fade, led) = (pin("GP0"), pin("GP1"))
        let file = try vcd(of: [.init(net: led.net), .init(net: fade.net)], end: .microseconds(3500)) {
            fade.setMode(.output, at: .zero)
            led.setMode(.output, at: .zero)
            fade.setWaveform(PWMSignal(periodNanoseconds: 1_000_000, highNanoseconds: 250_000, start: .zero), at: .zero)
            led.write(true, at: .microseconds(1100))
            fade.setWaveform(nil, at: .microseconds(3100))
        }
        #expect(
            file.changes["GP0"]?.suffix(7)
                == [
                    .init(0, "1"), .init(250_000, "0"), .init(1_000_000, "1"), .init(1_250_000, "0"),
                    .init(2_000_000, "1"),
                    .init(2_250_000, "0"), .init(3_000_000, "1"), .init(3_100_000, "0"),
                ].suffix(7))
        #expect(file.changes["GP1"]?.last == .init(1_100_000, "1"))
        #expect(file.isInOrder)
    }

    @Test func aCarrierTooFastIsUnknown() throws {
        let carrier = pin("GP0")
        let file = try vcd(of: [.init(net: carrier.net)], end: .seconds(1), edgeRateMax: 1000) {
            carrier.setMode(.output, at: .zero)
            carrier.setWaveform(PWMSignal(frequency: 38_000, duty16: 20_000, start: .zero), at: .nanoseconds(1))
            carrier.setWaveform(nil, at: .nanoseconds(2))
        }
        #expect(file.changes["GP0"]?.suffix(2) == [.init(1, "x"), .init(2, "0")])
    }

    @Test func shortsAndVoltagesShow() throws {
        let (short, analog) = (pin("GP0"), pin("GP26"))
        let file = try vcd(of: [.init(net: short.net), .init(net: analog.net, isAnalog: true)], end: .microseconds(1)) {
            short.net.addDriver(.high, at: .nanoseconds(5))
            short.net.addDriver(.low, at: .nanoseconds(6))
            analog.net.addDriver(.voltage(1.65, 1000), at: .nanoseconds(7))
        }
        #expect(file.changes["GP0"] == [.init(0, "z"), .init(5, "1"), .init(6, "x")])
        #expect(file.changes["GP26_volts"] == [.init(0, "0.0"), .init(7, "1.65")])
    }

    @Test func manySignalsHaveNamesAndCodesOfTheirOwn() throws {
        let nets = (0..<200).map { _ in circuit.makeNet(named: "same") }
        let file = try vcd(of: nets.map { .init(net: $0) }, end: .nanoseconds(1)) {}
        #expect(file.changes.count == 200)
        #expect(file.codes.count == 200)
    }

    @Test func theSameRunGivesTheSameBytesAndNoDate() throws {
        let led = pin("LED")
        func run() -> [UInt8] {
            var bytes: [UInt8] = []
            var writer = VCDWriter(signals: [.init(net: led.net)], module: "pico", at: .zero) { bytes += $0 }
            writer.record(.edge(led.net.id, .high), at: .seconds(1))
            writer.finish(at: .seconds(2))
            return bytes
        }
        #expect(run() == run())
        #expect(!String(decoding: run(), as: UTF8.self).contains("$date"))
    }
}
