/// What a person at a prompt can press.
enum TypedKey: Equatable {
    /// Control and a letter, while nothing stands in the line: 1 is A, 5 is E.
    case control(UInt8)
    case printable(UInt8)
    case newline, tab, backspace, delete
    case left, right, home, end, up, down
    case wordLeft, wordRight, killWordLeft, killWordRight
    case killToEnd, killToStart

    /// Bytes of control keys.
    enum Byte {
        static let controlA: UInt8 = 1
        static let controlB: UInt8 = 2
        static let controlC: UInt8 = 3
        static let controlD: UInt8 = 4
        static let controlE: UInt8 = 5
        static let carriageReturn: UInt8 = 13
        static let lineFeed: UInt8 = 10
    }
}
