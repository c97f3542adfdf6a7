/// The instructions of MicroPython's bytecode, numbered as in .mpy version 6.3 (py/bc0.h, v1.29).
///
/// To add one: a case with its number, its row in `Opcode+Rows.swift`, then what the compiler asks for in emitter and
/// engine. Five families carry their operand inside the first byte; a family is one case, numbered by its first byte.
enum Opcode: UInt8, CaseIterable, Sendable {
    // Operand: index into the module's table of names.
    case loadConstString = 0x10
    case loadName = 0x11
    case loadGlobal = 0x12
    case loadAttr = 0x13
    case loadMethod = 0x14
    case loadSuperMethod = 0x15
    case storeName = 0x16
    case storeGlobal = 0x17
    case storeAttr = 0x18
    case deleteName = 0x19
    case deleteGlobal = 0x1a
    case importName = 0x1b
    case importFrom = 0x1c

    // Operand: a variable-length integer.
    case makeClosure = 0x20
    case makeClosureDefaults = 0x21
    case loadConstSmallInt = 0x22
    case loadConstObject = 0x23
    case loadFastN = 0x24
    case loadDeref = 0x25
    case storeFastN = 0x26
    case storeDeref = 0x27
    case deleteFast = 0x28
    case deleteDeref = 0x29
    case buildTuple = 0x2a
    case buildList = 0x2b
    case buildMap = 0x2c
    case buildSet = 0x2d
    case buildSlice = 0x2e
    case storeComprehension = 0x2f
    case unpackSequence = 0x30
    case unpackEx = 0x31
    case makeFunction = 0x32
    case makeFunctionDefaults = 0x33
    case callFunction = 0x34
    case callFunctionStar = 0x35
    case callMethod = 0x36
    case callMethodStar = 0x37

    // Operand: the distance to a label, from the end of the instruction (for `unwindJump`: from its last byte).
    case unwindJump = 0x40
    case jump = 0x42
    case popJumpIfTrue = 0x43
    case popJumpIfFalse = 0x44
    case jumpIfTrueOrPop = 0x45
    case jumpIfFalseOrPop = 0x46
    case setupWith = 0x47
    case setupExcept = 0x48
    case setupFinally = 0x49
    case popExceptJump = 0x4a
    case forIter = 0x4b

    // No operand.
    case loadConstFalse = 0x50
    case loadConstNone = 0x51
    case loadConstTrue = 0x52
    case loadNull = 0x53
    case loadBuildClass = 0x54
    case loadSubscript = 0x55
    case storeSubscript = 0x56
    case dupTop = 0x57
    case dupTopTwo = 0x58
    case popTop = 0x59
    case rotTwo = 0x5a
    case rotThree = 0x5b
    case withCleanup = 0x5c
    case endFinally = 0x5d
    case getIter = 0x5e
    case getIterStack = 0x5f
    case storeMap = 0x62
    case returnValue = 0x63
    case raiseLast = 0x64
    case raiseObject = 0x65
    case raiseFrom = 0x66
    case yieldValue = 0x67
    case yieldFrom = 0x68
    case importStar = 0x69

    // Families: the operand is the distance of the byte from the family's first.
    case loadConstSmallIntShort = 0x70
    case loadFastShort = 0xb0
    case storeFastShort = 0xc0
    case unaryOp = 0xd0
    case binaryOp = 0xd7

    /// The byte after the last member of the last family.
    static let firstUnusedByte: UInt8 = 0xfa
    /// The member of `loadConstSmallIntShort` that stands for 0.
    static let smallIntShortZero = 16

    /// The instruction that a first byte stands for, or nil where the format leaves the byte unused.
    @inline(__always) static func starting(with byte: UInt8) -> Opcode? { byFirstByte[Int(byte)] }

    /// One look instead of a search: an import takes apart each instruction twice.
    nonisolated(unsafe) private static let byFirstByte: UnsafePointer<Opcode?> = {
        let table = UnsafeMutablePointer<Opcode?>.allocate(capacity: 256)
        for byte in 0...255 { (table + byte).initialize(to: found(by: UInt8(byte))) }
        return UnsafePointer(table)
    }()

    private static func found(by byte: UInt8) -> Opcode? {
        if byte >= loadConstSmallIntShort.rawValue {
            if byte < loadFastShort.rawValue { return .loadConstSmallIntShort }
            if byte < storeFastShort.rawValue { return .loadFastShort }
            if byte < unaryOp.rawValue { return .storeFastShort }
            if byte < binaryOp.rawValue { return byte < unaryOp.rawValue + 4 ? .unaryOp : nil }
            return byte < firstUnusedByte ? .binaryOp : nil
        }
        return Opcode(rawValue: byte)
    }
}
