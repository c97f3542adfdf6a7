import ArgumentParser

/// How `perch` ends: the contract with scripts and CI. 42 is wokwi-cli's, 64 to 70 are those of sysexits.h, 130 is a shell's.
extension ExitCode {
    /// An exception that nobody caught, or an expectation that failed.
    static let failed = ExitCode(1)
    /// `MemoryError`, or the stack's limit.
    static let memoryLimit = ExitCode(40)
    /// The cycle budget is used up, or the board resets again and again.
    static let cycleLimit = ExitCode(41)
    /// Not done by the time limit.
    static let timeout = ExitCode(42)
    /// The command line makes no sense: an unknown board, a size that cannot be, an output that cannot be written.
    static let usage = ExitCode(64)
    /// An input that makes no sense: a profile, a program that is no text.
    static let badInput = ExitCode(65)
    /// An input that is not there.
    static let missingInput = ExitCode(66)
    /// A bug in Perch.
    static let bug = ExitCode(70)
    /// The second Ctrl-C.
    static let interrupted = ExitCode(130)

    /// For `--help`.
    static let table = """
        EXIT CODES:
          0    finished, or passed
          n    the sketch called sys.exit(n)
          1    uncaught exception, or failed expectation
          40   memory or stack limit
          41   cycle budget, or reset loop
          42   timeout
          64   usage
          65   bad input
          66   missing input
          70   a bug in Perch
          130  second Ctrl-C (the first goes to the sketch as KeyboardInterrupt)
        """
}
