/// The number of an interned string. Two equal identifiers of the guest have the same number.
///
/// 0 is no string; 1 is "". The first numbers are fixed by the .mpy format, see `CoreName`.
public struct Qstr: Equatable, Hashable, Sendable {
    /// The number.
    public var id: UInt32

    @inline(__always) init(id: UInt32) { self.id = id }
    @inline(__always) init(_ name: CoreName) { id = UInt32(truncatingIfNeeded: name.rawValue) }

    static let none = Qstr(id: 0)
    @inline(__always) var isNone: Bool { id == 0 }
}

extension Value {
    @inline(__always) init(_ name: CoreName) { self.init(Qstr(name)) }
}
