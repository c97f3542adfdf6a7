import Fabric
import MicroPython

/// `microbit.display` (source/microbit/microbitdisplay.cpp of bbcmicrobit/micropython).
///
/// Not modelled: `read_light_level`, which says so.
struct DisplayObject: Sendable {
    let hardware: Hardware

    static let address = MachineTypes.address(MachineTypes.microbitDisplay)
    private static let facade = MachineTypes.address(MachineTypes.microbitFacade)

    private var microbit: Microbit { hardware.microbit! }
    private var animation: DisplayAnimation { microbit.animation }

    // MARK: show

    private func show(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        var image = try reader.required("image")
        let delay = try reader.next("delay").map { value throws(GuestException) in try vm.int(value) } ?? 400
        let clears = try flag(reader.keyword("clear"), vm)
        let waits = try flag(reader.keyword("wait"), vm, default: true)
        let loops = try flag(reader.keyword("loop"), vm)
        try reader.finish()
        let now = hardware.sync()
        animation.stop(vm)
        image = try text(ofNumber: image, vm)
        if vm.isString(image) {
            let letters = Array(try vm.text(of: image))
            if letters.isEmpty { return .none }
            if letters.count == 1 && !clears && !loops {
                let picture = try ImageObject.make(vm, Bitmap(character: letters[0]))
                microbit.show(ImageObject.bitmap(picture, vm), at: now)
                return .none
            }
            let held = try heldByText(vm, image)
            try begin(
                vm, .letters(letters, repeats: loops), Request(delay: delay, clears: clears, waits: waits),
                holding: held)
            return .none
        }
        if ImageObject.isImage(image, vm) {
            if !clears && !loops {
                microbit.show(ImageObject.bitmap(image, vm), at: now)
                return .none
            }
            image = try vm.newTuple([image])
        }
        let request = Request(delay: delay, clears: clears, waits: waits)
        if loops {
            // The object that begins anew takes three words.
            let repeater = try vm.makeObject(Self.facade, wordCount: 2)
            try begin(vm, .sequence(image), request, holding: [image, repeater])
        } else {
            let iterator = try vm.iterator(of: image)
            try begin(vm, .iterator(iterator), request, holding: [iterator])
        }
        return .none
    }

    private struct Request {
        var delay: Int
        var clears = false
        var waits: Bool
    }

    private func flag(_ value: Value?, _ vm: VM, default standard: Bool = false) throws(GuestException) -> Bool {
        guard let value else { return standard }
        return try vm.truth(of: value)
    }

    /// Numbers are shown as text.
    private func text(ofNumber value: Value, _ vm: VM) throws(GuestException) -> Value {
        guard vm.isInteger(value) || vm.isFloat(value) else { return value }
        return try vm.call(vm.builtin("str"), [value])
    }

    /// The objects that present a text as pictures: no letter takes heap later, in an interrupt.
    private func heldByText(_ vm: VM, _ text: Value) throws(GuestException) -> [Value] {
        [
            text, try vm.makeObject(Self.facade, wordCount: 2), try ImageObject.make(vm, Bitmap()),
            try vm.makeObject(Self.facade, wordCount: 3),
        ]
    }

    // MARK: scroll

    private func scroll(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let text = try text(ofNumber: reader.required("text"), vm)
        let delay = try reader.next("delay").map { value throws(GuestException) in try vm.int(value) } ?? 150
        let waits = try flag(reader.keyword("wait"), vm, default: true)
        let isMonospace = try flag(reader.keyword("monospace"), vm)
        let loops = try flag(reader.keyword("loop"), vm)
        try reader.finish()
        let request = Request(delay: delay, waits: waits)
        try scroll(vm, text, request, isMonospace: isMonospace, loops: loops)
        return .none
    }

    /// Scrolls a text through once and waits.
    func scroll(_ vm: VM, _ text: Value) throws(GuestException) {
        try scroll(vm, text, Request(delay: 150, waits: true))
    }

    private func scroll(
        _ vm: VM, _ text: Value, _ request: Request, isMonospace: Bool = false, loops: Bool = false
    ) throws(GuestException) {
        hardware.sync()
        let letters = Array(try vm.text(of: text))
        // The iterable and its iterator (scrolling_string_t and scrolling_string_iterator_t).
        let held = [
            text, try vm.makeObject(Self.facade, wordCount: 4), try vm.makeObject(Self.facade, wordCount: 7),
            try ImageObject.make(vm, Bitmap()),
        ]
        try begin(
            vm, .scroll(ScrollingText(letters, isMonospace: isMonospace, repeats: loops)), request, holding: held)
    }

    // MARK: Pictures in turn

