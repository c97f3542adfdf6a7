/// What most instructions look like: one byte, or one and an index below 128. Who walks over code that it does not run need not take
/// these apart.
enum ShortForm: UInt8 {
    /// Has to be taken apart: jumps and what refers to more than one thing, `del` of a local, bytes that are no instruction.
    case none
    /// Forms with an index behind the first byte, by what it is an index of.
    case name, object, child, slot, count
    /// One byte that refers to nothing.
    case single
    /// One byte with the number of a local in its low half.
    case local

    /// By the first byte.
    nonisolated(unsafe) static let byFirstByte: UnsafePointer<ShortForm> = {
        let table = UnsafeMutablePointer<ShortForm>.allocate(capacity: 256)
        for byte in 0...255 { (table + byte).initialize(to: Opcode.starting(with: UInt8(byte))?.shortForm ?? .none) }
        return UnsafePointer(table)
    }()
}

extension Opcode {
    fileprivate var shortForm: ShortForm {
        // The translator notes which locals are deleted.
        if self == .deleteFast { return .none }
        switch operandFormat {
        case .none: return .single
        case .name: return .name
        case .object: return .object
        case .child: return .child
        case .slot: return .slot
        case .count, .arguments, .smallInt: return .count
        case .inOpcode: return self == .loadFastShort || self == .storeFastShort ? .local : .single
        case .childAndCells, .signedJump, .unwindJump, .forwardJump: return .none
        }
    }
}
