import Board
import BoardProfiles
import Fabric

/// Writes the pins of a board to a value change dump while it runs: attach it before the run, finish it after.
public final class PinRecorder {
    private var writer: VCDWriter

    /// Begins a file with every digital pin of the board, by the name printed beside it, else the chip's.
    public init(_ board: Board, write: @escaping ([UInt8]) -> Void) {
        var signals: [VCDWriter.Signal] = []
        for (place, pin) in board.profile.pins.enumerated() where pin.isDigital || pin.adc != nil {
            guard let net = try? board.net(pin.name) else { continue }
            let name = board.profile.pinNames.first { $0.value == place }?.name ?? pin.name
            signals.append(VCDWriter.Signal(net: net, name: name, isAnalog: pin.adc != nil))
        }
        writer = VCDWriter(signals: signals, module: board.profile.name, at: board.now, write: write)
        board.circuit.trace.add { [weak self] instant, event in self?.writer.record(event, at: instant) }
    }

    /// Ends the file.
    public func finish(at instant: Instant) { writer.finish(at: instant) }
}
