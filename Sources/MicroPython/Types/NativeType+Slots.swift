extension NativeType {
    /// What each type can do; one line a type.
    var slots: TypeSlots {
        switch self {
        case .str: StrObject.type
        case .bytes: BytesObject.type
        case .bytearray: ByteArrayObject.type
        case .array: ArrayObject.type
        case .memoryview: MemoryViewObject.type
        case .strIterator: StrIterator.type
        case .bytesIterator: StrIterator.bytesType
        case .arrayIterator: ArrayIterator.type
        default: exceptionSlots ?? TypeSlots(name: "?")
        }
    }
}
