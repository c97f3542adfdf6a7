import Fabric
import Internet
import Testing

@Suite struct StationTests {
    @Test func namesHaveAddressesAndInvalidOnesNone() {
        let air = Air(2)
        var found: [String: IPAddress?] = [:]
        for name in ["example.com", "EXAMPLE.com", "board1", "board1.local", "other.local", "no.invalid", "a b"] {
            air.stations[0].resolve(name, at: air.now) { found[name] = .some($0) }
        }
        #expect(found.isEmpty)
        air.milliseconds(25)
        // A block for tests of networks, RFC 2544.
        #expect(found["example.com"]??.description.hasPrefix("198.1") == true)
        #expect(found["example.com"] == found["EXAMPLE.com"])
        #expect(found["board1"]??.description == "10.10.0.3")
        #expect(found["board1.local"] == found["board1"])
        #expect(found["other.local"] == .some(nil))
        #expect(found["no.invalid"] == .some(nil))
        #expect(found["a b"] == .some(nil))
    }

    @Test func streamsGoBothWaysBetweenBoards() throws {
        let air = Air(2)
        let listener = try #require(air.stations[1].listen(port: 80, backlog: 2))
        let connection = air.stations[0].open(Endpoint(IPAddress([10, 10, 0, 3]), 80), at: air.now)
        #expect(connection.state == .opening)
        air.milliseconds(25)
        #expect(connection.state == .open)
        let server = try #require(listener.accept())
        #expect(server.remote.address.description == "10.10.0.2")
        #expect(connection.send([1, 2, 3], at: air.now) == 3)
        air.milliseconds(9)
        #expect(server.availableBytes == 0)
        air.milliseconds(2)
        #expect(server.receive(upTo: 2, merges: true, keeps: true, at: air.now) == [1, 2])
        #expect(server.receive(upTo: 9, merges: true, keeps: false, at: air.now) == [1, 2, 3])
        server.close(at: air.now)
        air.milliseconds(25)
        #expect(connection.hasPeerFinished)
    }

    @Test func whoDoesNotReadHoldsTheSenderUp() throws {
        let air = Air(2)
        let listener = try #require(air.stations[1].listen(port: 80, backlog: 1))
        let connection = air.stations[0].open(Endpoint(IPAddress([10, 10, 0, 3]), 80), at: air.now)
        air.milliseconds(25)
        let server = try #require(listener.accept())
        var sent = 0
        for _ in 0..<50 {
            sent += connection.send([UInt8](repeating: 7, count: 4000), at: air.now)
            air.milliseconds(25)
        }
        #expect(sent < 30_000)
        #expect(connection.room == 0)
        var read = 0
        for _ in 0..<50 {
            read += server.receive(upTo: .max, merges: true, keeps: false, at: air.now).count
            air.milliseconds(25)
        }
        #expect(read == sent)
        #expect(connection.room == 5840)
    }

    @Test func aClosedPortRefusesAndAnEmptyAddressNeverAnswers() {
        let air = Air(2)
        let refused = air.stations[0].open(Endpoint(IPAddress([10, 10, 0, 3]), 81), at: air.now)
        let lost = air.stations[0].open(Endpoint(IPAddress([10, 10, 0, 99]), 80), at: air.now)
        air.milliseconds(25)
        #expect(refused.state == .reset)
        #expect(lost.state == .opening)
        air.run(for: .seconds(18))
        #expect(lost.state == .timedOut)
    }

    @Test func datagramsReachOneOrAll() {
        let air = Air(3)
        let sockets = air.stations.map { $0.makeDatagramSocket() }
        for (station, socket) in zip(air.stations, sockets) { #expect(station.bind(socket, port: 5000)) }
        #expect(!air.stations[0].bind(air.stations[0].makeDatagramSocket(), port: 5000))
        air.stations[0].send([1], from: sockets[0], to: Endpoint(IPAddress([10, 10, 0, 4]), 5000), at: air.now)
        air.stations[0].send([2], from: sockets[0], to: Endpoint(.broadcast, 5000), at: air.now)
        air.milliseconds(12)
        #expect(sockets.map { $0.arrivals.map(\.bytes) } == [[], [[2]], [[1], [2]]])
        #expect(sockets[1].next(keeps: false)?.from.description == "10.10.0.2:5000")
    }

    @Test func framesGoByAddressWithoutANetwork() {
        let air = Air(3)
        for station in air.stations { station.setAddress(nil) }
        let frames = air.stations.map { $0.setFrames(true, address: $0.macAddress)! }
        var heard: [[[UInt8]]] = [[], [], []]
        for (index, unit) in frames.enumerated() { unit.onArrival = { heard[index].append($0.bytes) } }
        var taken: [Bool] = []
        frames[0].send([1], to: [2, 0, 0, 0, 0, 2], at: air.now) { taken.append($0) }
        frames[0].send([2], to: RadioFrames.everybody, at: air.now) { taken.append($0) }
        frames[0].send([3], to: [2, 0, 0, 0, 0, 9], at: air.now) { taken.append($0) }
        air.milliseconds(20)
        #expect(heard == [[], [[2]], [[1], [2]]])
        #expect(taken == [true, true, false])
    }
}
