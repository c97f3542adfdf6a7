/// A module that was compiled or read from a .mpy file, placed in guest RAM and ready for the engine.
struct CompiledModule: Sendable {
    /// See `ModuleContext`.
    let context: GuestAddress
    /// The module's body, and below it the functions that it holds.
    let body: CompiledCode
    let nameCount: Int
    let objectCount: Int
    /// Functions marked `@micropython.native` that got bytecode, by name: the board would spend other RAM on them.
    var nativeAsBytecode: [Qstr] = []
}

/// The sizes of one compiled function, which the guest's own structures do not keep.
struct CompiledCode: Sendable {
    /// See `RawCode`.
    let rawCode: GuestAddress
    let code: GuestAddress
    let codeByteCount: Int
    let children: [CompiledCode]
}
