extension VM {
    /// The word that stands for a value where the guest can see it: `id(x)`, and the hash of what has no other.
    /// Representation A packs names and immediates with one bit less than Perch keeps them.
    func identityWord(_ value: Value) -> UInt32 {
        guard !value.isAddress, !value.isSmallInt, state.pointee.firmware.representation == .a else {
            return value.bits
        }
        return (value.bits &>> 4) &<< 3 | (value.isQstr ? 2 : 6)
    }

    /// `id(x)`.
    func identity(of value: Value) throws(GuestException) -> Value {
        let word = identityWord(value)
        return try newInt(value.isAddress ? Int(word) : Int(Int32(bitPattern: word)))
    }
}
