/// What a firmware's lexer and parser were built with (py/mpconfig.h, v1.29). The defaults are those of the unix port
/// and of most boards.
struct SyntaxOptions: Equatable, Sendable {
    var hasFormatStrings = true
    var hasTemplateStrings = false
    /// `1j` is a number.
    var hasComplexNumbers = true
    /// `math.pi` and the like become constants (MICROPY_COMP_MODULE_CONST).
    var foldsModuleConstants = true
    /// Lonely constants, doc strings above all, are kept (MICROPY_ENABLE_DOC_STRING).
    var keepsDocStrings = false
    /// Double literals go through 80-bit arithmetic, as where C's `long double` is that wide; else through `pow`.
    var hasWideFloatLiterals = true
    /// `-O`: from 1 on `__debug__` is False.
    var optimisationLevel = 0

    static let unix32 = SyntaxOptions()
    static let mpyCross = SyntaxOptions(hasTemplateStrings: true)

    /// Bytes that MicroPython's lexer takes, on 32 bits.
    var lexerByteCount: Int { hasFormatStrings ? 116 : 80 }
}
