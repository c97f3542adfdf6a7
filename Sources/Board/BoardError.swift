import StrictYAML
import BoardProfiles
import Devices
import MicroPython

/// What keeps a board from being built or a project from being read: one clear line each.
public enum BoardError: Error, CustomStringConvertible {
    /// Sizes that this board cannot have.
    case ram(board: String, RAMError)
    /// A part that is not there, or is wired wrongly.
    case part(DeviceError)
    /// A wire to a pin that the board does not have.
    case unknownPin(board: String, pin: String, known: [String] = [])
    /// A part's name that nobody has.
    case unknownPart(String, known: [String])
    /// A wire between two rails: what it joins, and their voltages.
    case shortCircuit(String, Double, Double)
    /// A diagram that cannot be read.
    case diagram(TextPlace, String)
    /// A network that the board has not.
    case noNetwork(board: String)
    /// The host cannot give a guest its memory.
    case setup(Interpreter.SetupError)
    /// A file or folder that is not there.
    case missing(path: String)
    /// A folder without `main.py`.
    case noMain(folder: String)
    /// A file that cannot be read, and why.
    case unreadable(path: String, reason: String)

    private static func rail(_ volts: Double) -> String {
        volts == 0 ? "ground" : volts == volts.rounded() ? "\(Int(volts)) V" : "\(volts) V"
    }

    /// In words.
    public var description: String {
        switch self {
        case .ram(let board, let error): "\(board): \(error)"
        case .part(let error): "\(error)"
        case .unknownPin(let board, let pin, let known):
            "\(board) has no pin '\(pin)'\(NearestNames.hint(for: pin, among: known))"
        case .unknownPart(let id, let known):
            known.isEmpty
                ? "no part '\(id)': nothing is wired to the board"
                : known.count > 12
                    ? "no part '\(id)'\(NearestNames.hint(for: id, among: known))"
                    : "no part '\(id)' (there are \(known.joined(separator: ", ")))"
        case .shortCircuit(let wire, let one, let other): "\(wire) joins \(Self.rail(one)) and \(Self.rail(other))"
        case .diagram(let place, let words): "\(place): \(words)"
        case .noNetwork(let board): "\(board) has no Wi-Fi"
        case .setup(let error): "\(error)"
        case .missing(let path): "\(path): no such file or folder"
        case .noMain(let folder): "\(folder): no main.py in this folder"
        case .unreadable(let path, let reason): "\(path): cannot be read; \(reason)"
        }
    }
}
