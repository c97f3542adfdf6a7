/// What calls take of the C stack that limits recursion, in bytes.
public struct CallStack: Sendable {
    /// A call of a guest function, its frame not included.
    public var baseBytes: Int
    /// What a frame on the stack takes beyond its own bytes, which are rounded up to a multiple of `frameAlignment`: `alloca`.
    public var frameOverheadBytes: Int
    /// See `frameOverheadBytes`.
    public var frameAlignment: Int
    /// Native code that calls the guest: the functions in between.
    public var reentryBytes: Int

    /// A stack; all sizes in bytes.
    public init(baseBytes: Int, frameOverheadBytes: Int = 0, frameAlignment: Int = 4, reentryBytes: Int = 0) {
        self.baseBytes = baseBytes
        self.frameOverheadBytes = frameOverheadBytes
        self.frameAlignment = frameAlignment
        self.reentryBytes = reentryBytes
    }

    /// The unix port's 32-bit build, measured by how deep functions of several shapes can call themselves (gcc 12, -Os).
    public static let unix32 = CallStack(
        baseBytes: 208, frameOverheadBytes: 16, frameAlignment: 16, reentryBytes: 176)

    /// A call of a function whose frame takes so many bytes of the stack; 0: it lies on the heap.
    func bytes(frame frameBytes: Int) -> Int {
        if frameBytes == 0 { return baseBytes }
        return baseBytes + frameOverheadBytes + (frameBytes + frameAlignment - 1) / frameAlignment * frameAlignment
    }
}
