/// How an instruction's operand is written.
enum OperandFormat: UInt8, Sendable {
    /// Nothing after the first byte.
    case none
    /// Index into the module's table of names, variable-length.
    case name
    /// Index into the module's table of constant objects, variable-length.
    case object
    /// Index into the function's table of nested functions, variable-length.
    case child
    /// The same, then one byte: how many cells the closure takes from the stack.
    case childAndCells
    /// Number of a local variable or a cell, variable-length.
    case slot
    /// How many values, variable-length.
    case count
    /// Positional arguments in the low byte, keyword arguments in the next, variable-length.
    case arguments
    /// A small int, variable-length with sign.
    case smallInt
    /// Distance to a label that may lie before or after: one byte less 0x40, or two bytes less 0x4000.
    case signedJump
    /// The same, then one byte: how many blocks to leave, and 0x80 to drop a `for` loop's iterator.
    case unwindJump
    /// Distance to a label that lies after: one byte below 0x80, or two bytes.
    case forwardJump
    /// The distance of the first byte from the family's first.
    case inOpcode
}

/// How many values an instruction takes or leaves.
enum StackCount: Sendable, ExpressibleByIntegerLiteral {
    case fixed(Int)
    /// As many as the operand says, and so many more.
    case operand(plus: Int)
    /// Positional arguments, keyword arguments twice, and so many more.
    case arguments(plus: Int)
    /// As many cells as the last byte says, and so many more.
    case cells(plus: Int)
    /// Values left and right of the starred name, and the list for the name itself.
    case unpacked
    /// 1 for a list or a set, 2 (key and value) for a dict.
    case comprehension

    init(integerLiteral value: Int) { self = .fixed(value) }
}

/// One row of the instruction table.
struct OpcodeRow: Sendable {
    /// As MicroPython's listings print it.
    let name: String
    let pops: StackCount
    let pushes: StackCount
    /// Values left in place of `pushes` when the instruction jumps.
    let pushesOnJump: StackCount?

    init(_ name: String, _ pops: StackCount, _ pushes: StackCount, jump: StackCount? = nil) {
        self.name = name
        self.pops = pops
        self.pushes = pushes
        self.pushesOnJump = jump
    }
}

