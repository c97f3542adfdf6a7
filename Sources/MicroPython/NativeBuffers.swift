/// Buffers of the guest's heap, for native modules that fill them: the blocks are those that MicroPython takes.
extension VM {
    /// `bytes` of this length, filled by `fill`: a buffer with room for a zero, which becomes the object's data (`vstr_init_len` and
    /// `mp_obj_new_bytes_from_vstr`, py/vstr.c, v1.29). A negative length is a huge one.
    public func newBytes(
        count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(GuestException) -> Void
    ) throws(GuestException) -> Value {
        let count = Int(UInt32(truncatingIfNeeded: count))
        var buffer = try TextBuffer(capacity: count + 1, self)
        let start = try buffer.add(count, self)
        let bytes = ram.mutableBytes(start, count: count)
        // What the block held before is chance there.
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        try fill(bytes)
        return try newStr(adopting: &buffer, .bytes)
    }

    /// As `newBytes(count:)`, of which `fill` says how many bytes count; the rest is given back.
    public func newBytes(
        upTo count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(GuestException) -> Int
    ) throws(GuestException) -> Value {
        let count = Int(UInt32(truncatingIfNeeded: count))
        var buffer = try TextBuffer(capacity: count + 1, self)
        let start = try buffer.add(count, self)
        buffer.truncate(to: try fill(ram.mutableBytes(start, count: count)))
        return buffer.count == 0 ? BytesObject.empty(self) : try newStr(adopting: &buffer, .bytes)
    }

    /// Makes a bytearray so long without moving it; its room is what it had. False: it is no bytearray, or too short.
    public func setUsed(ofByteArray value: Value, _ count: Int) -> Bool {
        guard isExactly(value, .bytearray) else { return false }
        let room = ArrayStorage.count(self, value) + ArrayStorage.free(self, value)
        guard count <= room else { return false }
        ArrayStorage.setCount(self, value, count)
        ArrayStorage.setFree(self, value, room - count)
        return true
    }

    /// How long `setUsed` can make a bytearray; nil for anything else.
    public func room(ofByteArray value: Value) -> Int? {
        isExactly(value, .bytearray) ? ArrayStorage.count(self, value) + ArrayStorage.free(self, value) : nil
    }

    /// A block of the heap while `body` runs (`m_new` and `m_del`).
    public func withBlock<Result>(
        byteCount: Int, _ body: (UnsafeMutableRawBufferPointer) throws(GuestException) -> Result
    ) throws(GuestException) -> Result {
        let block = try allocate(byteCount, .buffer)
        let result = try body(ram.mutableBytes(block, count: byteCount))
        free(block)
        return result
    }
}

extension VM {
    /// Prints to the board's console, as a port's own warnings do.
    public func print(_ text: String) throws(GuestException) { try console.write(text: text) }
}
