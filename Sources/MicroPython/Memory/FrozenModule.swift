/// A module in Python that ships in a board's flash, behind `.frozen` in `sys.path`: its code takes none of the guest's heap
/// (py/frozenmod.c, v1.29).
public struct FrozenModule: Sendable {
    /// What the guest imports, as a path: `onewire`, `asyncio/__init__`, `asyncio/core`.
    public let name: String
    /// Python; must compile.
    public let source: String
    /// From 1 on `assert` is left out, from 3 on line numbers are.
    public let optimisationLevel: Int

    /// A module from its source.
    public init(name: String, source: String, optimisationLevel: Int = 0) {
        self.name = name
        self.source = source
        self.optimisationLevel = optimisationLevel
    }
}

/// A frozen module as it lies in this guest's flash.
struct PlacedModule {
    /// The tables of its context, see `ModuleContext`.
    let names: GuestAddress
    let objects: GuestAddress
    let body: GuestAddress
}
