import Fabric

/// The board's serial line to the console.
///
/// Not modelled: the time that bytes take, and, but for `Board.hasConsole`, the CR that a board sends before each LF.
public final class SerialPort {
    /// Reads what the board sends, with its time.
    public typealias Sink = (Instant, UnsafeRawBufferPointer) -> Void

    private var sinks: [Sink] = []
    /// Bytes that the guest has not read yet.
    public private(set) var received: [UInt8] = []
    /// Bytes that `send` brought and the board has not looked at yet.
    private var arriving: [UInt8] = []

    init() {}

    /// From now on `sink` gets all that the board sends.
    public func addSink(_ sink: @escaping Sink) { sinks.append(sink) }

    /// Types at the console. Control-C becomes KeyboardInterrupt at the guest's next jump or wait.
    public func send(_ bytes: some Sequence<UInt8>) { arriving.append(contentsOf: bytes) }

    /// Something was typed that the guest has not read.
    var hasInput: Bool { !received.isEmpty || !arriving.isEmpty }

    /// The next byte that was typed.
    func take() -> UInt8? { received.isEmpty ? nil : received.removeFirst() }

    func write(_ bytes: [UInt8], at instant: Instant) { bytes.withUnsafeBytes { write($0, at: instant) } }

    func write(_ bytes: UnsafeRawBufferPointer, at instant: Instant) {
        for sink in sinks { sink(instant, bytes) }
    }

    /// Takes over what has arrived. True if the interrupt character was among it: what came before it is dropped, as the boards do.
    func poll(interruptCharacter: Int) -> Bool {
        guard !arriving.isEmpty else { return false }
        defer { arriving.removeAll() }
        var isInterrupted = false
        for byte in arriving {
            if Int(byte) == interruptCharacter {
                received.removeAll()
                isInterrupted = true
            } else {
                received.append(byte)
            }
        }
        return isInterrupted
    }
}
