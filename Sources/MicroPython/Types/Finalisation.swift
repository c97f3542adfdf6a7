/// What the collector does with dead objects before and after it frees them (gc_sweep_run_finalisers, py/gc.c v1.29).
extension VM {
    /// Before the sweep: calls `__del__` of dead objects that have one, and notes which weak references are dead. In the order of their
    /// blocks, by groups of eight: that of the reference's tables. The heap is locked meanwhile.
    func runFinalisers() {
        let area = heap.area
        heap.lockDepth += 1
        state.pointee.schedulerDepth += 1
        for word in 0..<area.wordCount where area.finalisers[word] | area.weakReferences[word] != 0 {
            for group in stride(from: word << 6, to: word << 6 + 64, by: 8) {
                forEachDead(in: area.finalisers, group) { block in
                    finalise(area.address(ofBlock: block))
                    HeapArea.clear(area.finalisers, block)
                }
                forEachDead(in: area.weakReferences, group) { block in
                    WeakReferenceTable(self).noteDeath(of: area.address(ofBlock: block))
                    HeapArea.clear(area.weakReferences, block)
                }
            }
        }
        state.pointee.schedulerDepth -= 1
        heap.lockDepth -= 1
    }

    private func forEachDead(in table: UnsafeMutablePointer<UInt64>, _ group: Int, _ body: (Int) -> Void) {
        let area = heap.area
        for block in group..<group + 8 where HeapArea.bit(table, block) {
            if HeapArea.bit(area.heads, block) && !HeapArea.bit(area.marks, block) { body(block) }
        }
    }

    /// What it raises is printed.
    private func finalise(_ object: GuestAddress) {
        guard ram[object] != 0 else { return }
        let mark = openScope()
        defer { closeScope(mark) }
        do throws(GuestException) {
            let method = try loadMethodMaybe(Value(address: object), Qstr(.__del__))
            if !method.isMissing { _ = try call(method, []) }
        } catch {
            try? printException(error.value, console)
        }
    }
}
