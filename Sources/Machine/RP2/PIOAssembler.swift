/// Puts together a PIO program: the instructions and directives that `rp2.asm_pio` gives a function (docs/library/rp2.rst, modules/rp2.py of
/// ports/rp2; v1.29). The function runs twice: first to see where the labels are, then to make the words.
struct PIOAssembler {
    /// What is wrong with a program.
    enum Fault: Error, Equatable {
        case delayTooLarge, noSideSet, sideSetTooLarge, emptyProgram
        case duplicateLabel(String), unknownLabel(String), bitCount(Int)

        /// The words of `PIOASMError`.
        var text: String {
            switch self {
            case .delayTooLarge: "delay too large"
            case .noSideSet: "no sideset"
            case .sideSetTooLarge: "sideset too large"
            case .emptyProgram: ""
            case .duplicateLabel(let label): "duplicate label \(label)"
            case .unknownLabel(let label): "unknown label \(label)"
            case .bitCount(let count): "invalid bit count \(count)"
            }
        }
    }

    private(set) var words: [UInt16] = []
    /// SMx_EXECCTRL: wrap and side-set.
    private(set) var execution: UInt32
    /// Bits that side-set takes of an instruction, the one that says whether included once that is known.
    private var sideBits: Int
    private var sideSetIsOptional = false
    private var delayMax = 31
    private var isSecondPass = false
    private var count = 0
    private var sideSetCount = 0
    private var hasWrap = false
    private var labels: [String: Int] = [:]

    init(sidePins: Int, execution: UInt32) {
        sideBits = sidePins
        self.execution = execution
    }

    /// For a single instruction: side-set as a state machine has it.
    init(encodingWithSideBits bits: Int, isOptional: Bool) {
        sideBits = bits
        sideSetIsOptional = isOptional
        delayMax = 31 >> (bits + (isOptional ? 1 : 0))
        execution = 0
        isSecondPass = true
    }

    mutating func beginSecondPass() throws(Fault) {
        if !hasWrap && count > 0 { try wrap() }
        if sideBits > 0 {
            // Where some instructions have none, a bit says which.
            sideSetIsOptional = sideSetCount != count
            if sideSetIsOptional {
                execution |= 1 << 30
                sideBits += 1
            }
            delayMax = 31 >> sideBits
        }
        isSecondPass = true
        count = 0
        sideSetCount = 0
    }

    // MARK: Directives

    mutating func wrapTarget() { execution |= UInt32(truncatingIfNeeded: count) << 7 }

    mutating func wrap() throws(Fault) {
        if count == 0 { throw .emptyProgram }
        execution |= UInt32(truncatingIfNeeded: count - 1) << 12
        hasWrap = true
    }

    mutating func label(_ name: String) throws(Fault) {
        if isSecondPass { return }
        if labels[name] != nil { throw .duplicateLabel(name) }
        labels[name] = count
    }

    mutating func delay(_ cycles: Int) throws(Fault) {
        guard isSecondPass, !words.isEmpty else { return }
        if cycles > delayMax { throw .delayTooLarge }
        words[words.count - 1] |= UInt16(truncatingIfNeeded: cycles << 8)
    }

    mutating func side(_ value: Int) throws(Fault) {
        sideSetCount += 1
        guard isSecondPass, !words.isEmpty else { return }
        if sideBits == 0 { throw .noSideSet }
        if value >= 1 << sideBits { throw .sideSetTooLarge }
        words[words.count - 1] |=
            (sideSetIsOptional ? 1 << 12 : 0) | UInt16(truncatingIfNeeded: value << (13 - min(13, sideBits)))
    }

    // MARK: Instructions

    mutating func word(_ bits: Int, label: String? = nil) throws(Fault) {
        count += 1
        guard isSecondPass else { return }
        var target = 0
        if let label {
            guard let place = labels[label] else { throw .unknownLabel(label) }
            target = place
        }
        words.append(UInt16(truncatingIfNeeded: bits | target))
    }

    mutating func wait(_ polarity: Int, _ source: Int, _ index: Int) throws(Fault) {
        // `pin` is 6 as a condition of `jmp`; what is neither it nor `gpio` is the function `irq`.
        try word(0x2000 | polarity << 7 | (source == 6 ? 1 : source == 0 ? 0 : 2) << 5 | index)
    }

    mutating func shift(_ opcode: Int, _ place: Int, _ count: Int) throws(Fault) {
        guard count > 0 && count <= 32 else { throw .bitCount(count) }
        try word(opcode | place << 5 | count & 31)
    }

    /// `push` and `pull`: they block unless told otherwise.
    mutating func queue(_ opcode: Int, _ modifiers: Int) throws(Fault) {
        let modifiers = modifiers & 1 == 0 ? modifiers | 0x20 : modifiers
        try word(opcode | modifiers & 0x60)
    }
}
