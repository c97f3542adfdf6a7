/// Why a file system refuses: a number of `errno`, as Linux and py/mperrno.h (v1.29) have them.
public struct FileError: Error, Equatable, Sendable {
    /// As `OSError` shows it.
    public var number: Int
    /// From the host's number.
    public init(_ number: Int) { self.number = number }

    /// EPERM.
    public static let notPermitted = FileError(1)
    /// ENOENT.
    public static let missing = FileError(2)
    /// EIO.
    public static let device = FileError(5)
    /// EBADF.
    public static let badFile = FileError(9)
    /// EACCES.
    public static let noAccess = FileError(13)
    /// EBUSY.
    public static let busy = FileError(16)
    /// EEXIST.
    public static let exists = FileError(17)
    /// ENODEV.
    public static let noDevice = FileError(19)
    /// ENOTDIR.
    public static let notDirectory = FileError(20)
    /// EISDIR.
    public static let isDirectory = FileError(21)
    /// EINVAL.
    public static let invalid = FileError(22)
    /// EFBIG.
    public static let tooLarge = FileError(27)
    /// EILSEQ: what is stored makes no sense.
    public static let corrupt = FileError(84)
    /// ENOSPC.
    public static let noSpace = FileError(28)
    /// ESPIPE: cannot seek.
    public static let cannotSeek = FileError(29)
    /// EROFS.
    public static let readOnly = FileError(30)
    /// ENAMETOOLONG.
    public static let nameTooLong = FileError(36)
    /// ENOTEMPTY.
    public static let notEmpty = FileError(39)
}

/// How a file is opened.
public struct FileMode: Equatable, Sendable {
    /// It can be read.
    public var reads: Bool
    /// It can be written.
    public var writes: Bool
    /// It is made where it is missing.
    public var creates: Bool
    /// What is in it goes.
    public var truncates: Bool
    /// What is written goes to its end.
    public var appends: Bool

    /// A mode.
    public init(
        reads: Bool = true, writes: Bool = false, creates: Bool = false, truncates: Bool = false, appends: Bool = false
    ) {
        self.reads = reads
        self.writes = writes
        self.creates = creates
        self.truncates = truncates
        self.appends = appends
    }

    /// To read what is there.
    public static let read = FileMode()
}
