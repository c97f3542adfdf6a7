/// `__del__` of what dies: files close themselves (gc_sweep_run_finalisers, py/gc.c v1.29).
extension VM {
    /// Calls `__del__` of every unmarked object that was allocated with a finaliser, before the sweep frees any; what it
    /// raises is dropped.
    func runFinalisers() {
        let area = heap.area
        for word in 0..<area.wordCount {
            var due = area.finalisers[word] & area.heads[word] & ~area.marks[word]
            while due != 0 {
                let block = word << 6 + due.trailingZeroBitCount
                due &= due - 1
                HeapArea.clear(area.finalisers, block)
                finalise(Value(address: area.address(ofBlock: block)))
            }
        }
    }

    private func finalise(_ object: Value) {
        guard ram[object.address] != 0 else { return }
        let mark = openScope()
        state.pointee.schedulerDepth += 1
        defer {
            state.pointee.schedulerDepth -= 1
            closeScope(mark)
        }
        do throws(GuestException) {
            let method = try loadMethodMaybe(object, Qstr(.__del__))
            if !method.isMissing { _ = try call(method, []) }
        } catch {}
    }
}
