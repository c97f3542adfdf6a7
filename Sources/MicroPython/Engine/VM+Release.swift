extension VM {
    /// Frees the host memory of engine and types: all that `makeEngine` and `FirmwareImage.build` made. No guest code runs afterwards.
    func releaseEngine() {
        let area = heap.area
        for word in 0..<area.wordCount where area.hostCode[word] != 0 {
            for block in (word * 64)..<(word * 64 + 64) where HeapArea.bit(area.hostCode, block) {
                dropCode(ofBlock: block)
            }
        }
        for first in engine.pointee.codeElsewhere.values {
            var code: CodePointer? = first
            while let dropped = code {
                code = dropped.pointee.next
                HostCode.release(dropped)
            }
        }
        // Its instructions are the stubs.
        HostCode.release(engine.pointee.frames[0].code)
        engine.pointee.frames.deallocate()
        HostPages.release(
            UnsafeMutableRawPointer(engine.pointee.codeOfBlock),
            byteCount: EngineState.codeTableBytes(area.blockCapacity))
        engine.pointee.translator.release()
        engine.deinitialize(count: 1)
        engine.deallocate()
        registry.pointee.release()
        registry.deinitialize(count: 1)
        registry.deallocate()
    }
}
