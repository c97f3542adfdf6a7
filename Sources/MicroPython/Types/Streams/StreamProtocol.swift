/// How a type takes part in reading and writing: `print(file=)`, `json.dump`, and the methods in `StreamMethods` that it
/// lists (mp_stream_p_t, py/stream.h v1.29).
public struct StreamProtocol: Sendable {
    /// Reads up to as many bytes as the buffer holds; 0 at the end.
    public typealias Read =
        @Sendable (VM, Value, UnsafeMutableRawBufferPointer) throws(GuestException) -> StreamResult
    /// Writes; the result says how many bytes were taken.
    public typealias Write = @Sendable (VM, Value, UnsafeRawBufferPointer) throws(GuestException) -> StreamResult
    /// Everything else. The argument of `.seek` is the address of a `SeekArgument`.
    public typealias Control =
        @Sendable (VM, Value, StreamRequest, _ argument: UInt32) throws(GuestException) -> StreamResult

    /// Reads bytes; nil: it cannot.
    public var read: Read?
    /// Writes bytes; nil: it cannot.
    public var write: Write?
    /// Everything else; nil: nothing.
    public var control: Control?
    /// What is read becomes str, not bytes.
    public var isText: Bool
    /// An instance of a class of the guest that inherits from the type gets the calls itself, not its native base.
    public var isForSubclasses: Bool

    /// What a type can do.
    public init(
        isText: Bool = false, isForSubclasses: Bool = false, read: Read? = nil, write: Write? = nil,
        control: Control? = nil
    ) {
        self.isText = isText
        self.isForSubclasses = isForSubclasses
        self.read = read
        self.write = write
        self.control = control
    }
}

/// How a stream did.
public enum StreamResult: Equatable, Sendable {
    /// Bytes moved, or the answer to a request.
    case done(Int)
    /// A number of `errno`.
    case failed(Int)

    /// Nothing is there yet, or there is no room yet: EAGAIN.
    public static let wouldWait = StreamResult.failed(Stream.wouldWait)
    /// It cannot do this: EINVAL.
    public static let refused = StreamResult.failed(FileError.invalid.number)
}

/// What can be asked of a stream; the numbers are part of the guest's interface (MP_STREAM_..., py/stream.h v1.29).
public struct StreamRequest: RawRepresentable, Equatable, Sendable {
    /// As `ioctl` gets it.
    public let rawValue: UInt32
    /// From the number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Hand on what was written.
    public static let flush = StreamRequest(rawValue: 1)
    /// Move to a place.
    public static let seek = StreamRequest(rawValue: 2)
    /// Which of the flags in the argument hold: see `StreamPoll`.
    public static let poll = StreamRequest(rawValue: 3)
    /// End.
    public static let close = StreamRequest(rawValue: 4)
    /// The number that `fileno` tells.
    public static let fileNumber = StreamRequest(rawValue: 10)
    /// In how large pieces it likes to be read; 0: the reader may choose.
    public static let bufferSize = StreamRequest(rawValue: 11)
    /// Raise an exception for the number in the argument, or return to leave that to the caller.
    public static let raiseError = StreamRequest(rawValue: 12)
}

/// Flags of `StreamRequest.poll`; the numbers are those of Linux.
public enum StreamPoll {
    /// Something can be read.
    public static let read: UInt32 = 1
    /// Something can be written.
    public static let write: UInt32 = 4
    /// Something went wrong.
    public static let failed: UInt32 = 8
    /// The stream is closed.
    public static let invalid: UInt32 = 32
    /// The other side is gone.
    public static let hungUp: UInt32 = 16

    /// The answer of a stream that is ready to read or write.
    public static func answer(_ asked: UInt32, canRead: Bool, canWrite: Bool) -> StreamResult {
        .done(Int(asked & ((canRead ? read : 0) | (canWrite ? write : 0))))
    }
}

/// What `.seek` works on, in guest memory so that `ioctl` methods of the guest can reach it: a 64-bit offset, which becomes
/// the new place, and what it counts from (mp_stream_seek_t; mp_off_t has 64 bits in the 32-bit unix port).
struct SeekArgument {
    static let wordCount = 3
    let address: UInt32
    let vm: VM

    var offset: Int {
        get {
            Int(Int64(bitPattern: UInt64(vm.ram[address]) | UInt64(vm.ram[address &+ 4]) << 32))
        }
        nonmutating set {
            vm.ram[address] = UInt32(truncatingIfNeeded: newValue)
            vm.ram[address &+ 4] = UInt32(truncatingIfNeeded: newValue >> 32)
        }
    }

    /// 0, 1, 2: from the start, from here, from the end.
    var origin: Int {
        get { Int(Int32(bitPattern: vm.ram[address &+ 8])) }
        nonmutating set { vm.ram[address &+ 8] = UInt32(truncatingIfNeeded: newValue) }
    }
}
