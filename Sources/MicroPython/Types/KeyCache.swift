/// Remembers where texts stand in dicts, for one guest: direct-mapped, by the text's object and the dict's table. The
/// reference has such a cache too (MICROPY_OPT_MAP_LOOKUP_CACHE, py/map.c v1.29).
///
/// An entry holds until the epoch moves, as it does with each collection: a text and the key that it equals are the same
/// objects until then, so that the place is right as long as it holds that key.
struct KeyCache {
    struct Entry {
        var key: GuestAddress
        var table: GuestAddress
        var epoch: UInt32
        /// The key's entry in the table, and the equal key that stands there.
        var place: GuestAddress
        var present: UInt32
    }

    private static let count: UInt32 = 512
    private let entries: UnsafeMutablePointer<Entry>

    init() {
        entries = .allocate(capacity: Int(KeyCache.count))
        entries.initialize(
            repeating: Entry(key: 0, table: 0, epoch: 0, place: 0, present: 0), count: Int(KeyCache.count))
    }

    func release() { entries.deallocate() }

    /// The only place where a lookup may be remembered.
    @inline(__always) func entry(_ key: GuestAddress, _ table: GuestAddress) -> UnsafeMutablePointer<Entry> {
        entries + Int((key &>> 4 ^ table &>> 2) & (KeyCache.count &- 1))
    }
}
