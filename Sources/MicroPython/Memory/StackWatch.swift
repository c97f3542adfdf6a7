/// The deepest use of the C stack, at no cost where nobody asks for it.
///
/// While it is watched, `stackLimit` is only a tripwire that lies at the deepest use so far: the quick paths, which compare with it
/// anyway, leave for the slow ones at each new depth and come by here, where the wire moves on up to `stackCeiling`, the true limit.
extension VM {
    /// Whether so many bytes are more than the stack allows.
    @inline(__always) func isTooDeep(_ used: Int) -> Bool { used > state.pointee.stackLimit && isBeyondCeiling(used) }

    @inline(never) private func isBeyondCeiling(_ used: Int) -> Bool {
        guard let onDeeperStack = state.pointee.hooks.onDeeperStack, used <= state.pointee.stackCeiling else {
            return true
        }
        state.pointee.stackLimit = used
        onDeeperStack(self, used)
        return false
    }

    /// Bytes that calls may take.
    var stackBytesMax: Int {
        state.pointee.hooks.onDeeperStack == nil ? state.pointee.stackLimit : state.pointee.stackCeiling
    }

    /// From now on every new depth is told of.
    func watchStack(_ onDeeperStack: @escaping (VM, Int) -> Void) {
        if let before = state.pointee.hooks.onDeeperStack {
            state.pointee.hooks.onDeeperStack = { vm, used in
                before(vm, used)
                onDeeperStack(vm, used)
            }
            return
        }
        state.pointee.stackCeiling = state.pointee.stackLimit
        state.pointee.stackLimit = min(state.pointee.stackLimit, state.pointee.stackUsed)
        state.pointee.hooks.onDeeperStack = onDeeperStack
    }
}
