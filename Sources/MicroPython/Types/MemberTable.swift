/// Members of the types in flash, by type and name: a hash table in plain host memory, filled while the firmware's image
/// is built and only read from then on. A call of a method of a native type looks here.
struct MemberTable {
    private struct Entry {
        var type: GuestAddress
        /// 0: free.
        var name: UInt32
        var value: UInt32
    }

    private var entries: UnsafeMutablePointer<Entry>
    private var capacity = 1024
    private var count = 0

    init() { entries = MemberTable.allocate(capacity) }

    func release() { entries.deallocate() }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Entry> {
        let entries = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
        entries.initialize(repeating: Entry(type: 0, name: 0, value: 0), count: capacity)
        return entries
    }

    /// Type objects lie 64 bytes apart, names are numbered one by one.
    @inline(__always) private func place(_ type: GuestAddress, _ name: UInt32) -> Int {
        Int((type &>> 6 &* 0x9E37_79B1 ^ name) &* 0x85EB_CA6B &>> 12) & (capacity &- 1)
    }

    /// The member, or 0.
    @inline(__always) subscript(type: GuestAddress, name: Qstr) -> UInt32 {
        var place = place(type, name.id)
        while true {
            let entry = entries + place
            if entry.pointee.name == name.id && entry.pointee.type == type { return entry.pointee.value }
            if entry.pointee.name == 0 { return 0 }
            place = (place &+ 1) & (capacity &- 1)
        }
    }

    /// Adds a member, or replaces it.
    mutating func set(_ type: GuestAddress, _ name: Qstr, _ value: UInt32) {
        if count * 2 >= capacity { grow() }
        var place = place(type, name.id)
        while entries[place].name != 0 && (entries[place].name != name.id || entries[place].type != type) {
            place = (place &+ 1) & (capacity &- 1)
        }
        if entries[place].name == 0 { count += 1 }
        entries[place] = Entry(type: type, name: name.id, value: value)
    }

    private mutating func grow() {
        let old = entries
        let oldCapacity = capacity
        capacity *= 2
        count = 0
        entries = MemberTable.allocate(capacity)
        for index in 0..<oldCapacity where old[index].name != 0 {
            set(old[index].type, Qstr(id: old[index].name), old[index].value)
        }
        old.deallocate()
    }
}
