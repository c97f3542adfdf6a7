/// Which slots of a frame hold something that the reference's stack no longer holds there.
///
/// The reference writes every value it pushes and never clears what it pops; the collector scans all of it. The host form leaves copies of
/// locals and constants unwritten, so that an older value may still lie where the reference has put such a copy since. It is no root then:
/// what the copy stands for is alive as a local or a constant. Found out when a collection first meets a function, by translating it once
/// more, and kept beside its host form: running code does nothing for it.
///
/// Not modelled: the copy of a local that has changed since, which the reference keeps alive until the slot is written again; and which way
/// led to a place where ways meet. There a loop's own way counts, else a slot is void if it is on all ways.
struct VoidSlots {
    /// Bits by slot, up to 64; further slots are never void.
    typealias Mask = UInt64

    /// Off for a translation that is to be run.
    var isOn = false
    var now: Mask = 0
    /// Results of the instruction in translation: written when it is over.
    var written: Mask = 0
    /// By instruction of the host form.
    var masks: [Mask] = []
    /// What jumps bring to an offset in this pass: all of them, those that go up, and those that lead over a loop's body to its condition.
    private var brought: [Int: Mask] = [:]
    private var broughtUp: [Int: Mask] = [:]
    private var broughtOver: [Int: Mask] = [:]
    /// `broughtUp` of the pass before.
    private var known: [Int: Mask] = [:]

    @inline(__always) static func bit(_ slot: Int) -> Mask { slot < 64 ? 1 &<< Mask(slot) : 0 }

    /// A copy was pushed, and not written.
    @inline(__always) mutating func leave(_ slot: Int) { if isOn { now |= VoidSlots.bit(slot) } }
    /// A slot was written by a move.
    @inline(__always) mutating func write(_ slot: Int) { if isOn { now &= ~VoidSlots.bit(slot) } }
    /// A slot will be written by the instruction to come.
    @inline(__always) mutating func writeLater(_ slot: Int) { if isOn { written |= VoidSlots.bit(slot) } }
    @inline(__always) mutating func endInstruction() {
        now &= ~written
        written = 0
    }

    /// Notes what is void while an instruction runs.
    mutating func record(_ stack: [Translator.Entry]) {
        var mask = now
        for case .slot(let slot) in stack { mask &= ~VoidSlots.bit(slot) }
        masks.append(mask)
    }

    mutating func jump(from offset: Int, to target: Int, overBody: Bool) {
        let state = now & ~written
        if target <= offset {
            broughtUp[target] = (broughtUp[target] ?? ~0) & state
        } else if overBody {
            broughtOver[target] = state
        } else {
            brought[target] = (brought[target] ?? ~0) & state
        }
    }

    /// Joins the ways to an offset.
    mutating func arrive(at offset: Int, isReachable: Bool) {
        endInstruction()
        if let known = known[offset] {
            now = known
        } else if let brought = brought[offset] {
            now = isReachable ? now & brought : brought
        } else if !isReachable {
            now = broughtOver[offset] ?? 0
        }
    }

    /// Another pass knows what the jumps up bring.
    mutating func beginPass() {
        isOn = true
        known = broughtUp
        broughtUp = [:]
        brought = [:]
        broughtOver = [:]
        masks = []
        now = 0
        written = 0
    }
}

extension VM {
    /// The masks of a function's instructions, made now if they were not; nil where it cannot be told.
    func voidSlots(_ code: CodePointer) -> UnsafeMutablePointer<VoidSlots.Mask>? {
        if let known = code.pointee.voidSlots { return known }
        guard !code.pointee.isVoidUnknown else { return nil }
        guard !code.pointee.isTraced, code.pointee.count > 0, let masks = Translator.voidSlots(self, code) else {
            code.pointee.isVoidUnknown = true
            return nil
        }
        let pointer = UnsafeMutablePointer<VoidSlots.Mask>.allocate(capacity: masks.count)
        pointer.initialize(from: masks, count: masks.count)
        code.pointee.voidSlots = pointer
        return pointer
    }

    /// Marks the frames of a strand and what lies in its stack: every word, as the reference scans them, but those that are void. From the
    /// innermost frame on, since the slots of a generator that runs are scanned whole where something else leads to it first.
    func markFrames(
        _ frames: UnsafeMutablePointer<Frame>, through top: UnsafeMutablePointer<Frame>, stackTop: GuestAddress,
        _ collector: inout Collector
    ) {
        var frame = top
        var end = stackTop
        while frame >= frames {
            let mask = voidMask(frame)
            let owner = frame.pointee.owner
            let start = frame.pointee.previousStackTop
            if owner == 0 {
                collector.mark(ram.words(start), count: max(0, Int(end) - Int(start)) / 4, except: mask)
            } else {
                let slots = GuestAddress(
                    truncatingIfNeeded: UnsafeRawPointer(frame.pointee.fp) - UnsafeRawPointer(ram.base))
                collector.mark(owner, slotsAt: slots, except: mask)
                collector.mark(ram.words(start), count: max(0, Int(end) - Int(start)) / 4)
            }
            collector.mark(frame.pointee.function)
            markArguments(of: frame, &collector)
            end = start
            frame -= 1
        }
    }

    private func voidMask(_ frame: UnsafeMutablePointer<Frame>) -> VoidSlots.Mask {
        let code = frame.pointee.code
        guard let masks = voidSlots(code) else { return 0 }
        let index = frame.pointee.ip - code.pointee.entry
        return index >= 0 && index < code.pointee.count ? masks[index] : 0
    }
}
