extension NativeType {
    /// The slots of each type; the last screen of the type's file.
    var slots: TypeSlots {
        switch self {
        case .int: IntObject.type
        case .float: FloatObject.type
        case .complex: ComplexObject.type
        case .bool: BoolObject.type
        case .noneType: NoneObject.type
        case .singleton: SingletonObject.type
        default: TypeSlots(name: "?")
        }
    }
}