extension Opcode {
    /// Name, values taken, values left; the comment is the meaning and the stack, last value on top.
    var row: OpcodeRow {
        switch self {
        case .loadConstString: OpcodeRow("LOAD_CONST_STRING", 0, 1)  // -> str
        case .loadName: OpcodeRow("LOAD_NAME", 0, 1)  // locals of a class or module, then globals, then builtins
        case .loadGlobal: OpcodeRow("LOAD_GLOBAL", 0, 1)  // globals, then builtins
        case .loadAttr: OpcodeRow("LOAD_ATTR", 1, 1)  // o -> o.name
        case .loadMethod: OpcodeRow("LOAD_METHOD", 1, 2)  // o -> method self-or-null
        case .loadSuperMethod: OpcodeRow("LOAD_SUPER_METHOD", 3, 2)  // super class self -> method self-or-null
        case .storeName: OpcodeRow("STORE_NAME", 1, 0)  // v ->
        case .storeGlobal: OpcodeRow("STORE_GLOBAL", 1, 0)  // v ->
        case .storeAttr: OpcodeRow("STORE_ATTR", 2, 0)  // v o -> ; v null: delete
        case .deleteName: OpcodeRow("DELETE_NAME", 0, 0)
        case .deleteGlobal: OpcodeRow("DELETE_GLOBAL", 0, 0)
        case .importName: OpcodeRow("IMPORT_NAME", 2, 1)  // level fromlist -> module
        case .importFrom: OpcodeRow("IMPORT_FROM", 1, 2)  // module -> module value
        case .makeClosure: OpcodeRow("MAKE_CLOSURE", .cells(plus: 0), 1)  // cells -> f
        case .makeClosureDefaults:  // defaults keyword-defaults cells -> f
            OpcodeRow("MAKE_CLOSURE_DEFARGS", .cells(plus: 2), 1)
        case .loadConstSmallInt: OpcodeRow("LOAD_CONST_SMALL_INT", 0, 1)
        case .loadConstObject: OpcodeRow("LOAD_CONST_OBJ", 0, 1)
        case .loadFastN: OpcodeRow("LOAD_FAST_N", 0, 1)  // local; unbound raises NameError
        case .loadDeref: OpcodeRow("LOAD_DEREF", 0, 1)  // value in the local's cell
        case .storeFastN: OpcodeRow("STORE_FAST_N", 1, 0)
        case .storeDeref: OpcodeRow("STORE_DEREF", 1, 0)
        case .deleteFast: OpcodeRow("DELETE_FAST", 0, 0)
        case .deleteDeref: OpcodeRow("DELETE_DEREF", 0, 0)
        case .buildTuple: OpcodeRow("BUILD_TUPLE", .operand(plus: 0), 1)
        case .buildList: OpcodeRow("BUILD_LIST", .operand(plus: 0), 1)
        case .buildMap: OpcodeRow("BUILD_MAP", 0, 1)  // the operand is the room to make
        case .buildSet: OpcodeRow("BUILD_SET", .operand(plus: 0), 1)
        case .buildSlice: OpcodeRow("BUILD_SLICE", .operand(plus: 0), 1)  // 2: start stop; 3: and step
        case .storeComprehension: OpcodeRow("STORE_COMP", .comprehension, 0)  // low 2 bits: list, dict, set
        case .unpackSequence: OpcodeRow("UNPACK_SEQUENCE", 1, .operand(plus: 0))  // first value on top
        case .unpackEx: OpcodeRow("UNPACK_EX", 1, .unpacked)  // low byte: left, rest: right
        case .makeFunction: OpcodeRow("MAKE_FUNCTION", 0, 1)
        case .makeFunctionDefaults: OpcodeRow("MAKE_FUNCTION_DEFARGS", 2, 1)  // defaults keyword-defaults -> f
        case .callFunction: OpcodeRow("CALL_FUNCTION", .arguments(plus: 1), 1)  // f args -> result
        case .callFunctionStar:  // f args stars -> result
            OpcodeRow("CALL_FUNCTION_VAR_KW", .arguments(plus: 2), 1)
        case .callMethod: OpcodeRow("CALL_METHOD", .arguments(plus: 2), 1)  // f self args -> result
        case .callMethodStar:  // f self args stars -> result
            OpcodeRow("CALL_METHOD_VAR_KW", .arguments(plus: 3), 1)
        case .unwindJump: OpcodeRow("UNWIND_JUMP", 0, 0, jump: 0)  // through `finally` blocks
        case .jump: OpcodeRow("JUMP", 0, 0, jump: 0)
        case .popJumpIfTrue: OpcodeRow("POP_JUMP_IF_TRUE", 1, 0, jump: 0)
        case .popJumpIfFalse: OpcodeRow("POP_JUMP_IF_FALSE", 1, 0, jump: 0)
        case .jumpIfTrueOrPop: OpcodeRow("JUMP_IF_TRUE_OR_POP", 1, 0, jump: 1)
        case .jumpIfFalseOrPop: OpcodeRow("JUMP_IF_FALSE_OR_POP", 1, 0, jump: 1)
        case .setupWith: OpcodeRow("SETUP_WITH", 1, 3)  // manager -> exit self entered
        case .setupExcept: OpcodeRow("SETUP_EXCEPT", 0, 0)
        case .setupFinally: OpcodeRow("SETUP_FINALLY", 0, 0)
        case .popExceptJump: OpcodeRow("POP_EXCEPT_JUMP", 0, 0, jump: 0)
        case .forIter: OpcodeRow("FOR_ITER", 4, 5, jump: 0)  // iterator -> iterator value, or nothing
        case .loadConstFalse: OpcodeRow("LOAD_CONST_FALSE", 0, 1)
        case .loadConstNone: OpcodeRow("LOAD_CONST_NONE", 0, 1)
        case .loadConstTrue: OpcodeRow("LOAD_CONST_TRUE", 0, 1)
        case .loadNull: OpcodeRow("LOAD_NULL", 0, 1)  // no value, as a marker
        case .loadBuildClass: OpcodeRow("LOAD_BUILD_CLASS", 0, 1)  // -> __build_class__
        case .loadSubscript: OpcodeRow("LOAD_SUBSCR", 2, 1)  // o i -> o[i]
        case .storeSubscript: OpcodeRow("STORE_SUBSCR", 3, 0)  // v o i -> ; v null: delete
        case .dupTop: OpcodeRow("DUP_TOP", 1, 2)  // a -> a a
        case .dupTopTwo: OpcodeRow("DUP_TOP_TWO", 2, 4)  // a b -> a b a b
        case .popTop: OpcodeRow("POP_TOP", 1, 0)
        case .rotTwo: OpcodeRow("ROT_TWO", 2, 2)  // a b -> b a
        case .rotThree: OpcodeRow("ROT_THREE", 3, 3)  // a b c -> c a b
        case .withCleanup: OpcodeRow("WITH_CLEANUP", 3, 1)  // exit self cause -> cause; see the engine for more
        case .endFinally: OpcodeRow("END_FINALLY", 1, 0)  // cause -> ; raise, return or jump go elsewhere
        case .getIter: OpcodeRow("GET_ITER", 1, 1)  // o -> iterator
        case .getIterStack: OpcodeRow("GET_ITER_STACK", 1, 4)  // o -> iterator in place, 4 words
        case .storeMap: OpcodeRow("STORE_MAP", 3, 1)  // map v k -> map
        case .returnValue: OpcodeRow("RETURN_VALUE", 1, 0)
        case .raiseLast: OpcodeRow("RAISE_LAST", 0, 0)
        case .raiseObject: OpcodeRow("RAISE_OBJ", 1, 0)
        case .raiseFrom: OpcodeRow("RAISE_FROM", 2, 0)
        case .yieldValue: OpcodeRow("YIELD_VALUE", 1, 1)  // v -> sent value
        case .yieldFrom: OpcodeRow("YIELD_FROM", 2, 1)  // iterator sent -> result
        case .importStar: OpcodeRow("IMPORT_STAR", 1, 0)  // module ->
        case .loadConstSmallIntShort: OpcodeRow("LOAD_CONST_SMALL_INT", 0, 1)  // -16 ... 47
        case .loadFastShort: OpcodeRow("LOAD_FAST", 0, 1)
        case .storeFastShort: OpcodeRow("STORE_FAST", 1, 0)
        case .unaryOp: OpcodeRow("UNARY_OP", 1, 1)
        case .binaryOp: OpcodeRow("BINARY_OP", 2, 1)
        }
    }
}

