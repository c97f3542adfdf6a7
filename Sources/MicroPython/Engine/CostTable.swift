/// What each instruction of the bytecode costs, in cycles of the board's CPU.
public struct CostTable: Sendable {
    /// Which instruction counts apply: they were counted on real firmware, in executed machine instructions.
    public enum Flavour: String, Sendable, Codable {
        /// Cortex-M4 class with computed goto.
        case m4Goto = "m4_goto"
        /// Cortex-M4 class with a switch.
        case m4Switch = "m4_switch"
        /// Cortex-M0+ with computed goto, hot files at -O2.
        case m0Goto = "m0_goto"
        /// Cortex-M0 with a switch, -Os.
        case m0Switch = "m0_switch"
    }

    /// Cycles by opcode byte.
    let cycles: [UInt32]
    /// 256 times the cycles per machine instruction in calls, lookups, allocation: what native code is charged by.
    let coldCyclesPer256Instructions: Int

    /// Instruction counts of a flavour times the chip's cycles per instruction, hot and cold.
    public init(flavour: Flavour = .m4Goto, hot: Double = 1, cold: Double = 1) {
        coldCyclesPer256Instructions = Int((cold * 256).rounded())
        var cycles = [UInt32](repeating: 0, count: 256)
        for byte in 0..<256 {
            guard let opcode = Opcode.starting(with: UInt8(byte)) else { continue }
            let cost = CostTable.instructions(opcode, byte: UInt8(byte), flavour)
            cycles[byte] = UInt32((Double(cost.count) * (cost.isCold ? cold : hot)).rounded())
        }
        self.cycles = cycles
    }

    /// Machine instructions of one bytecode, derived from whole statements by taking away the loads and stores around
    /// it: `x = a` is LOAD_FAST and STORE_FAST, `x = a + b` two loads, the operator and a store.
    private static func instructions(
        _ opcode: Opcode, byte: UInt8, _ flavour: Flavour
    ) -> (count: Int, isCold: Bool) {
        func pick(_ m4: Int, _ m4Switch: Int, _ m0: Int, _ m0Switch: Int, cold: Bool = false) -> (Int, Bool) {
            switch flavour {
            case .m4Goto: (m4, cold)
            case .m4Switch: (m4Switch, cold)
            case .m0Goto: (m0, cold)
            case .m0Switch: (m0Switch, cold)
            }
        }
        switch opcode {
        case .loadFastShort, .loadFastN, .storeFastShort, .storeFastN, .dupTop, .popTop, .loadNull:
            return pick(13, 19, 17, 24)
        case .loadConstSmallIntShort, .loadConstNone, .loadConstTrue, .loadConstFalse: return pick(12, 14, 14, 19)
        case .loadConstSmallInt, .loadConstString, .loadConstObject: return pick(27, 26, 34, 41)
        case .loadDeref, .storeDeref, .deleteDeref, .deleteFast: return pick(16, 22, 20, 28)
        case .dupTopTwo, .rotTwo, .rotThree: return pick(15, 21, 19, 26)
        case .loadGlobal, .loadName: return pick(57, 58, 86, 85, cold: true)
        case .storeGlobal, .storeName, .deleteName, .deleteGlobal: return pick(66, 68, 101, 96, cold: true)
        case .loadAttr: return pick(63, 64, 98, 89, cold: true)
        case .storeAttr: return pick(97, 98, 136, 130, cold: true)
        case .loadMethod, .loadSuperMethod: return pick(220, 222, 330, 335, cold: true)
        case .binaryOp: return pick(45, 55, 64, 73)
        case .unaryOp: return pick(40, 48, 47, 56)
        case .loadSubscript, .storeSubscript: return pick(78, 80, 85, 90)
        case .jump, .popJumpIfTrue, .popJumpIfFalse, .jumpIfTrueOrPop, .jumpIfFalseOrPop: return pick(17, 22, 20, 28)
        case .callFunction, .callMethod: return pick(326, 330, 400, 410, cold: true)
        case .callFunctionStar, .callMethodStar: return pick(700, 720, 900, 930, cold: true)
        case .returnValue: return pick(40, 44, 60, 64, cold: true)
        case .forIter: return pick(80, 88, 100, 112)
        case .getIter, .getIterStack: return pick(120, 126, 160, 170, cold: true)
        case .yieldValue, .yieldFrom: return pick(200, 220, 260, 290, cold: true)
        case .buildTuple, .buildList, .buildMap, .buildSet, .buildSlice: return pick(190, 198, 260, 270, cold: true)
        case .storeMap, .storeComprehension: return pick(120, 125, 170, 180, cold: true)
        case .unpackSequence, .unpackEx: return pick(60, 70, 80, 95, cold: true)
        case .makeFunction, .makeFunctionDefaults, .makeClosure, .makeClosureDefaults:
            return pick(190, 197, 240, 250, cold: true)
        case .setupExcept, .setupFinally, .popExceptJump, .endFinally: return pick(30, 36, 36, 44)
        case .setupWith, .withCleanup: return pick(400, 410, 560, 570, cold: true)
        case .raiseObject, .raiseFrom, .raiseLast: return pick(900, 920, 1400, 1450, cold: true)
        case .unwindJump: return pick(30, 36, 36, 44)
        case .importName, .importFrom, .importStar, .loadBuildClass: return pick(600, 620, 800, 820, cold: true)
        }
    }
}
