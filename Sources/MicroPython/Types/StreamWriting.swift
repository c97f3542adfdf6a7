/// Writing to objects of the guest that have a `write` method (py/stream.c and extmod/modio.c, v1.29).
extension VM {
    /// A printer to a stream; OSError where the object is none.
    func printer(to stream: Value) throws(GuestException) -> Printer {
        if try loadMethodMaybe(stream, Qstr(.write)).isMissing {
            throw error(.osError, "stream operation not supported")
        }
        return Printer(vm: self, sink: .stream(stream))
    }

    /// `stream.write(bytes)`. The bytes are a bytearray outside the heap, as the reference makes one on its stack: it
    /// must not be kept. Nothing is called for no bytes.
    func writeToStream(_ stream: Value, _ bytes: UnsafeRawBufferPointer) throws(GuestException) {
        if bytes.isEmpty { return }
        let write = try loadMethod(stream, Qstr(.write))
        let words = 4 + (bytes.count + 3) / 4
        let array = pushScratch(words)
        defer { popScratch(words) }
        ram.copy(bytes, to: array &+ 16)
        ram[array] = NativeType.bytearray.address
        ram[array &+ ArrayStorage.Offset.code] = UInt32(ElementCode.byteArray)
        ram[array &+ ArrayStorage.Offset.count] = word(bytes.count)
        ram[array &+ ArrayStorage.Offset.items] = array &+ 16
        _ = try call(write, [Value(address: array)])
    }
}
