import Fabric
import Testing

@testable import Devices

@Suite struct GPSReceiverTests {
    /// What comes out of TX between two moments.
    private func text(_ attributes: [String: String]) throws -> String {
        let bench = PartBench()
        _ = try bench.solder(GPSReceiver(id: "gps1", attributes: Attributes(attributes), circuit: bench.circuit))
        let receiver = SerialReceiver(circuit: bench.circuit, format: SerialFormat(baud: 9600))
        receiver.attach(to: bench["TX"].net, at: .zero)
        var bytes: [UInt8] = []
        receiver.onFrame = { data, _, _ in bytes.append(UInt8(data)) }
        bench.wait(.milliseconds(1999))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The sum of the receiver description's own example of GLL, chapter "NMEA".
    @Test func theCheckSumIsThatOfTheExample() {
        #expect(
            GPSReceiver.framed("GPGLL,4717.11364,N,00833.91565,E,092321.00,A,A")
                == "$GPGLL,4717.11364,N,00833.91565,E,092321.00,A,A*60")
    }

    @Test func degreesBecomeMinutes() {
        #expect(GPSReceiver.angle(-8.5652608333, degreeDigits: 3) == "00833.91565")
        #expect(GPSReceiver.angle(47.285227333, degreeDigits: 2) == "4717.11364")
    }

    @Test func aSecondHasFiveSentences() throws {
        let text = try text(["latitude": "-10.5", "longitude": "20.25", "initTime": "2024-03-05T07:08:09Z"])
        let lines = text.split(separator: "\r\n")
        #expect(lines.map { $0.prefix(6) } == ["$GPRMC", "$GPVTG", "$GPGGA", "$GPGSA", "$GPGLL"])
        #expect(lines[0].hasPrefix("$GPRMC,070810.00,A,1030.00000,S,02015.00000,E,0.000,,050324,,,A*"))
    }

    @Test func textStandsInForNMEA() throws {
        #expect(try text(["text": "one\\ntwo"]) == "one\r\ntwo\r\n")
    }

    @Test func withoutSatellitesThereIsNoFix() throws {
        #expect(try text(["satellites": "2"]).contains(",V,,,,,,,"))
    }
}
