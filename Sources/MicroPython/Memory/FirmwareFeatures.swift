/// What a firmware can have beyond what every board has: options of the reference's build (py/mpconfig.h, v1.29). Most are those that the
/// `coverage` variant of the unix port turns on.
public struct FirmwareFeatures: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt32
    /// From bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// `t"..."`, and the module `string.templatelib` (MICROPY_PY_TSTRINGS).
    public static let templateStrings = FirmwareFeatures(rawValue: 1 << 0)
    /// The module `weakref`; one bit a heap block (MICROPY_PY_WEAKREF).
    public static let weakReferences = FirmwareFeatures(rawValue: 1 << 1)
    /// `sys.settrace`, and code objects that tell what they hold: two words more a frame, one more a function, 48 bytes more a raw code
    /// (MICROPY_PY_SYS_SETTRACE).
    public static let tracing = FirmwareFeatures(rawValue: 1 << 2)
    /// The module `marshal`, `function.__code__` and functions made of code objects (MICROPY_PY_MARSHAL, MICROPY_PY_FUNCTION_ATTRS_CODE).
    public static let marshal = FirmwareFeatures(rawValue: 1 << 3)
    /// `range(3) == range(3)` compares what they give (MICROPY_PY_BUILTINS_RANGE_BINOP).
    public static let rangeComparison = FirmwareFeatures(rawValue: 1 << 5)
    /// `micropython.heap_locked` (MICROPY_PY_MICROPYTHON_HEAP_LOCKED).
    public static let heapLocked = FirmwareFeatures(rawValue: 1 << 6)
    /// `_asdict` of named tuples (MICROPY_PY_COLLECTIONS_NAMEDTUPLE__ASDICT).
    public static let namedTupleDictionary = FirmwareFeatures(rawValue: 1 << 7)
    /// `io.BufferedWriter` (MICROPY_PY_IO_BUFFEREDWRITER).
    public static let bufferedWriter = FirmwareFeatures(rawValue: 1 << 8)
    /// `sys.intern` (MICROPY_PY_SYS_INTERN).
    public static let intern = FirmwareFeatures(rawValue: 1 << 9)
    /// `sys.getsizeof` (MICROPY_PY_SYS_GETSIZEOF).
    public static let sizes = FirmwareFeatures(rawValue: 1 << 10)
    /// `sys.tracebacklimit` (MICROPY_PY_SYS_TRACEBACKLIMIT).
    public static let tracebackLimit = FirmwareFeatures(rawValue: 1 << 11)
    /// Floats hash by all their bits (MICROPY_FLOAT_HIGH_QUALITY_HASH).
    public static let wideFloatHash = FirmwareFeatures(rawValue: 1 << 12)
    /// Warnings say their class (MICROPY_WARNINGS_CATEGORY).
    public static let warningCategories = FirmwareFeatures(rawValue: 1 << 13)
    /// `micropython.schedule(micropython.kbd_intr, ...)` (MICROPY_SCHEDULER_STATIC_NODES).
    public static let scheduledInterrupt = FirmwareFeatures(rawValue: 1 << 14)
    /// `sys.exc_info`; as the next two, only ports with a host have it (MICROPY_PY_SYS_EXC_INFO).
    public static let exceptionInfo = FirmwareFeatures(rawValue: 1 << 15)
    /// `sys.atexit` (MICROPY_PY_SYS_ATEXIT).
    public static let exitHandler = FirmwareFeatures(rawValue: 1 << 16)
    /// `micropython.mem_total` and its kin (MICROPY_MEM_STATS).
    public static let memoryStatistics = FirmwareFeatures(rawValue: 1 << 17)
    /// Comparing bytes with str prints a warning (MICROPY_PY_STR_BYTES_CMP_WARN).
    public static let bytesComparisonWarning = FirmwareFeatures(rawValue: 1 << 18)
    /// Classes may define `__imul__` and its kin; `__iadd__` and `__isub__` they always may (MICROPY_PY_ALL_INPLACE_SPECIAL_METHODS).
    public static let allInPlaceMethods = FirmwareFeatures(rawValue: 1 << 19)
    /// `groups`, `span`, `start` and `end` of what `re` found (MICROPY_PY_RE_MATCH_GROUPS, MICROPY_PY_RE_MATCH_SPAN_START_END).
    public static let matchDetails = FirmwareFeatures(rawValue: 1 << 20)
    /// `deflate.DeflateIO` can write (MICROPY_PY_DEFLATE_COMPRESS).
    public static let deflateCompression = FirmwareFeatures(rawValue: 1 << 24)
    /// `cryptolib` (MICROPY_PY_CRYPTOLIB).
    public static let ciphers = FirmwareFeatures(rawValue: 1 << 25)
    /// Mode 6 of `cryptolib.aes`, CTR (MICROPY_PY_CRYPTOLIB_CTR).
    public static let counterMode = FirmwareFeatures(rawValue: 1 << 26)
}
