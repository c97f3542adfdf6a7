extension VM {
    /// `NotImplemented`.
    var notImplemented: Value { Value(address: MemoryMap.notImplemented) }

    /// `Ellipsis`.
    var ellipsis: Value { Value(address: MemoryMap.ellipsis) }

    /// Drops what inline caches remember: a namespace gained or lost a name, a class changed, or the collector freed
    /// addresses that may be used again.
    func invalidateCaches() { state.pointee.epoch &+= 1 }

    /// The guest gets hold of a dict of names: what changes there is not seen any more.
    func exposeNamespaces() {
        state.pointee.areNamespacesExposed = true
        invalidateCaches()
    }

    /// Notes that some instance has an attribute of this name. A cached method of that name must then look at the
    /// instance first.
    @inline(__always) func noteInstanceAttribute(_ name: Qstr) {
        let id = Int(name.id)
        if id >= registry.pointee.instanceAttributes.count || !registry.pointee.instanceAttributes[id] {
            noteNewInstanceAttribute(id)
        }
    }

    @inline(never) private func noteNewInstanceAttribute(_ id: Int) {
        while registry.pointee.instanceAttributes.count <= id {
            registry.pointee.instanceAttributes.append(
                contentsOf: repeatElement(false, count: registry.pointee.instanceAttributes.count))
        }
        registry.pointee.instanceAttributes[id] = true
        invalidateCaches()
    }

    func isInstanceAttribute(_ name: Qstr) -> Bool {
        Int(name.id) < registry.pointee.instanceAttributes.count
            && registry.pointee.instanceAttributes[Int(name.id)]
    }
}
