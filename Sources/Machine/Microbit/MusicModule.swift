import Fabric
import MicroPython

/// `music` of the micro:bit (source/microbit/modmusic.cpp of bbcmicrobit/micropython).
///
/// Not modelled: a list that changes while it is played; its notes are read once.
struct MusicModule: Sendable {
    let hardware: Hardware

    private var microbit: Microbit { hardware.microbit! }
    private var player: MusicPlayer { microbit.player }

    /// pin0 where none is given; nil for None.
    private func pin(_ value: Value?, _ vm: VM) throws(GuestException) -> Int? {
        guard let value else { return 0 }
        return value == .none ? nil : try MicrobitPinObject.number(value, vm)
    }

    private func flag(_ value: Value?, _ vm: VM, default standard: Bool) throws(GuestException) -> Bool {
        guard let value else { return standard }
        return try vm.truth(of: value)
    }

    private func play(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let music = try reader.required("music")
        let pin = try pin(reader.next("pin"), vm)
        let waits = try flag(reader.next("wait"), vm, default: true)
        let loops = try flag(reader.next("loop"), vm, default: false)
        try reader.finish()
        let items = vm.isString(music) ? [music] : try vm.items(of: music)
        var notes: [[UInt8]] = []
        for item in items {
            guard vm.isString(item) else { throw vm.exception(.typeError, "expecting a str for note") }
            notes.append(Array(try vm.text(of: item)))
        }
        let now = hardware.sync()
        player.pause()
        try player.take(pin: pin, at: now, vm)
        player.play(notes, loops: loops, milliseconds: microbit.tickMilliseconds(at: now))
        microbit.plan(after: now)
        if waits { try wait(vm) }
        return .none
    }

    private func wait(_ vm: VM) throws(GuestException) {
        do throws(GuestException) {
            try hardware.wait(vm, until: .distantFuture, for: "music", isDone: { !player.isPlaying })
        } catch {
            player.stop(at: hardware.sync())
            throw error
        }
    }

    private func pitch(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let hertz = try vm.int(reader.required("frequency"))
        let duration = try reader.next("duration").map { value throws(GuestException) in try vm.int(value) } ?? -1
        let pin = try pin(reader.next("pin"), vm)
        let waits = try flag(reader.next("wait"), vm, default: true)
        try reader.finish()
        let now = hardware.sync()
        player.pause()
        try player.take(pin: pin, at: now, vm)
        guard
            player.pitch(
                hertz: hertz, duration: duration >= 0 ? duration : nil,
                milliseconds: microbit.tickMilliseconds(at: now), at: now)
        else { throw vm.exception(.valueError, "invalid pitch") }
        microbit.plan(after: now)
        if duration >= 0 && waits { try wait(vm) }
        return .none
    }

    private func stop(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = try pin(arguments.optional(0), vm)
        let now = hardware.sync()
        if let number, microbit.pins.mode(number) != .music {
            try microbit.pins.take(number, for: .music, at: now, vm)
            microbit.pins.free(number)
        }
        player.stop(at: now)
        return .none
    }

    private func setTempo(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let ticks = try reader.keyword("ticks").map { value throws(GuestException) in try vm.int(value) } ?? 0
        let beats = try reader.keyword("bpm").map { value throws(GuestException) in try vm.int(value) } ?? 0
        try reader.finish()
        player.setTempo(ticks: ticks, beats: beats)
        return .none
    }

    var module: NativeModule {
        var members: MethodTable = [
            "reset": .fixed(0) { _, _ in
                player.resetTempo()
                return .none
            },
            "set_tempo": .keywords(0, setTempo),
            "get_tempo": .fixed(0) { vm, _ throws(GuestException) in
                try vm.newTuple([vm.newInt(player.beatsPerMinute), vm.newInt(player.ticksPerBeat)])
            },
            "play": .keywords(0, play), "pitch": .keywords(0, pitch), "stop": .range(0...1, stop),
        ]
        members.members += MusicTunes.all.map { tune in
            let notes = tune.notes.split(separator: " ").map(String.init)
            return (tune.name, .constant { vm in vm.makeStaticTuple(notes.map { vm.staticName($0) }) })
        }
        return NativeModule(name: "music", members: members)
    }
}
