/// The instructions of the host form, into which `Translator` turns bytecode. Payload-free and switched over
/// exhaustively, so that the compiler emits a jump table without a range check.
///
/// Operands: `a` is the target slot, `b` and `c` are sources; `d` is a 32-bit constant or a distance in instructions.
/// `storeSubscriptK` stores the constant `d`, `loadSubscriptK` loads the item of that number. RR: both operands are slots. RK: the right one is the constant `d` (in branches `b` holds it, tagged, in 16 bits).
enum Op: UInt8 {
    // Ends of the loop.
    case halt, raise

    // Control. Each ends a block: `cost` is what the block's cycles add up to.
    case jump, branchTrue, branchFalse
    case branchLessRR, branchLessEqualRR, branchMoreRR, branchMoreEqualRR, branchEqualRR, branchNotEqualRR
    case branchLessRK, branchLessEqualRK, branchMoreRK, branchMoreEqualRK, branchEqualRK, branchNotEqualRK
    case branchIsRR, branchIsNotRR, branchCause
    // Calls are followed by a cache word.
    case call, callMethod, callStar, callMethodStar, returnValue, returnConstant, yieldValue, yieldFrom
    case forIter

    // Moves. `moveTwo` moves `b` to `a` and then `c` to `d`; `moveThenConstant` moves `b` to `a`, and `c` becomes the constant `d`.
    case move, moveTwo, moveThenConstant, loadConstant, swap, checkBound, loadDeref, storeDeref, deleteDeref,
        deleteFast, clearException
    case forgetException

    // Names. `loadGlobal`, `storeGlobal`, `loadAttribute`, `storeAttribute` and `loadMethod` are followed by a cache word.
    case loadGlobal, storeGlobal, deleteGlobal, loadName, storeName, deleteName
    case loadAttribute, storeAttribute, loadMethod, loadSuperMethod
    // `loadGlobal` and `loadMethod`, cache word included, and the move of the first argument for what they load: from `b`, of a
    // method from `c`, to the stack slot behind.
    case loadGlobalThenMove, loadMethodThenMove

    // Operators.
    case addRR, addRK, subtractRR, subtractRK, multiplyRR, multiplyRK, andRR, andRK, orRR, orRK, xorRR, xorRK
    case leftShiftRR, leftShiftRK, rightShiftRR, rightShiftRK, floorDivideRR, floorDivideRK, moduloRR, moduloRK
    case binary, unary, not, isSame
    case loadSubscript, loadSubscriptK, storeSubscript, storeSubscriptK

    // An addition and the branch behind it, which stands there unchanged: what most loops end with. And the move that it jumps
    // to, of the sum to the loop's variable.
    case addThenBranchLessRR, addThenBranchLessRK, addThenLoopLessRR, addThenLoopLessRK

    // Building.
    case buildTuple, buildList, buildMap, buildSet, buildSlice, storeMap, storeComprehension
    case unpackSequence, unpackEx, makeFunction, makeFunctionDefaults, makeClosure, makeClosureDefaults

    // Iteration, exceptions, `with`, imports.
    case getIter, getIterStack, raiseObject, raiseFrom, raiseLast, endFinally, setupWith, withCleanup
    case importName, importFrom, importStar, loadBuildClass

    // The traced flavour only: see `VM.traceEntry`.
    case trace
}

/// One instruction: 16 bytes in host memory that never moves.
struct Insn {
    var op: Op
    /// Of a binary operation or a comparison: the operator, plain or in place, and `constantForm`.
    var detail: UInt8 = 0
    var a: UInt16 = 0
    var b: UInt16 = 0
    var c: UInt16 = 0
    var d: Int32 = 0
    /// Cycles from the start of the block up to and including this instruction.
    var cost: UInt32 = 0

    /// In `detail`: the right operand is the constant `d`, and the kept slot is `c` instead of `d`.
    static let constantForm: UInt8 = 0x80
}

typealias IP = UnsafeMutablePointer<Insn>
typealias Slots = UnsafeMutablePointer<UInt32>

/// What the instruction before it remembers of its last lookup; lies where an instruction would.
struct InlineCache {
    /// Class or dict table that the entry is for.
    var key: UInt32
    var epoch: UInt32
    /// The value, or the address or index of its slot.
    var value: UInt32
    var extra: UInt32
}

/// What stands behind a call, where the others have an `InlineCache`: the function that was called last.
struct CallCache {
    var function: UInt32
    var epoch: UInt32
    /// Its host form, if it takes the instruction's arguments as they are.
    var target: CodePointer?
}

extension UnsafeMutablePointer where Pointee == Insn {
    /// The operator of a binary operation or a comparison. The translator put a valid one there.
    @inline(__always) var operation: BinaryOperator {
        unsafeBitCast(pointee.detail & ~Insn.constantForm, to: BinaryOperator.self)
    }

    /// The stack slot that a binary operation's result stands in besides its target. Subscripts keep theirs in the same place, loads in
    /// `c`; of a call `a` is the stack slot and `d` the target.
    @inline(__always) var keptSlot: Int {
        pointee.detail & Insn.constantForm != 0 ? Int(pointee.c) : Int(pointee.d)
    }

    @inline(__always) var cache: UnsafeMutablePointer<InlineCache> {
        UnsafeMutableRawPointer(self + 1).assumingMemoryBound(to: InlineCache.self)
    }

    @inline(__always) var callCache: UnsafeMutablePointer<CallCache> {
        UnsafeMutableRawPointer(self + 1).assumingMemoryBound(to: CallCache.self)
    }

    /// Where a call's result is waited for.
    @inline(__always) var afterCall: UnsafeMutablePointer<Insn> { self + 2 }
}