extension Opcode {
    /// How the operand is written. Decoding asks for it at each instruction: so it stands apart from the row, where the
    /// compiler makes one small table of it.
    @inline(__always) var operandFormat: OperandFormat {
        switch self {
        case .loadConstString, .loadName, .loadGlobal, .loadAttr, .loadMethod, .loadSuperMethod,
            .storeName, .storeGlobal, .storeAttr, .deleteName, .deleteGlobal, .importName,
            .importFrom:
            .name
        case .makeClosure, .makeClosureDefaults:
            .childAndCells
        case .loadConstSmallInt:
            .smallInt
        case .loadConstObject:
            .object
        case .loadFastN, .loadDeref, .storeFastN, .storeDeref, .deleteFast, .deleteDeref:
            .slot
        case .buildTuple, .buildList, .buildMap, .buildSet, .buildSlice, .storeComprehension,
            .unpackSequence, .unpackEx:
            .count
        case .makeFunction, .makeFunctionDefaults:
            .child
        case .callFunction, .callFunctionStar, .callMethod, .callMethodStar:
            .arguments
        case .unwindJump:
            .unwindJump
        case .jump, .popJumpIfTrue, .popJumpIfFalse:
            .signedJump
        case .jumpIfTrueOrPop, .jumpIfFalseOrPop, .setupWith, .setupExcept, .setupFinally,
            .popExceptJump, .forIter:
            .forwardJump
        case .loadConstFalse, .loadConstNone, .loadConstTrue, .loadNull, .loadBuildClass,
            .loadSubscript, .storeSubscript, .dupTop, .dupTopTwo, .popTop, .rotTwo, .rotThree,
            .withCleanup, .endFinally, .getIter, .getIterStack, .storeMap, .returnValue, .raiseLast,
            .raiseObject, .raiseFrom, .yieldValue, .yieldFrom, .importStar:
            .none
        case .loadConstSmallIntShort, .loadFastShort, .storeFastShort, .unaryOp, .binaryOp:
            .inOpcode
        }
    }
}
