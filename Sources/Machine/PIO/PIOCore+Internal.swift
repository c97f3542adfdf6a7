/// What an instruction does with registers alone.
extension PIOCore {
    /// Whether an instruction touches nothing but registers, so that it may be executed ahead of time.
    func isInternal(_ instruction: PIOInstruction, _ configuration: PIOConfiguration) -> Bool {
        let threshold = configuration.pullThreshold
        // It would take a word from the queue by the way.
        if configuration.pullsByItself && osrCount >= threshold { return false }
        switch instruction {
        case .jump(let condition, _): return condition != .pin
        case .input(let source, let count):
            return source != .pins
                && !(configuration.pushesByItself && isrCount + count >= configuration.pushThreshold)
        case .output(let destination, let count):
            if configuration.pullsByItself && osrCount + count >= threshold { return false }
            return destination.isRegister
        case .move(let destination, _, let source):
            return destination.isRegister && source != .pins && source != .status
        case .set(let destination, _): return destination.isRegister
        case .wait, .push, .pull, .interrupt: return false
        }
    }

    /// Whether a jump is taken; it counts down as it looks.
    mutating func takes(_ condition: PIOCondition, _ configuration: PIOConfiguration, pin: Bool) -> Bool {
        switch condition {
        case .always: return true
        case .xIsZero: return x == 0
        case .xDecrement:
            defer { x &-= 1 }
            return x != 0
        case .yIsZero: return y == 0
        case .yDecrement:
            defer { y &-= 1 }
            return y != 0
        case .xIsNotY: return x != y
        case .pin: return pin
        case .osrIsNotEmpty: return osrCount < configuration.pullThreshold
        }
    }

    /// Writes what is no pin; whether the program counter was it.
    mutating func write(_ destination: PIODestination, _ value: UInt32, outCount: Int? = nil) -> Bool {
        switch destination {
        case .x: x = value
        case .y: y = value
        case .isr:
            isr = value
            isrCount = outCount ?? 0
        case .osr:
            osr = value
            osrCount = 0
        case .programCounter:
            programCounter = Int(value & 31)
            return true
        case .execute: forced = UInt16(truncatingIfNeeded: value)
        case .null, .pins, .pinDirections: break
        }
        return false
    }

    /// Executes an internal instruction; when it is done, and its delay over, the next is due.
    mutating func executeInternal(_ instruction: PIOInstruction, _ word: UInt16, _ configuration: PIOConfiguration) {
        var hasJumped = false
        switch instruction {
        case .jump(let condition, let target):
            if takes(condition, configuration, pin: false) {
                programCounter = target
                hasJumped = true
            }
        case .input(let source, let count):
            shiftIn(register(source), count: count, right: configuration.shiftsInRight)
        case .output(let destination, let count):
            let value = shiftOut(count: count, right: configuration.shiftsOutRight)
            hasJumped = write(destination, value, outCount: count)
        case .move(let destination, let operation, let source):
            hasJumped = write(destination, operation.apply(register(source)))
        case .set(let destination, let value): hasJumped = write(destination, UInt32(value))
        case .wait, .push, .pull, .interrupt: break
        }
        if !hasJumped { advance(configuration) }
        due += UInt64(1 + configuration.delay(word)) * configuration.divider256
    }

    func register(_ source: PIOSource) -> UInt32 {
        switch source {
        case .x: x
        case .y: y
        case .isr: isr
        case .osr: osr
        case .null, .pins, .status: 0
        }
    }
}

extension PIODestination {
    /// It lies within the state machine, and nothing else follows.
    var isRegister: Bool {
        switch self {
        case .x, .y, .null, .programCounter, .isr, .osr: true
        case .pins, .pinDirections, .execute: false
        }
    }
}

extension PIOOperation {
    func apply(_ value: UInt32) -> UInt32 {
        switch self {
        case .none: value
        case .invert: ~value
        case .reverse:
            (0..<32).reduce(0) { $0 | (value >> UInt32($1) & 1) << UInt32(31 - $1) }
        }
    }
}
