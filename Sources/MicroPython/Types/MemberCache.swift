/// Remembers what names mean in classes of the guest: direct-mapped, so that a lookup is one comparison. An entry holds
/// until the epoch moves. For types in flash see `MemberTable`.
struct MemberCache {
    struct Entry {
        var type: GuestAddress
        /// Number of the name.
        var name: UInt32
        var epoch: UInt32
        /// The member as it lies in the dict; 0: there is none.
        var member: UInt32
        /// The class that has it.
        var owner: GuestAddress
    }

    /// Not a name: stands for `ExceptionObject.plainBase`.
    static let plainBase = Qstr(id: .max)
    /// As little: stands for the `__init__` of a class of whose instances nothing else has to be known, see
    /// `Engine.makePlainInstance`.
    static let plainInitialiser = Qstr(id: .max - 1)
    /// As little: a class with nothing to call when an instance is made, see `Engine.makeBareInstance`.
    static let noInitialiser = Qstr(id: .max - 2)
    private static let count: UInt32 = 1024
    private let entries: UnsafeMutablePointer<Entry>

    init() {
        entries = .allocate(capacity: Int(MemberCache.count))
        entries.initialize(
            repeating: Entry(type: 0, name: 0, epoch: 0, member: 0, owner: 0), count: Int(MemberCache.count))
    }

    func release() { entries.deallocate() }

    /// The only place where a lookup may be remembered.
    @inline(__always) func place(_ type: GuestAddress, _ name: Qstr) -> UnsafeMutablePointer<Entry> {
        entries + Int((type &>> 4 ^ name.id &* 0x9E37) & (MemberCache.count - 1))
    }
}

extension UnsafeMutablePointer where Pointee == MemberCache.Entry {
    @inline(__always) func holds(_ type: GuestAddress, _ name: Qstr, _ epoch: UInt32) -> Bool {
        pointee.type == type && pointee.name == name.id && pointee.epoch == epoch
    }
}
