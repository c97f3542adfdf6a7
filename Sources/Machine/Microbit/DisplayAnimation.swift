import MicroPython

/// What the display shows one after the other (async_* in source/microbit/microbitdisplay.cpp of bbcmicrobit/micropython).
final class DisplayAnimation {
    /// Where pictures come from.
    enum Source {
        /// Letters, one after the other.
        case letters([UInt8], repeats: Bool)
        case scroll(ScrollingText)
        /// An iterator of the guest's.
        case iterator(Value)
        /// A sequence of the guest's, again and again.
        case sequence(Value)
    }

    private(set) var source: Source?
    private var place = 0
    private var delay = 0
    private var elapsed = 0
    private var clears = false
    /// The guest is asked for a picture.
    private var isAsking = false
    private var held: [Value] = []
    /// Somebody waits for the end, and gets the error.
    var isAwaited = false
    private(set) var failure: GuestException?
    /// What the guest gave was no picture; its exception is made when the heap is free again.
    private(set) var isRefused = false

    var isRunning: Bool { source != nil }

    var isOfText: Bool {
        switch source {
        case .letters, .scroll: true
        case .iterator, .sequence, nil: false
        }
    }

    /// Begins; `held` is what it takes of the guest's heap.
    func start(_ source: Source, delay: Int, clears: Bool, holding held: [Value], _ vm: VM) {
        stop(vm)
        for value in held { vm.retain(value) }
        self.held = held
        self.source = source
        self.delay = delay
        self.clears = clears
        place = 0
        failure = nil
        isRefused = false
    }

    /// The guest gave something else than a picture, and whoever waits is to raise that.
    func refuse(_ vm: VM) {
        stop(vm)
        isRefused = true
    }

    /// The guest's iterator has failed: whoever waits gets it, else the program where it is.
    func fail(_ error: GuestException, _ vm: VM) {
        stop(vm)
        if isAwaited {
            vm.retain(error.value)
            failure = error
        } else {
            vm.interrupt(error)
            vm.requestService()
        }
    }

    func stop(_ vm: VM?) {
        if let vm { for value in held { vm.release(value) } }
        held = []
        source = nil
        clears = false
        isAsking = false
        elapsed = 0
    }

    /// A tick of 6 ms: whether a picture is due.
    func tick() -> Bool {
        guard isRunning, !isAsking else { return false }
        elapsed += 6
        if elapsed < delay { return false }
        elapsed = 0
        isAsking = !isOfText
        return true
    }

    func answered() { isAsking = false }

    func takeClearing() -> Bool {
        defer { clears = false }
        return clears
    }

    /// The next picture of a text; nil at its end, and where the guest has to be asked.
    func ownNext() -> Bitmap? {
        switch source {
        case .letters(let bytes, let repeats):
            if repeats { place %= max(1, bytes.count) }
            guard place < bytes.count else { return nil }
            place += 1
            return Bitmap(character: bytes[place - 1])
        case .scroll(var text):
            let picture = text.next()
            source = .scroll(text)
            return picture
        case .iterator, .sequence, nil: return nil
        }
    }

    /// Which item of a sequence comes now.
    func nextPlace(count: Int) -> Int {
        defer { place += 1 }
        if place >= count { place = 0 }
        return place
    }
}
