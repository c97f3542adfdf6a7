import BoardProfiles
import Fabric

/// What the user asked of one run.
struct RunSettings {
    /// A board's name or the path of a profile; nil: read it off the sketch.
    var board: String?
    /// All RAM; nil: the board's.
    var ram: ByteSize?
    /// The heap; nil: what firmware and stack leave.
    var heap: ByteSize?
    /// The C stack; nil: the board's.
    var stack: ByteSize?
    /// Run so much virtual time, then pass.
    var length: TimeSpan?
    /// Fail when it is not done by then.
    var timeout: TimeSpan?
    /// Pass when a line of the serial text contains it.
    var expectText: String?
    /// Fail when a line of the serial text contains it.
    var failText: String?
    /// The file of the scenario to play.
    var scenario: String?
    /// Show the window.
    var window = false
    /// Virtual seconds per second; nil: real time for a person who looks on, else as fast as it goes.
    var speed: RunSpeed?
    /// Where pin changes go.
    var vcdFile: String?
    /// Where the sound of an amplifier goes.
    var wavFile: String?
    /// The image of an SD card.
    var sdCard: String?
    /// Where a picture of the board at the end goes.
    var screenshot: String?
    /// Where the serial text goes, besides stdout.
    var serialLogFile: String?
    /// The most live bytes, after a collection or at the end.
    var maxLive: ByteSize?
    /// The most of the stack.
    var maxStack: ByteSize?
    /// Where the report of the memory goes.
    var memoryReport: String?
    /// Show the map of the heap.
    var heapMap = false
    /// The board's prompt after the program, and all else that its console says.
    var repl = false
    /// Nothing on stderr but errors.
    var quiet = false

    /// What ends an endless program when nobody looks on and no limit was given.
    static let defaultTimeout = TimeSpan(picoseconds: .seconds(30))
}
