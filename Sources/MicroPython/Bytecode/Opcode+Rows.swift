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

extension Opcode {
    /// As MicroPython's listings print it; the comment is the meaning and the stack, last value on top.
    var name: String {
        switch self {
        case .loadConstString: "LOAD_CONST_STRING"  // -> str
        case .loadName: "LOAD_NAME"  // locals of a class or module, then globals, then builtins
        case .loadGlobal: "LOAD_GLOBAL"  // globals, then builtins
        case .loadAttr: "LOAD_ATTR"  // o -> o.name
        case .loadMethod: "LOAD_METHOD"  // o -> method self-or-null
        case .loadSuperMethod: "LOAD_SUPER_METHOD"  // super class self -> method self-or-null
        case .storeName: "STORE_NAME"  // v ->
        case .storeGlobal: "STORE_GLOBAL"  // v ->
        case .storeAttr: "STORE_ATTR"  // v o -> ; v null: delete
        case .deleteName: "DELETE_NAME"
        case .deleteGlobal: "DELETE_GLOBAL"
        case .importName: "IMPORT_NAME"  // level fromlist -> module
        case .importFrom: "IMPORT_FROM"  // module -> module value
        case .makeClosure: "MAKE_CLOSURE"  // cells -> f
        case .makeClosureDefaults:  // defaults keyword-defaults cells -> f
            "MAKE_CLOSURE_DEFARGS"
        case .loadConstSmallInt: "LOAD_CONST_SMALL_INT"
        case .loadConstObject: "LOAD_CONST_OBJ"
        case .loadFastN: "LOAD_FAST_N"  // local; unbound raises NameError
        case .loadDeref: "LOAD_DEREF"  // value in the local's cell
        case .storeFastN: "STORE_FAST_N"
        case .storeDeref: "STORE_DEREF"
        case .deleteFast: "DELETE_FAST"
        case .deleteDeref: "DELETE_DEREF"
        case .buildTuple: "BUILD_TUPLE"
        case .buildList: "BUILD_LIST"
        case .buildMap: "BUILD_MAP"  // the operand is the room to make
        case .buildSet: "BUILD_SET"
        case .buildSlice: "BUILD_SLICE"  // 2: start stop; 3: and step
        case .storeComprehension: "STORE_COMP"  // low 2 bits: list, dict, set
        case .unpackSequence: "UNPACK_SEQUENCE"  // first value on top
        case .unpackEx: "UNPACK_EX"  // low byte: left, rest: right
        case .makeFunction: "MAKE_FUNCTION"
        case .makeFunctionDefaults: "MAKE_FUNCTION_DEFARGS"  // defaults keyword-defaults -> f
        case .callFunction: "CALL_FUNCTION"  // f args -> result
        case .callFunctionStar:  // f args stars -> result
            "CALL_FUNCTION_VAR_KW"
        case .callMethod: "CALL_METHOD"  // f self args -> result
        case .callMethodStar:  // f self args stars -> result
            "CALL_METHOD_VAR_KW"
        case .unwindJump: "UNWIND_JUMP"  // through `finally` blocks
        case .jump: "JUMP"
        case .popJumpIfTrue: "POP_JUMP_IF_TRUE"
        case .popJumpIfFalse: "POP_JUMP_IF_FALSE"
        case .jumpIfTrueOrPop: "JUMP_IF_TRUE_OR_POP"
        case .jumpIfFalseOrPop: "JUMP_IF_FALSE_OR_POP"
        case .setupWith: "SETUP_WITH"  // manager -> exit self entered
        case .setupExcept: "SETUP_EXCEPT"
        case .setupFinally: "SETUP_FINALLY"
        case .popExceptJump: "POP_EXCEPT_JUMP"
        case .forIter: "FOR_ITER"  // iterator -> iterator value, or nothing
        case .loadConstFalse: "LOAD_CONST_FALSE"
        case .loadConstNone: "LOAD_CONST_NONE"
        case .loadConstTrue: "LOAD_CONST_TRUE"
        case .loadNull: "LOAD_NULL"  // no value, as a marker
        case .loadBuildClass: "LOAD_BUILD_CLASS"  // -> __build_class__
        case .loadSubscript: "LOAD_SUBSCR"  // o i -> o[i]
        case .storeSubscript: "STORE_SUBSCR"  // v o i -> ; v null: delete
        case .dupTop: "DUP_TOP"  // a -> a a
        case .dupTopTwo: "DUP_TOP_TWO"  // a b -> a b a b
        case .popTop: "POP_TOP"
        case .rotTwo: "ROT_TWO"  // a b -> b a
        case .rotThree: "ROT_THREE"  // a b c -> c a b
        case .withCleanup: "WITH_CLEANUP"  // exit self cause -> cause; see the engine for more
        case .endFinally: "END_FINALLY"  // cause -> ; raise, return or jump go elsewhere
        case .getIter: "GET_ITER"  // o -> iterator
        case .getIterStack: "GET_ITER_STACK"  // o -> iterator in place, 4 words
        case .storeMap: "STORE_MAP"  // map v k -> map
        case .returnValue: "RETURN_VALUE"
        case .raiseLast: "RAISE_LAST"
        case .raiseObject: "RAISE_OBJ"
        case .raiseFrom: "RAISE_FROM"
        case .yieldValue: "YIELD_VALUE"  // v -> sent value
        case .yieldFrom: "YIELD_FROM"  // iterator sent -> result
        case .importStar: "IMPORT_STAR"  // module ->
        case .loadConstSmallIntShort: "LOAD_CONST_SMALL_INT"  // -16 ... 47
        case .loadFastShort: "LOAD_FAST"
        case .storeFastShort: "STORE_FAST"
        case .unaryOp: "UNARY_OP"
        case .binaryOp: "BINARY_OP"
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
