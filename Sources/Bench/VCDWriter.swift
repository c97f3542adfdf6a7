import Fabric

/// Writes what happens on the wires as a value change dump, for GTKWave and PulseView.
///
/// Format: IEEE 1364-2005, chapter 18 (four-state VCD). Each net is a `wire`; an analog one has a `real` beside it. A waveform is
/// written out edge by edge, which costs nobody but this file. There is no `$date`: the same run gives the same bytes.
///
/// Not modelled: strengths (a pull and a push-pull high look alike).
public struct VCDWriter {
    /// A net that is to be written.
    public struct Signal {
        /// The net.
        public let net: Net
        /// Its name in the file.
        public let name: String
        /// Its voltage is written too.
        public let isAnalog: Bool

        /// A net under a name of its choice.
        public init(net: Net, name: String? = nil, isAnalog: Bool = false) {
            self.net = net
            self.name = name ?? net.name
            self.isAnalog = isAnalog
        }
    }

    /// The unit of the file's times.
    public enum Timescale: String, Sendable {
        /// Enough for every cycle of every clock here, and what PulseView can hold of a long run.
        case nanoseconds = "1ns"
        /// Without rounding.
        case picoseconds = "1ps"

        var picoseconds: UInt64 {
            switch self {
            case .nanoseconds: 1000
            case .picoseconds: 1
            }
        }
    }

    private struct Channel {
        let code: String
        let voltsCode: String?
        var level: Level
        var waveform: PWMSignal?
        /// The next edge of the waveform.
        var next: (at: Instant, level: Level)?
    }

    private let timescale: Timescale
    private let edgeRateMax: Double
    private let write: ([UInt8]) -> Void
    private var channels: [Channel] = []
    /// The place in `channels` of each net's channel, by the net's index; -1 for a net that is not written.
    private var places: [Int] = []
    /// The places of the channels that carry a waveform.
    private var moving: [Int] = []
    private var time: UInt64?
    private var buffer: [UInt8] = []

    private static let bufferBytes = 1 << 16

    /// Begins a file with the present state of the signals. Its bytes come in pieces through `write`, the last of them at `finish`.
    ///
    /// A waveform above `edgeRateMax` Hz is written as unknown (`x`): a carrier of megahertz would fill any disk.
    public init(
        signals: [Signal], module: String, at instant: Instant, timescale: Timescale = .nanoseconds,
        edgeRateMax: Double = 1_000_000, write: @escaping ([UInt8]) -> Void
    ) {
        self.timescale = timescale
        self.edgeRateMax = edgeRateMax
        self.write = write
        var names: Set<String> = []
        put("$version Perch $end\n$timescale \(timescale.rawValue) $end\n$scope module \(Self.word(module)) $end\n")
        var heads: [Signal] = []
        for signal in signals {
            let name = Self.unique(Self.word(signal.name), among: &names)
            if let known = place(of: signal.net.id) {
                // Pins that a wire joins: two names for one code.
                put("$var wire 1 \(channels[known].code) \(name) $end\n")
                continue
            }
            let code = Self.code(2 * channels.count)
            put("$var wire 1 \(code) \(name) $end\n")
            var voltsCode: String?
            if signal.isAnalog {
                voltsCode = Self.code(2 * channels.count + 1)
                put("$var real 64 \(voltsCode!) \(Self.unique(name + "_volts", among: &names)) $end\n")
            }
            while places.count <= signal.net.id.index { places.append(-1) }
            places[signal.net.id.index] = channels.count
            heads.append(signal)
            channels.append(Channel(code: code, voltsCode: voltsCode, level: signal.net.level(at: instant)))
        }
        put("$upscope $end\n$enddefinitions $end\n")
        stamp(instant)
        put("$dumpvars\n")
        for (place, signal) in heads.enumerated() {
            put(channels[place].level, of: place)
            put(volts: signal.net.averageVolts, of: place)
        }
        put("$end\n")
        for (place, signal) in heads.enumerated() {
            if let waveform = signal.net.waveform { begin(waveform, on: place, at: instant) }
        }
    }