    private func begin(
        _ vm: VM, _ source: DisplayAnimation.Source, _ request: Request, holding held: [Value]
    ) throws(GuestException) {
        animation.start(source, delay: request.delay, clears: request.clears, holding: held, vm)
        if let first = animation.ownNext() {
            microbit.show(first, at: hardware.sync())
        } else if animation.isOfText {
            microbit.endStep(vm, at: hardware.sync())
        } else {
            try step(vm)
        }
        microbit.plan(after: hardware.sync())
        guard request.waits else { return }
        animation.isAwaited = true
        defer { animation.isAwaited = false }
        do throws(GuestException) {
            try hardware.wait(vm, until: .distantFuture, for: "the display", isDone: { !animation.isRunning })
        } catch {
            animation.stop(vm)
            throw error
        }
        if animation.isRefused { throw vm.exception(.typeError, "not an image") }
        if let failure = animation.failure {
            vm.release(failure.value)
            throw failure
        }
    }

    /// What the guest gives next.
    private func step(_ vm: VM) throws(GuestException) {
        defer { animation.answered() }
        var picture: Value?
        switch animation.source {
        case .iterator(let iterator): picture = try vm.nextValue(iterator)
        case .sequence(let sequence):
            let count = try vm.count(of: sequence)
            if count > 0 {
                picture = try vm.item(sequence, Value(smallInt: Int32(animation.nextPlace(count: count))))
            }
        case .letters, .scroll, nil: return
        }
        let now = hardware.sync()
        guard let picture else { return microbit.endStep(vm, at: now) }
        if ImageObject.isImage(picture, vm) { return microbit.show(ImageObject.bitmap(picture, vm), at: now) }
        guard vm.isString(picture) else {
            if animation.isAwaited { return animation.refuse(vm) }
            animation.stop(vm)
            throw vm.exception(.typeError, "not an image")
        }
        let letters = Array(try vm.text(of: picture))
        guard letters.count == 1 else { return animation.stop(vm) }
        microbit.show(Bitmap(character: letters[0]), at: now)
    }

    /// What an interrupt calls when the next picture is the guest's: an exception goes to the program.
    private var caller: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.microbitStep,
            TypeSlots(
                name: "function",
                call: { vm, _, _ throws(GuestException) in
                    do throws(GuestException) { try step(vm) } catch { animation.fail(error, vm) }
                    return .none
                }), memberName: "")
    }

    // MARK: Dots and power

    /// Waits for the next tick, as the real one does.
    private func clear(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        animation.stop(vm)
        let now = hardware.sync()
        let wait = Microbit.tickPeriod - (now - .zero) % Microbit.tickPeriod
        try hardware.wait(vm, until: now + wait)
        microbit.show(Bitmap(), at: hardware.sync())
        return .none
    }

    private func place(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> (x: Int, y: Int) {
        let (x, y) = (try vm.int(arguments[1]), try vm.int(arguments[2]))
        guard (0..<5).contains(x), (0..<5).contains(y) else {
            throw vm.exception(.valueError, "index out of bounds")
        }
        return (x, y)
    }

    private func setPixel(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (x, y) = try place(vm, arguments)
        let brightness = try ImageObject.brightness(vm, arguments[3])
        let now = hardware.sync()
        microbit.sweep.set(x: x, y: y, to: brightness)
        microbit.plan(after: now)
        return .none
    }

    private static let pins = [3, 4, 6, 7, 9, 10]

    private func turnOn(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let now = hardware.sync()
        for number in Self.pins { try microbit.pins.take(number, for: .display, at: now, vm) }
        microbit.sweep.turnOn(at: now)
        microbit.plan(after: now)
        return .none
    }

    private func turnOff(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let now = hardware.sync()
        microbit.sweep.turnOff(at: now)
        for number in Self.pins { microbit.pins.free(number) }
        return .none
    }

    var definitions: [NativeTypeDefinition] {
        [
            NativeTypeDefinition(
                number: MachineTypes.microbitDisplay,
                TypeSlots(
                    name: "MicroBitDisplay",
                    methods: [
                        "get_pixel": .fixed(3) { vm, arguments throws(GuestException) in
                            let (x, y) = try place(vm, arguments)
                            return Value(smallInt: Int32(microbit.sweep.bitmap[x, y]))
                        },
                        "set_pixel": .fixed(4, setPixel),
                        "show": .keywords(1, show), "scroll": .keywords(1, scroll), "clear": .fixed(1, clear),
                        "on": .fixed(1, turnOn), "off": .fixed(1, turnOff),
                        "is_on": .fixed(1) { _, _ in Value(microbit.sweep.isActive) },
                        "read_light_level": .fixed(1) { vm, _ throws(GuestException) in
                            throw hardware.notModelled("display.read_light_level", vm)
                        },
                    ]), memberName: ""),
            NativeTypeDefinition(
                number: MachineTypes.microbitFacade, TypeSlots(name: "Facade"), memberName: ""),
            caller,
        ]
    }
}
