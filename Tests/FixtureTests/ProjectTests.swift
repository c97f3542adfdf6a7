import Board
import Devices
import Fabric
import TestBench
import Testing

/// Runs every folder of `Fixtures/Projects` on every board that it lists.
@Suite struct ProjectTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let project: String
        let board: String
        var testDescription: String { "\(project) on \(board)" }
    }

    static let projects = Repository.folders(in: "Fixtures/Projects")
    static let cases = projects.flatMap { name in
        ((try? Project(name).boards) ?? [""]).map { Case(project: name, board: $0) }
    }

    @Test func thereAreProjects() { #expect(Self.projects.count >= 8) }

    /// Whoever adds a part shows it in a sketch.
    @Test func everyKindOfPartIsInAProject() throws {
        var used: Set<ObjectIdentifier> = []
        for name in Self.projects {
            for type in try Project(name).partTypes {
                if let kind = Catalog.kind(of: type) { used.insert(ObjectIdentifier(kind)) }
            }
        }
        for type in Catalog.types {
            let kind = try #require(Catalog.kind(of: type))
            #expect(used.contains(ObjectIdentifier(kind)), "\(type) is in no project")
        }
    }

    @Test(arguments: cases)
    func doesWhatWasWorkedOut(_ one: Case) throws {
        let project = try Project(one.project)
        let (board, program, diagramNotes) = try project.makeBoard(one.board)
        var serial: [UInt8] = []
        board.serial.addSink { _, bytes in serial += bytes }
        var histories: [String: PinHistory] = [:]
        for pin in Set(project.expectations.map(\.pin)) {
            histories[pin] = PinHistory(try board.net(pin), circuit: board.circuit, from: board.now)
        }

        let end = board.run(program, limits: project.limits)

        let text = String(decoding: serial, as: UTF8.self)
        #expect(text == project.expectedText, "\(Difference(text, project.expectedText))")
        if project.settings.end == "finished" {
            #expect(end == .finished)
        } else {
            #expect(end == .stillRunning(at: Project.instant(project.settings.for)))
        }
        if let internet = board.internet { #expect(project.network?.complaints(about: internet) ?? [] == []) }
        if let notes = project.settings.notes { #expect(diagramNotes + board.notes == notes) }
        for part in project.settings.displays ?? [] {
            try check(board.device(part), against: project.picture(of: part), at: board.now)
        }
        for output in project.settings.outputs ?? [] {
            let value = try board.device(output.part).output(output.name, at: board.now)
            #expect(
                abs((value ?? .nan) - output.value) <= output.tolerance ?? 0,
                "\(output.part): \(output.name) is \(value ?? .nan)")
        }
        for (pin, history) in histories.sorted(by: { $0.key < $1.key }) {
            check(history, project.expectations.filter { $0.pin == pin }, "\(one.testDescription), pin \(pin)")
        }
    }

    private func check(_ device: any Device, against expected: String, at instant: Instant) throws {
        if let painted = try PaintedPicture(expected) {
            let shown = try #require(device.picture(at: instant))
            #expect(painted.difference(from: shown) == nil, "\(device.id)")
        } else {
            let shown = (device.readout(at: instant)?.text ?? device.picture(at: instant)?.text ?? "") + "\n"
            #expect(shown == expected, "\(device.id): \(Difference(shown, expected))")
        }
    }

    private func check(_ history: PinHistory, _ expectations: [PinExpectation], _ place: String) {
        var edges = history.edges[...]
        var hasEdges = false
        for expectation in expectations {
            let line = "\(place), edges.txt:\(expectation.line)"
            switch expectation.event {
            case .edge(let isHigh, let tolerance):
                hasEdges = true
                let edge = edges.popFirst()
                #expect(edge?.isHigh == isHigh, "\(line): \(edge.map { "\($0)" } ?? "no edge")")
                #expect(
                    abs((edge?.milliseconds ?? -1) - expectation.milliseconds) <= tolerance,
                    "\(line): at \(edge?.milliseconds ?? -1) ms")
            case .waveform(let hertz, let duty):
                let signal = history.waveform(at: expectation.milliseconds)
                #expect(abs((signal?.frequency ?? 0) - hertz) <= hertz / 1000, "\(line): \(signal?.frequency ?? 0) Hz")
                // The coarsest timer here counts to 1023.
                #expect(abs((signal?.duty ?? -1) - duty) <= 0.001, "\(line): duty \(signal?.duty ?? -1)")
            }
        }
        if hasEdges { #expect(edges.isEmpty, "\(place): edges beyond edges.txt: \(edges)") }
    }
}
