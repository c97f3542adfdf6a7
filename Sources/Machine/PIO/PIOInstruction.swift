/// An instruction of a PIO state machine (RP2040 datasheet 3.4).
///
/// The RP2350 has some more (RP2350 datasheet 11.4). Not modelled: `mov` to and from places of the queue, for which `rp2.StateMachine` cannot set one up.
enum PIOInstruction: Equatable {
    case jump(PIOCondition, target: Int)
    case wait(isHigh: Bool, PIOWaitSource, index: Int)
    case input(PIOSource, count: Int)
    case output(PIODestination, count: Int)
    case push(ifFull: Bool, blocks: Bool)
    case pull(ifEmpty: Bool, blocks: Bool)
    case move(PIODestination, PIOOperation, PIOSource)
    case interrupt(clears: Bool, waits: Bool, index: Int)
    case set(PIODestination, value: Int)

    /// Nil for a reserved code. Side-set and delay, bits 8 to 12, are the machine's affair.
    init?(_ word: UInt16, isRP2350: Bool = false) {
        let operand = Int(word & 0x1F)
        let selector = Int(word >> 5 & 7)
        // A count of 32 is written as 0.
        let count = operand == 0 ? 32 : operand
        switch word >> 13 {
        case 0: self = .jump(PIOCondition(rawValue: selector)!, target: operand)
        case 1:
            guard let source = PIOWaitSource(rawValue: selector & 3), isRP2350 || source != .jumpPin else { return nil }
            self = .wait(isHigh: selector & 4 != 0, source, index: operand)
        case 2:
            guard let source = PIOSource(rawValue: selector), source != .status else { return nil }
            self = .input(source, count: count)
        case 3: self = .output(PIODestination.ofOutput(selector), count: count)
        case 4:
            if operand != 0 { return nil }
            let (condition, blocks) = (selector & 2 != 0, selector & 1 != 0)
            self =
                selector & 4 != 0 ? .pull(ifEmpty: condition, blocks: blocks) : .push(ifFull: condition, blocks: blocks)
        case 5:
            let destination = selector == 3 && isRP2350 ? .pinDirections : PIODestination.ofMove(selector)
            guard let destination, let source = PIOSource(rawValue: operand & 7),
                let operation = PIOOperation(rawValue: operand >> 3)
            else { return nil }
            self = .move(destination, operation, source)
        case 6:
            if selector & 4 != 0 { return nil }
            self = .interrupt(clears: selector & 2 != 0, waits: selector & 1 != 0, index: operand)
        default:
            guard let destination = PIODestination.ofSet(selector) else { return nil }
            self = .set(destination, value: operand)
        }
    }
}

/// When a jump is taken.
enum PIOCondition: Int {
    case always, xIsZero, xDecrement, yIsZero, yDecrement, xIsNotY, pin, osrIsNotEmpty
}

/// What a wait looks at.
enum PIOWaitSource: Int {
    case gpio, pin, flag
    /// RP2350: the pin of `jmp`, and those after it.
    case jumpPin
}

/// Where `in` and `mov` read.
enum PIOSource: Int {
    case pins, x, y, null
    case status = 5
    case isr, osr
}

/// What `mov` does on the way.
enum PIOOperation: Int {
    case none, invert, reverse
}

/// Where `out`, `mov` and `set` write.
enum PIODestination {
    case pins, x, y, null, pinDirections, programCounter, isr, osr, execute

    static func ofOutput(_ selector: Int) -> PIODestination {
        let all: [PIODestination] = [.pins, .x, .y, .null, .pinDirections, .programCounter, .isr, .execute]
        return all[selector]
    }

    static func ofMove(_ selector: Int) -> PIODestination? {
        let all: [PIODestination?] = [.pins, .x, .y, nil, .execute, .programCounter, .isr, .osr]
        return all[selector]
    }

    static func ofSet(_ selector: Int) -> PIODestination? {
        let all: [PIODestination?] = [.pins, .x, .y, nil, .pinDirections, nil, nil, nil]
        return all[selector]
    }
}
