import Fabric
import StrictYAML

extension Scenario {
    /// Reads a file's text. `file` is what errors call it, and paths in it start at its folder.
    public init(reading text: String, file: String) throws(YAMLError) {
        let root = try YAMLValue(parsing: text, file: file)
        let fields = try root.fields("name", "version", "author", "steps", "network")
        if let version = fields.optional("version"), try version.whole() != 1 {
            throw version.error("this is version 1 of scenarios")
        }
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        steps = try ScenarioReader(folder: folder).steps(fields["steps"])
    }
}

/// Makes steps of YAML.
struct ScenarioReader {
    /// Where relative paths start, with a slash at its end.
    let folder: String

    /// Repeated steps count as often as they are done.
    private static let stepsMax = 100_000

    /// What may stand beside a step's own key.
    private static let extras = ["name", "timeout"]
    private static let keys = [
        "delay", "wait-serial", "forbid-serial", "write-serial", "set-control", "expect-pin", "wait-pin",
        "expect-output", "take-screenshot", "repeat", "mqtt", "expect-mqtt", "wait-mqtt",
    ]
    /// Wokwi's, for parts that are not here.
    private static let missing = ["touch", "touch-press", "touch-move", "touch-release", "expect-chip-output"]

    func steps(_ list: YAMLValue) throws(YAMLError) -> [Scenario.Step] {
        var steps: [Scenario.Step] = []
        for entry in try list.list() {
            steps += try step(entry)
            if steps.count > Self.stepsMax { throw entry.error("more than \(Self.stepsMax) steps") }
        }
        return steps
    }

    private func step(_ entry: YAMLValue) throws(YAMLError) -> [Scenario.Step] {
        let entries = try entry.entries()
        for (key, value) in entries where Self.missing.contains(key) {
            throw value.error("'\(key)' is for parts that are not modelled")
        }
        let fields = try YAMLFields(entry, keys: Self.keys + Self.extras)
        let actions = entries.filter { Self.keys.contains($0.key) }
        guard let (key, value) = actions.first, actions.count == 1 else {
            throw entry.error("a step has one of \(Self.keys.joined(separator: ", "))")
        }
        if key == "repeat" { return try repeated(value) }
        return [
            Scenario.Step(
                action: try action(key, value), title: try fields.optional("name")?.text() ?? key, place: entry.place,
                timeout: try fields.optional("timeout").map { value throws(YAMLError) in try Self.time(value) })
        ]
    }

    private func repeated(_ value: YAMLValue) throws(YAMLError) -> [Scenario.Step] {
        let fields = try value.fields("times", "steps")
        let steps = try steps(fields["steps"])
        let times = try fields["times"].whole(in: 0...Self.stepsMax)
        guard steps.count * times <= Self.stepsMax else { throw value.error("more than \(Self.stepsMax) steps") }
        return Array(repeatElement(steps, count: times).joined())
    }

    private func action(_ key: String, _ value: YAMLValue) throws(YAMLError) -> Scenario.Action {
        switch key {
        case "delay": return .delay(try Self.time(value))
        case "wait-serial": return .waitSerial(Array(try value.text().utf8))
        case "forbid-serial": return .forbidSerial(Array(try value.text().utf8))
        case "write-serial": return .writeSerial(try Self.bytes(value))
        case "set-control":
            let fields = try value.fields("part-id", "name", "control", "value")
            return .setControl(
                part: try fields["part-id"].text(), control: try fields.either("name", "control").text(),
                value: try fields["value"].signed())
        case "expect-pin", "wait-pin":
            let fields = try value.fields("part-id", "name", "pin", "value", "expected")
            let place = Scenario.PinPlace(
                part: try fields.optional("part-id")?.text(), pin: try fields.either("name", "pin").text())
            let isHigh = try fields.either("value", "expected").whole(in: 0...1) == 1
            return key == "expect-pin" ? .expectPin(place, isHigh: isHigh) : .waitPin(place, isHigh: isHigh)
        case "expect-output":
            let fields = try value.fields("part-id", "name", "value", "tolerance")
            return .expectOutput(
                part: try fields["part-id"].text(), output: try fields["name"].text(),
                value: try fields["value"].signed(), tolerance: try fields.optional("tolerance")?.number() ?? 0)
        case "mqtt":
            return .publish(try NetworkScriptReader.message(value.fields("topic", "message", "retain", "qos")))
        case "expect-mqtt", "wait-mqtt":
            let fields = try value.fields("topic", "message")
            let wanted = NetworkScript.Expectation(
                topic: try fields["topic"].text(), message: try fields.optional("message")?.text(), count: 1)
            return key == "wait-mqtt" ? .waitMessage(wanted) : .expectMessage(wanted)
        default:
            let fields = try value.fields("part-id", "save-to", "compare-with")
            guard fields.optional("save-to") != nil || fields.optional("compare-with") != nil else {
                throw value.error("take-screenshot needs 'save-to' or 'compare-with'")
            }
            return .takeScreenshot(
                part: try fields.optional("part-id")?.text(), saveTo: try path(fields.optional("save-to")),
                compareWith: try path(fields.optional("compare-with")))
        }
    }

    private func path(_ value: YAMLValue?) throws(YAMLError) -> String? {
        guard let text = try value?.text() else { return nil }
        return text.hasPrefix("/") ? text : folder + text
    }

    /// Text, or a list of byte numbers.
    private static func bytes(_ value: YAMLValue) throws(YAMLError) -> [UInt8] {
        guard value.isList else { return Array(try value.text().utf8) }
        var bytes: [UInt8] = []
        for item in try value.list() { bytes.append(UInt8(try item.whole(in: 0...255))) }
        return bytes
    }

    /// `250ms`: a number with its unit; only 0 needs none.
    static func time(_ value: YAMLValue) throws(YAMLError) -> Picoseconds {
        let text = try value.text()
        let units: [(suffix: String, picoseconds: Double)] = [("ns", 1e3), ("us", 1e6), ("ms", 1e9), ("s", 1e12)]
        if text == "0" { return 0 }
        guard let unit = units.first(where: { text.hasSuffix($0.suffix) }),
            let number = Double(text.dropLast(unit.suffix.count).filter { $0 != " " }), number >= 0,
            number * unit.picoseconds < 0x1p63
        else { throw value.error("'\(text)' is no time; write it as 250ms, with ns, us, ms or s") }
        return Picoseconds((number * unit.picoseconds).rounded())
    }
}