    /// Takes one event of the stream; the times of events do not run backwards.
    public mutating func record(_ event: WireEvent, at instant: Instant) {
        playWaveforms(until: instant)
        switch event {
        case .edge(let net, let level):
            guard let place = place(of: net) else { return }
            end(on: place)
            change(place, to: level, at: instant)
        case .waveform(let net, let signal):
            guard let place = place(of: net) else { return }
            begin(signal, on: place, at: instant)
        case .voltage(let net, let volts):
            guard let place = place(of: net) else { return }
            stamp(instant)
            put(volts: volts, of: place)
        // The conflict itself is an edge to that level; serial bytes have a log of their own.
        case .conflict, .warning, .serialOut, .serialIn: return
        }
    }

    /// Ends the file: edges up to `instant` and a last time stamp, so that a viewer shows the whole run.
    public mutating func finish(at instant: Instant) {
        playWaveforms(until: instant)
        stamp(instant)
        flush()
    }

    // MARK: Waveforms

    private mutating func begin(_ signal: PWMSignal, on place: Int, at instant: Instant) {
        end(on: place)
        guard signal.frequency <= edgeRateMax else { return change(place, to: .conflict, at: instant) }
        channels[place].waveform = signal
        channels[place].next = signal.nextEdge(after: instant)
        moving.append(place)
        change(place, to: signal.level(at: instant), at: instant)
    }

    private mutating func end(on place: Int) {
        guard channels[place].waveform != nil else { return }
        channels[place].waveform = nil
        channels[place].next = nil
        moving.removeAll { $0 == place }
    }

    /// Writes the edges of all waveforms before `instant`, in order of time, and at equal times in order of the signals.
    private mutating func playWaveforms(until instant: Instant) {
        while true {
            var first: (at: Instant, level: Level, place: Int)?
            for place in moving {
                guard let edge = channels[place].next, edge.at < instant else { continue }
                if let other = first, (other.at, other.place) < (edge.at, place) { continue }
                first = (edge.at, edge.level, place)
            }
            guard let edge = first else { return }
            change(edge.place, to: edge.level, at: edge.at)
            channels[edge.place].next = channels[edge.place].waveform?.nextEdge(after: edge.at)
        }
    }

    // MARK: Text

    private func place(of net: NetID) -> Int? {
        guard net.index < places.count, places[net.index] >= 0 else { return nil }
        return places[net.index]
    }

    private mutating func change(_ place: Int, to level: Level, at instant: Instant) {
        guard channels[place].level != level else { return }
        channels[place].level = level
        stamp(instant)
        put(level, of: place)
    }

    private mutating func stamp(_ instant: Instant) {
        let now = instant.picoseconds / timescale.picoseconds
        // A reader does not forgive a step back.
        if let time, now <= time { return }
        time = now
        put("#\(now)\n")
    }

    private mutating func put(_ level: Level, of place: Int) {
        let letter =
            switch level {
            case .low: "0"
            case .high: "1"
            case .floating: "z"
            case .conflict: "x"
            }
        put("\(letter)\(channels[place].code)\n")
    }

    private mutating func put(volts: Volts, of place: Int) {
        guard let code = channels[place].voltsCode else { return }
        put("r\(volts) \(code)\n")
    }

    private mutating func put(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.bufferBytes { flush() }
    }

    private mutating func flush() {
        if !buffer.isEmpty { write(buffer) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// A short identifier of the printable characters ! to ~ (18.2.1).
    private static func code(_ number: Int) -> String {
        var (rest, code) = (number, "")
        repeat {
            code.unicodeScalars.append(Unicode.Scalar(UInt8(33 + rest % 94)))
            rest /= 94
        } while rest > 0
        return code
    }

    /// A name without the white space that would end it.
    private static func word(_ name: String) -> String {
        let word = String(name.unicodeScalars.map { $0.value > 32 && $0.value < 127 ? Character($0) : "_" })
        return word.isEmpty ? "_" : word
    }

    private static func unique(_ name: String, among names: inout Set<String>) -> String {
        var (candidate, number) = (name, 2)
        while !names.insert(candidate).inserted {
            candidate = "\(name)_\(number)"
            number += 1
        }
        return candidate
    }
}
