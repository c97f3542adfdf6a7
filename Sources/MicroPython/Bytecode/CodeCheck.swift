/// Whether the bytes of a function can be bytecode at all: every instruction whole, every index inside its table, every
/// jump onto an instruction. Untrusted files pass here before anything refers to them; what the values on the stack
/// are is the translator's matter.
struct CodeCheck {
    /// Entries of the tables that the code refers to.
    var nameCount: Int
    var objectCount: Int
    var childCount: Int
    private let opcodes = Opcode.byFirstByte
    private let forms = ShortForm.byFirstByte

    init(nameCount: Int, objectCount: Int, childCount: Int) {
        self.nameCount = nameCount
        self.objectCount = objectCount
        self.childCount = childCount
    }

    /// What is known of a byte: an instruction starts there, a jump goes there.
    private static let start: UInt8 = 1
    private static let target: UInt8 = 2

    /// The prelude of what passes.
    func accepted(_ code: UnsafePointer<UInt8>, byteCount: Int) -> Prelude? {
        guard let prelude = Prelude.decode(code, byteCount: byteCount), acceptsPrelude(code, prelude),
            prelude.codeOffset < byteCount,
            withUnsafeTemporaryAllocation(
                of: UInt8.self, capacity: byteCount,
                { marks in
                    marks.initialize(repeating: 0)
                    return acceptsInstructions(code, prelude, marks)
                })
        else { return nil }
        return prelude
    }

    private func acceptsInstructions(
        _ code: UnsafePointer<UInt8>, _ prelude: Prelude, _ marks: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        guard let bytes = marks.baseAddress else { return false }
        let end = marks.count
        let limits = shortLimits(prelude.signature.stateCount)
        var hasTargets = false
        var offset = prelude.codeOffset
        while offset < end {
            let first = code[offset]
            let form = forms[Int(first)]
            if form == .single || form == .local && UInt64(first & 15) < CodeCheck.limit(.slot, limits) {
                bytes[offset] |= CodeCheck.start
                offset &+= 1
                continue
            }
            if offset &+ 1 < end && UInt64(code[offset &+ 1]) < CodeCheck.limit(form, limits) {
                bytes[offset] |= CodeCheck.start
                offset &+= 2
                continue
            }
            if offset &+ 2 < end && code[offset &+ 1] & 0x80 != 0 && code[offset &+ 2] & 0x80 == 0
                && Int(code[offset &+ 1] & 0x7F) &<< 7 | Int(code[offset &+ 2])
                    < longLimit(form, prelude.signature.stateCount)
            {
                bytes[offset] |= CodeCheck.start
                offset &+= 3
                continue
            }
            guard let instruction = Instruction.decode(code, at: offset, end: end, opcodes),
                acceptsOperand(instruction, prelude.signature.stateCount)
            else { return false }
            bytes[offset] |= CodeCheck.start
            if let target = instruction.target {
                guard target >= 0, target < end else { return false }
                bytes[target] |= CodeCheck.target
                hasTargets = true
            }
            offset = instruction.next
        }
        // A byte that is a target and no start lies in the middle of an instruction, or in front of them all.
        return !hasTargets || !marks.contains(CodeCheck.target)
    }

    /// What an index behind the first byte has to be less than, a byte for each form. 128 at most: larger ones take more bytes.
    private func shortLimits(_ stateCount: Int) -> UInt64 {
        var limits = 128 &<< UInt64(ShortForm.count.rawValue &* 8)
        for (form, count) in [
            (ShortForm.name, nameCount), (.object, objectCount), (.child, childCount), (.slot, stateCount),
        ] { limits |= UInt64(min(128, max(0, count))) &<< UInt64(form.rawValue &* 8) }
        return limits
    }

    /// As much, of an index of two bytes.
    @inline(__always) private func longLimit(_ form: ShortForm, _ stateCount: Int) -> Int {
        switch form {
        case .name: nameCount
        case .object: objectCount
        case .child: childCount
        case .slot: stateCount
        case .count: .max
        case .none, .single, .local: 0
        }
    }

    /// 0 of forms that have no such index.
    @inline(__always) private static func limit(_ form: ShortForm, _ limits: UInt64) -> UInt64 {
        limits &>> UInt64(form.rawValue &* 8) & 0xFF
    }

    private func acceptsPrelude(_ code: UnsafePointer<UInt8>, _ prelude: Prelude) -> Bool {
        let signature = prelude.signature
        guard signature.defaultCount <= signature.positionalCount else { return false }
        var offset = prelude.nameOffset
        for _ in 0..<prelude.nameCount {
            guard let index = VarInt.decode(code, &offset, end: prelude.cellOffset), index < nameCount else {
                return false
            }
        }
        offset = prelude.lineOffset
        while offset < prelude.cellOffset {
            guard LineTable.decodeStep(code, &offset, end: prelude.cellOffset) != nil else { return false }
        }
        let parameterCount =
            signature.positionalCount + signature.keywordOnlyCount + (signature.takesStarArguments ? 1 : 0)
            + (signature.takesKeywordArguments ? 1 : 0)
        return parameterCount <= signature.stateCount
            && (prelude.cellOffset..<prelude.codeOffset).allSatisfy { Int(code[$0]) < signature.stateCount }
    }

    @inline(__always) private func acceptsOperand(_ instruction: Instruction, _ stateCount: Int) -> Bool {
        switch instruction.opcode.operandFormat {
        case .name: instruction.operand < nameCount
        case .object: instruction.operand < objectCount
        case .child, .childAndCells: instruction.operand < childCount
        case .slot: instruction.operand < stateCount
        case .inOpcode:
            instruction.opcode != .loadFastShort && instruction.opcode != .storeFastShort
                || instruction.operand < stateCount
        case .none, .count, .arguments, .smallInt, .signedJump, .unwindJump, .forwardJump: true
        }
    }
}
