/// The person or program at the other end of `perch run`: its terminal, its clock, its Ctrl-C.
protocol RunConsole: AnyObject {
    /// Serial output is read by a person as it comes.
    var isTerminal: Bool { get }
    /// More serial input may come.
    var isInputOpen: Bool { get }
    /// The host's monotonic clock.
    var nanoseconds: UInt64 { get }

    /// Serial output of the board.
    func write(_ bytes: UnsafeRawBufferPointer)
    /// A line of Perch's own, for stderr.
    func note(_ line: String)
    /// Serial input that has arrived, or that arrives within a time; empty when there is none.
    func read(waitingAtMost nanoseconds: UInt64) -> [UInt8]
    /// How often Ctrl-C was pressed since the run began.
    var interruptCount: Int { get }
}
