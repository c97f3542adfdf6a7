/// What calls take of the C stack that limits recursion, in bytes.
public struct CallStack: Sendable {
    /// A call of a guest function, its frame not included.
    public var baseBytes: Int
    /// What a frame on the stack takes beyond its own bytes, before both are rounded up to a multiple of `frameAlignment`: `alloca`.
    public var frameOverheadBytes: Int
    /// See `frameOverheadBytes`.
    public var frameAlignment: Int
    /// More for a call that goes some other way than that of a plain function.
    public var extra: Extra

    /// What other ways to a function add: the functions of the reference in between.
    public struct Extra: Sendable {
        /// `o.m()`, also where `o` is a module.
        public var methodBytes = 0
        /// `f(*args)`, `f(**keywords)`.
        public var starBytes = 0
        /// The function of a closure.
        public var closureBytes = 0
        /// The function of a bound method.
        public var boundBytes = 0
        /// `__init__`.
        public var initializerBytes = 0
        /// `__add__` and its kin.
        public var operatorBytes = 0
        /// A generator that `yield from` resumes.
        public var delegateBytes = 0
        /// A generator that native code resumes.
        public var resumeBytes = 0
        /// Native code that calls the guest.
        public var reentryBytes = 0

        /// Nothing.
        public init() {}

        /// The unix port's 32-bit build: what `micropython.stack_use()` tells from level to level (gcc 12, -Os).
        public static let unix32: Extra = {
            var extra = Extra()
            extra.methodBytes = 32
            extra.starBytes = 144
            extra.closureBytes = 96
            extra.boundBytes = 128
            extra.initializerBytes = 144
            extra.operatorBytes = 192
            extra.delegateBytes = 32
            extra.resumeBytes = 48
            extra.reentryBytes = 176
            return extra
        }()

        /// Those of the unix port in the proportion in which a plain call takes more or less: an estimate.
        public static func estimated(baseBytes: Int) -> Extra {
            var extra = Extra.unix32
            for part in [
                \.methodBytes, \.starBytes, \.closureBytes, \.boundBytes, \.initializerBytes, \.operatorBytes,
                \.delegateBytes,
                \.resumeBytes, \.reentryBytes,
            ] as [WritableKeyPath<Extra, Int>] {
                extra[keyPath: part] = extra[keyPath: part] * baseBytes / CallStack.unix32.baseBytes / 4 * 4
            }
            return extra
        }
    }

    /// A stack; all sizes in bytes.
    public init(baseBytes: Int, frameOverheadBytes: Int = 0, frameAlignment: Int = 8, extra: Extra = Extra()) {
        self.baseBytes = baseBytes
        self.frameOverheadBytes = frameOverheadBytes
        self.frameAlignment = frameAlignment
        self.extra = extra
    }

    /// The unix port's 32-bit build, measured by how deep functions of several shapes can call themselves (gcc 12, -Os).
    public static let unix32 = CallStack(
        baseBytes: 208, frameOverheadBytes: 12, frameAlignment: 16, extra: .unix32)

    /// A call of a function whose frame takes so many bytes of the stack; 0: it lies on the heap.
    func bytes(frame frameBytes: Int) -> Int {
        if frameBytes == 0 { return baseBytes }
        let bytes = frameBytes + frameOverheadBytes
        return baseBytes + (bytes + frameAlignment - 1) / frameAlignment * frameAlignment
    }
}
