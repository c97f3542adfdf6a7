#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A door at which one host thread waits until another lets it through, once for each `open`.
///
/// With it, one of many host threads runs at a time, and the one that runs says who is next: the order is ours, never the host's.
public final class HostGate: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var isOpen = false

    /// A closed door.
    public init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Lets one through: who waits, or who comes next.
    public func open() {
        pthread_mutex_lock(mutex)
        isOpen = true
        // Under the lock: whoever passes may be the last to hold this door.
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Waits until it is let through, and closes the door behind itself.
    public func pass() {
        pthread_mutex_lock(mutex)
        while !isOpen { pthread_cond_wait(condition, mutex) }
        isOpen = false
        pthread_mutex_unlock(mutex)
    }
}

/// Threads of the host, with stacks as large as the guest's recursion needs.
public enum HostThread {
    /// Host stack that a guest's stack of so many bytes may need. The deepest native recursion takes about 100 bytes of host for each
    /// byte of guest in an optimised build, and more without optimisation.
    public static func stackBytes(forGuestStack bytes: Int) -> Int { (1 << 20) + 256 * max(0, bytes) }

    /// Starts a thread that ends with its body. False where the host has none to give.
    public static func start(stackBytes: Int, _ body: @escaping () -> Void) -> Bool {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        guard pthread_attr_init(attributes) == 0 else { return false }
        defer { pthread_attr_destroy(attributes) }
        let pageBytes = 16384
        let rounded = (stackBytes + pageBytes - 1) / pageBytes * pageBytes
        guard pthread_attr_setstacksize(attributes, rounded) == 0,
            pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED)) == 0
        else { return false }
        let box = Unmanaged.passRetained(Body(body))
        #if canImport(Darwin)
            var thread: pthread_t?
            let status = pthread_create(&thread, attributes, { HostThread.enter($0) }, box.toOpaque())
        #else
            var thread = pthread_t()
            let status = pthread_create(&thread, attributes, { HostThread.enter($0!) }, box.toOpaque())
        #endif
        if status != 0 { box.release() }
        return status == 0
    }

    private static func enter(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Body>.fromOpaque(box).takeRetainedValue().run()
        return nil
    }

    private final class Body {
        let run: () -> Void
        init(_ run: @escaping () -> Void) { self.run = run }
    }
}
