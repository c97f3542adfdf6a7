/// A module in Python that ships in a board's flash, behind `.frozen` in `sys.path`: its code takes none of the guest's heap
/// (py/frozenmod.c, v1.29).
public struct FrozenModule: Sendable {
    /// What the guest imports.
    public let name: String
    /// Python; must compile.
    public let source: String

    /// A module from its source.
    public init(name: String, source: String) {
        self.name = name
        self.source = source
    }
}

/// A frozen module as it lies in this guest's flash.
struct PlacedModule {
    /// The tables of its context, see `ModuleContext`.
    let names: GuestAddress
    let objects: GuestAddress
    let body: GuestAddress
}
