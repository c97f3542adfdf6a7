import Fabric
import MicroPython

/// What the micro:bit's firmware does every 6 ms beside the guest (source/microbit/main.cpp and lib/ticker.c of bbcmicrobit/micropython): it
/// feels the buttons, sweeps the display and plays music.
///
/// While nothing of this changes anything no tick is run: a tick would find the display dark, the buttons at rest and silence.
///
/// Not modelled: the cycles that the ticks take from the guest; the rows of a dark display, which the real one sweeps too.
final class Microbit {
    static let tickPeriod = Picoseconds.milliseconds(6)

    unowned let hardware: Hardware
    let sweep: DisplaySweep
    let animation: DisplayAnimation
    let player: MusicPlayer
    let pins: MicrobitPins
    private(set) var contacts: [Contact] = []
    private var start = Instant.zero
    private var tick: EventQueue.Token?

    init(_ hardware: Hardware) {
        self.hardware = hardware
        pins = MicrobitPins(hardware)
        sweep = DisplaySweep(hardware)
        animation = DisplayAnimation()
        player = MusicPlayer(pins: pins)
        contacts = Contact.pins.map { Contact(place: pins.place(ofNumber: $0)) }
        for contact in contacts {
            _ = hardware.pins[contact.place].net.observeEdges(at: .zero) { [unowned self] _, instant in
                plan(after: instant)
            }
        }
    }

    /// A fresh guest begins.
    func begin(at now: Instant) {
        start = now
        pins.begin(at: now)
        sweep.begin(at: now)
        for index in contacts.indices { contacts[index].begin() }
        plan(after: now)
    }

    /// The guest is gone.
    func end(_ vm: VM?) {
        if let tick { hardware.circuit.events.cancel(tick) }
        tick = nil
        animation.stop(vm)
        sweep.end()
        player.end(vm)
        pins.end()
    }

    /// Milliseconds as the ticks count them.
    func tickMilliseconds(at now: Instant) -> Int { 6 * Int((now - start) / Self.tickPeriod) }

    /// Something goes on by itself.
    var isBusy: Bool { animation.isRunning || player.isPlaying }

    /// See to it that ticks come, if there is something for them to do.
    func plan(after now: Instant) {
        guard tick == nil, sweep.isNeeded || isBusy || contacts.contains(where: { !isSettled($0, at: now) }) else {
            return
        }
        let number = (now - start) / Self.tickPeriod + 1
        tick = hardware.circuit.events.schedule(at: start + number * Self.tickPeriod) { [unowned self] instant in
            tick = nil
            run(number: number, at: instant)
            plan(after: instant)
        }
        hardware.didPlan()
    }

    private func run(number: UInt64, at now: Instant) {
        for index in contacts.indices where isFelt(contacts[index]) {
            contacts[index].feel(isHigh: hardware.pins[contacts[index].place].read(at: now))
        }
        if sweep.isActive {
            sweep.advance(number: number, at: now)
            if animation.tick() { step(at: now) }
        }
        player.tick(milliseconds: tickMilliseconds(at: now), at: now)
    }

    // MARK: Buttons

    /// A pin is felt while it is a button or was asked for touches.
    private func isFelt(_ contact: Contact) -> Bool { [.button, .touch].contains(pins.mode(ofPlace: contact.place)) }

    private func isSettled(_ contact: Contact, at now: Instant) -> Bool {
        !isFelt(contact) || contact.isSettled(isHigh: hardware.pins[contact.place].read(at: now))
    }

    /// Of the pins 0, 1, 2, 5 and 11.
    func contact(_ index: Int, _ body: (inout Contact) -> Int) -> Int { body(&contacts[index]) }

    // MARK: Display

    func show(_ bitmap: Bitmap, at now: Instant) {
        sweep.show(bitmap)
        plan(after: now)
    }

    /// The next picture: text comes at once, what the guest iterates over comes from the guest.
    private func step(at now: Instant) {
        guard let vm = hardware.vm else { return }
        if let bitmap = animation.ownNext() { return show(bitmap, at: now) }
        if animation.isOfText { return endStep(vm, at: now) }
        let caller = vm.staticInstance(of: MachineTypes.address(MachineTypes.microbitStep))
        vm.retain(caller)
        vm.retain(.none)
        hardware.hardCalls.append(InterruptCall(handler: caller, argument: .none, isHard: true, source: .display))
        hardware.wakeups += 1
        vm.requestService()
    }

    /// There are no more pictures: once more for the dark one, if that was asked for.
    func endStep(_ vm: VM, at now: Instant) {
        if animation.takeClearing() {
            show(Bitmap(), at: now)
        } else {
            animation.stop(vm)
        }
    }
}
