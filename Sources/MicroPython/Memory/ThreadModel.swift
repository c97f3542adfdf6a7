/// How a port makes threads (mpthreadport.c of the ports, v1.29). All sizes in bytes.
///
/// Not modelled: the RP2040's second core, which runs beside the first; here its thread shares the first core's time.
public struct ThreadModel: Sendable {
    /// The stack of a thread that asks for none.
    public var stackBytes: Int
    /// The least that it gets.
    public var stackBytesMin: Int
    /// How long before the end of the stack recursion is refused.
    public var marginBytes: Int
    /// Threads besides the main one.
    public var countMax: Int
    /// What OSError says when there are as many.
    public var refusal: String
    /// The stack is a block of the heap.
    public var isStackOnHeap = false
    /// A record of the thread on the heap.
    public var recordBytes = 0
    /// A mutex within a lock.
    public var mutexBytes: Int

    /// One thread at a time runs bytecode: `sys.implementation._thread` says "GIL", else "unsafe".
    public var hasGlobalLock = false

    /// The largest stack that Perch gives.
    public static let stackBytesMax = 1 << 20

    /// The unix port, 32 bit: `pthread_mutex_t` is 24 bytes.
    public static let unix32 = ThreadModel(
        stackBytes: 32768, stackBytesMin: 16384, marginBytes: 8192, countMax: 63, refusal: "can't create thread",
        mutexBytes: 24)
    /// One thread on the second core, its stack on the heap; `mutex_t` of the Pico SDK is 8 bytes.
    public static let rp2 = ThreadModel(
        stackBytes: 4096, stackBytesMin: 2048, marginBytes: 512, countMax: 1, refusal: "core1 in use",
        isStackOnHeap: true, mutexBytes: 8)
    /// FreeRTOS tasks, with a record of 24 bytes; a static semaphore takes about 84.
    public static let esp32 = ThreadModel(
        stackBytes: 5120, stackBytesMin: 4096, marginBytes: 1024, countMax: 63, refusal: "can't create thread",
        recordBytes: 24, mutexBytes: 84, hasGlobalLock: true)
}
