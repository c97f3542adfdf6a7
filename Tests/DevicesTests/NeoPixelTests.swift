import Fabric
import Testing

@testable import Devices

extension PartBench {
    /// WS2812 by hand: 0.4 or 0.8 µs high of 1.25 µs, then the pause that latches.
    func sendPixels(_ colors: [(red: UInt8, green: UInt8, blue: UInt8)], to wire: String) {
        for byte in colors.flatMap({ [$0.green, $0.red, $0.blue] }) {
            for bit in (0..<8).reversed() {
                let high: UInt64 = byte >> UInt8(bit) & 1 == 1 ? 800 : 400
                drive(wire, true)
                wait(.nanoseconds(high))
                drive(wire, false)
                wait(.nanoseconds(1250 - high))
            }
        }
        wait(.microseconds(300))
    }
}

@Suite struct NeoPixelTests {
    let bench = PartBench()

    @Test func greenComesFirst() throws {
        let part = try bench.solder(NeoPixel(id: "rgb1", circuit: bench.circuit))
        bench.sendPixels([(0x12, 0x34, 0x56)], to: "DIN")
        #expect(part.picture(at: bench.now)?.pixels == [0x123456])
    }

    @Test func theRestGoesOnToTheNext() throws {
        let first = try bench.solder(NeoPixel(id: "rgb1", circuit: bench.circuit))
        let second = try NeoPixel(id: "rgb2", circuit: bench.circuit)
        try second.connect(pin: "DIN", to: bench["DOUT"].net, at: .zero)
        bench.sendPixels([(255, 0, 0), (0, 0, 255)], to: "DIN")
        #expect(first.picture(at: bench.now)?.pixels == [0xFF0000])
        #expect(second.picture(at: bench.now)?.pixels == [0x0000FF])
    }

    @Test func withoutGroundItStaysDark() throws {
        let part = try bench.solder(NeoPixel(id: "rgb1", circuit: bench.circuit), without: ["VSS"])
        bench.sendPixels([(255, 0, 0)], to: "DIN")
        #expect(part.picture(at: bench.now)?.pixels == [0])
        #expect(part.complaints(at: bench.now) == ["rgb1: VSS is not wired, so it has no power"])
    }
}
