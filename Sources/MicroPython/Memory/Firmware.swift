/// Precision of the guest's floats.
public enum FloatWidth: String, Sendable, Codable { case none, single, double }

/// Where floats live: boxed on the heap (A), or inside the word with 30 bits (C).
public enum ObjectRepresentation: String, Sendable, Codable { case a, c }

/// How much an error message of the runtime tells (MICROPY_ERROR_REPORTING).
public enum ErrorDetail: Int, Sendable { case none, terse, normal, detailed }

/// What a firmware was built with: a value, never a global. Names in flash decide which strings take heap, so they
/// decide bytes and bytecode.
public struct Firmware: Sendable {
    /// Version and date, as banners say them: the release that Perch follows.
    public static let release = "v1.29.0-perch on 2026-08-19"

    /// How profiles name it.
    public var name: String
    /// Single or double precision, or no floats at all.
    public var floatWidth = FloatWidth.double
    /// Doubles pass through 80 bits on their way, as on the x87 of a 32-bit PC; a 64-bit host computes in doubles.
    public var hasWideFloats = true
    /// Boxed floats (A) or floats inside the word (C).
    public var representation = ObjectRepresentation.a
    /// How long error messages are.
    public var errorDetail = ErrorDetail.normal
    /// Whether messages of exceptions lie packed in flash (MICROPY_ROM_TEXT_COMPRESSION).
    public var packsMessages = true
    /// Whether `__del__` is called; costs one bit a heap block.
    public var hasFinalisers = true
    /// Which bits of a string's hash are kept: 0xFFFF or 0xFF.
    public var nameHashMask: UInt32 = 0xFFFF
    /// Strings in flash beyond the core names, one a line.
    public var names = ""
    /// One by one.
    var listedNames: [Substring] { names.utf8.split(separator: UInt8(ascii: "\n")).map { Substring($0) } }
    /// `sys.platform`.
    public var platform = "linux"
    /// `sys.executable`: the host's path of the program; empty on boards, which have none.
    public var executable = ""
    /// The tail of the banner and of `os.uname()`.
    public var machineName = "Perch"
    /// Open files have numbers, and `sys.stdout` is one of them, as in the unix port.
    public var hasFileNumbers = true
    /// Errors of the network have newlib's numbers, not those of Linux.
    public var hasNewlibErrors = false
    /// Where its times begin, in seconds after 1970 (MICROPY_EPOCH_IS_1970).
    public var epochSeconds = 0
    /// Bytes of a path at most, where `import` looks (MICROPY_ALLOC_PATH_MAX).
    public var pathBytesMax = 4096
    /// What it has beyond what every firmware has.
    public var features: FirmwareFeatures = []
    /// What it was built without: modules, and members as `random.choice` or `str.center`.
    public var absent: Set<String> = []
    /// `sys.implementation._build`; empty: there is none.
    public var buildName = ""
    /// Bytes of static RAM for exceptions that find no heap; 0: the guest asks for them on the heap, with
    /// `micropython.alloc_emergency_exception_buf`.
    public var emergencyBufferBytes = 0
    /// Callbacks that may wait at once (MICROPY_SCHEDULER_DEPTH).
    public var scheduledCallsMax = 8
    /// How it makes threads; nil: it has no `_thread`.
    public var threads: ThreadModel?

    /// A firmware with the settings of the unix port.
    public init(name: String) { self.name = name }
}
