import Fabric
import Testing

@testable import Devices

@Suite struct IRRemoteTests {
    /// Wokwi's table: Power is command 162 of address 0.
    @Test func everyReceiverSeesIt() throws {
        let bench = PartBench()
        let remote = try IRRemote(id: "remote1", circuit: bench.circuit)
        _ = try bench.solder(IRReceiver(id: "ir1", circuit: bench.circuit), prefix: "one.")
        _ = try bench.solder(IRReceiver(id: "ir2", circuit: bench.circuit), prefix: "two.")
        for receiver in ["one.DAT", "two.DAT"] {
            let edges = try bench.edges(of: receiver) {
                try remote.set(control: "command", to: 162, at: bench.now)
                bench.wait(.milliseconds(100))
            }
            #expect(try #require(decodeNEC(edges)) == (0, 162))
        }
    }
}
