import Fabric

/// Logic analyzer of eight channels (`wokwi-logic-analyzer`).
///
/// Datasheet: none; Wokwi's page: eight channels, a time base of 1 ns, a buffer of samples, VCD as its result. A sample is one change of any channel.
/// Triggers: off, level (records while the pin has the level), edge (records from then on).
/// Not modelled: inputs that load the wire.
public final class LogicAnalyzer: Device {
    private static let channels = (0..<8).map { "D\($0)" }
    /// Channels and ground.
    public static let pinNames = channels + ["GND"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Logic analyzer of eight channels",
        attributes: [
            .init("bufferSize", default: "1000000", "samples that it keeps"),
            .init("channelNames", default: "D0,D1,...", "names in the VCD"),
            .init("triggerMode", default: "off", "off, level or edge"),
            .init("vcdFile", default: "", "where its recording goes at the end, beside the diagram"),
            .init("filename", default: "", "the same without the ending .vcd"),
            .init("triggerPin", default: "D7", "D0 to D7"), .init("triggerLevel", default: "high", "high or low"),
        ])

    /// The part's name.
    public let id: String
    /// Where its recording is to go at the end of a run, seen from the project's folder; empty: nowhere.
    public let vcdFile: String
    private let bufferSize: Int
    private let names: [String]
    private let trigger: (mode: String, channel: Int, isHigh: Bool)
    private var nets: [Net?] = Array(repeating: nil, count: channels.count)
    private var subscriptions: [EdgeSubscription] = []
    private var isTriggered = false
    private var samples: [(at: Instant, levels: UInt8)] = []
    private var lostCount = 0

    /// Empty.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        let stem = attributes.text("filename", default: "")
        vcdFile = attributes.text("vcdFile", default: stem.isEmpty ? "" : stem + ".vcd")
        bufferSize = Int(try attributes.number("bufferSize", default: 1e6, in: 1...1e9, part: id))
        let words = attributes.text("channelNames", default: "").split(separator: ",").map(String.init)
        names = Self.channels.indices.map { $0 < words.count ? words[$0] : Self.channels[$0] }
        let mode = try attributes.choice("triggerMode", of: ["off", "level", "edge"], part: id)
        let pin = attributes.text("triggerPin", default: "D7")
        guard let channel = Self.channels.firstIndex(of: pin) else {
            throw .badAttribute(part: id, name: "triggerPin", value: pin, expected: "D0 to D7")
        }
        let level = try attributes.choice("triggerLevel", of: ["high", "low"], part: id)
        trigger = (mode, channel, level == "high")
    }

    /// Clips a channel on.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        guard let channel = Self.channels.firstIndex(of: name) else { return }
        nets[channel] = net
        subscriptions.append(net.observeEdges(at: instant) { [weak self] _, instant in self?.sample(at: instant) })
        sample(at: instant)
    }

    private func sample(at instant: Instant) {
        var levels: UInt8 = 0
        for (channel, net) in nets.enumerated() where net?.level(at: instant).isHigh == true { levels |= 1 << channel }
        let meets = (levels >> trigger.channel & 1 == 1) == trigger.isHigh
        if meets { isTriggered = true }
        if trigger.mode == "edge" && !isTriggered || trigger.mode == "level" && !meets { return }
        if samples.last?.levels == levels { return }
        // Several edges of one instant are one sample.
        if samples.last?.at == instant { samples.removeLast() }
        if samples.count < bufferSize { samples.append((instant, levels)) } else { lostCount += 1 }
    }

    /// `samples` in the buffer, `lost` when it was full.
    public func outputs(at instant: Instant) -> [Output] {
        [Output("samples", Double(samples.count)), Output("lost", Double(lostCount))]
    }

    /// What it has recorded, as a VCD file with a time base of 1 ns.
    public var vcd: String {
        let codes = (0..<Self.channels.count).map { String(Character(Unicode.Scalar(UInt8(33 + $0)))) }
        var lines = ["$timescale 1ns $end", "$scope module logic $end"]
        for (channel, net) in nets.enumerated() where net != nil {
            lines.append("$var wire 1 \(codes[channel]) \(names[channel]) $end")
        }
        lines += ["$upscope $end", "$enddefinitions $end"]
        var last: UInt8?
        for sample in samples {
            lines.append("#\(sample.at.nanoseconds)")
            for channel in nets.indices where nets[channel] != nil {
                let bit = sample.levels >> channel & 1
                if last.map({ $0 >> channel & 1 != bit }) ?? true { lines.append("\(bit)\(codes[channel])") }
            }
            last = sample.levels
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
