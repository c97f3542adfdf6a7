/// A place in the code, numbered within its function; where `break` leads it also says whether an iterator must be
/// dropped on the way.
struct Label {
    let number: Int
    var dropsIterator = false

    init(_ number: Int) { self.number = number }
}

/// Instructions for jumps, loops, blocks, exceptions and generators.
extension Emitter {
    /// Words of stack that an iterator takes in place (MP_OBJ_ITER_BUF_NSLOTS).
    static let iteratorSlotCount = 4

    func place(_ label: Label) { assignLabel(label.number) }

    func jump(_ label: Label) {
        write(.jump, label: label.number, 0)
        isUnreachable = true
    }

    func popJump(if condition: Bool, _ label: Label) {
        write(condition ? .popJumpIfTrue : .popJumpIfFalse, label: label.number, -1)
    }

    func jumpOrPop(if condition: Bool, _ label: Label) {
        write(condition ? .jumpIfTrueOrPop : .jumpIfFalseOrPop, label: label.number, -1)
    }

    /// `break` and `continue`, through so many blocks.
    func unwind(_ label: Label, blockCount: Int) {
        if blockCount == 0 {
            if label.dropsIterator {
                for _ in 0..<Emitter.iteratorSlotCount { writeByte(Opcode.popTop.rawValue) }
            }
            write(.jump, label: label.number, 0)
        } else {
            write(.unwindJump, label: label.number, 0)
            writeByte(UInt8(truncatingIfNeeded: (label.dropsIterator ? 0x80 : 0) | blockCount))
        }
        isUnreachable = true
    }

    // MARK: Iteration

    func getIterator(onStack: Bool) {
        if onStack { write(.getIterStack, Emitter.iteratorSlotCount - 1) } else { write(.getIter, 0) }
    }

    func iterate(orJump label: Label) { write(.forIter, label: label.number, 1) }
    func endIteration() { adjustStack(-Emitter.iteratorSlotCount) }

    // MARK: Blocks

    func setUp(_ block: BlockKind, _ handler: Label) {
        switch block {
        // Takes the manager, leaves its `__exit__`, itself and the entered value.
        case .with: write(.setupWith, label: handler.number, 2)
        case .except: write(.setupExcept, label: handler.number, 0)
        case .finally: write(.setupFinally, label: handler.number, 0)
        }
    }

    func cleanUpWith(_ handler: Label) {
        loadNone()
        place(handler)
        // Room to call `__exit__`, given back together with what `setupWith` left.
        write(.withCleanup, 2)
        adjustStack(-4)
    }

    func endFinally() { write(.endFinally, -1) }

    func popBlockAndJump(_ label: Label) {
        write(.popExceptJump, label: label.number, 0)
        isUnreachable = true
    }

    /// The exception lies on the stack, and perhaps what a pending jump needs.
    func startHandler() { adjustStack(4) }
    func endHandler() { adjustStack(-3) }

    // MARK: Leaving

    func returnValue() {
        write(.returnValue, -1)
        isUnreachable = true
    }

    func raise(_ valueCount: Int) {
        write([.raiseLast, .raiseObject, .raiseFrom][valueCount], -valueCount)
        isUnreachable = true
    }

    func yieldValue() {
        write(.yieldValue, 0)
        markGenerator()
    }

    func yieldFrom() {
        write(.yieldFrom, -1)
        markGenerator()
    }
}

/// What an entry of a frame's exception stack guards.
enum BlockKind { case with, except, finally }
