import Fabric
import MicroPython

/// The notes that `music` plays while the program goes on (source/microbit/modmusic.cpp of bbcmicrobit/micropython).
final class MusicPlayer {
    private enum State { case idle, nextNote, articulate }

    private let pins: MicrobitPins
    private(set) var beatsPerMinute = 120
    private(set) var ticksPerBeat = 4
    private var octave = 4
    private var length = 4
    private var state = State.idle
    private var loops = false
    private var notes: [[UInt8]] = []
    private var place = 0
    /// In milliseconds of the ticks.
    private var waitsUntil = 0
    private var pin: Int?

    /// Between two notes.
    private static let gapMilliseconds = 10
    /// An eighth of the time high.
    private static let duty = 128

    /// Microseconds of a period in the fourth octave, from A to G, and those of the sharps; 0 where there is none.
    private static let periods = [2273, 2025, 3822, 3405, 3034, 2863, 2551]
    private static let sharpPeriods = [2145, 0, 3608, 3214, 0, 2703, 2408]

    init(pins: MicrobitPins) { self.pins = pins }

    var isPlaying: Bool { state != .idle }

    func setTempo(ticks: Int, beats: Int) {
        if ticks != 0 { ticksPerBeat = ticks & 0xFFFF }
        if beats != 0 { beatsPerMinute = beats & 0xFFFF }
    }

    func resetTempo() { (beatsPerMinute, ticksPerBeat, octave, length) = (120, 4, 4, 4) }

    func end(_ vm: VM?) {
        state = .idle
        pin = nil
        notes = []
        resetTempo()
    }

    // MARK: Pins

    /// Gives the pin before up, and takes this one.
    func take(pin number: Int?, at now: Instant, _ vm: VM) throws(GuestException) {
        freePin()
        if let number { try pins.take(number, for: .music, at: now, vm) }
        pin = number
    }

    private func freePin() {
        if let pin { pins.free(pin) }
        pin = nil
    }

    private func setDuty(_ duty: Int, at now: Instant) { if let pin { pins.setDuty(pin, duty, at: now) } }

    // MARK: Playing

    func play(_ notes: [[UInt8]], loops: Bool, milliseconds: Int) {
        (octave, length) = (4, 4)
        self.notes = notes
        self.loops = loops
        place = 0
        waitsUntil = milliseconds
        state = .nextNote
    }

    func pause() { state = .idle }

    func stop(at now: Instant) {
        setDuty(0, at: now)
        freePin()
        state = .idle
    }

    /// A tone; false where it is too high or too low. Without a duration it stays, and its pin with it.
    func pitch(hertz: Int, duration: Int?, milliseconds: Int, at now: Instant) -> Bool {
        setDuty(Self.duty, at: now)
        var isFine = true
        if hertz <= 0 || !pins.setPeriod(microseconds: 1_000_000 / hertz, at: now) {
            setDuty(0, at: now)
            pin = nil
            isFine = hertz == 0
        }
        guard isFine else { return false }
        if let duration {
            notes = []
            loops = false
            place = 0
            waitsUntil = milliseconds + duration
            state = .articulate
        } else {
            pin = nil
        }
        return true
    }

    func tick(milliseconds: Int, at now: Instant) {
        guard state != .idle, milliseconds >= waitsUntil else { return }
        if state == .articulate {
            setDuty(0, at: now)
            waitsUntil = milliseconds + Self.gapMilliseconds
            state = .nextNote
            return
        }
        if place >= notes.count {
            guard loops, !notes.isEmpty else {
                state = .idle
                return freePin()
            }
            place = 0
        }
        waitsUntil = milliseconds + begin(notes[place], at: now)
        place += 1
        state = .articulate
    }

    /// `NOTE[#|b][octave][:length]`; how long the tone lasts.
    private func begin(_ note: [UInt8], at now: Instant) -> Int {
        setDuty(Self.duty, at: now)
        var index = Int(note.first ?? 0x72) & 0x1F - 1
        var shift = 0
        var isSharp = false
        var rest = note.dropFirst()[...]
        if let sign = rest.first, sign == UInt8(ascii: "#") || sign == UInt8(ascii: "b") {
            if sign == UInt8(ascii: "b") {
                index = index == 0 ? 6 : index - 1
                // C flat is the B below.
                if index == 1 { shift = -1 }
            }
            isSharp = true
            rest = rest.dropFirst()
        }
        if let digit = rest.first, digit != UInt8(ascii: ":") {
            octave = Int(digit & 0xF)
            rest = rest.dropFirst()
        }
        if rest.first == UInt8(ascii: ":") {
            rest = rest.dropFirst()
            if let digit = rest.first {
                length = Int(digit & 0xF)
                if let second = rest.dropFirst().first { length = length * 10 + Int(second & 0xF) }
            }
        }
        let octaves = octave + shift - 4
        if (0..<10).contains(index) {
            let table = isSharp ? Self.sharpPeriods : Self.periods
            let period = index < table.count ? table[index] : 0
            _ = pins.setPeriod(microseconds: octaves >= 0 ? period >> octaves : period << -octaves, at: now)
        } else {
            setDuty(0, at: now)
        }
        let tick = 60_000 / max(1, beatsPerMinute) / max(1, ticksPerBeat)
        return max(Self.gapMilliseconds, tick * length - Self.gapMilliseconds)
    }
}
