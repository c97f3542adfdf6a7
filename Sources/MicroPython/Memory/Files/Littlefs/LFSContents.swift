/// The contents of files that are too large to lie beside their names: blocks that point back to those before them, the n-th to as many as n has zeros at
/// its end and one more (SPEC.md, "CTZ skip-lists").
struct LFSContents {
    let device: any FlashDevice

    private func pointerCount(_ index: Int) -> Int { index == 0 ? 0 : index.trailingZeroBitCount + 1 }
    private func roomBytes(_ index: Int) -> Int { device.blockBytes - 4 * pointerCount(index) }

    /// How many blocks hold so much.
    func blockCount(of size: Int) -> Int {
        var (count, left) = (0, size)
        while left > 0 {
            left -= roomBytes(count)
            count += 1
        }
        return count
    }

    /// All blocks of a list, in the order of the file, from its last one.
    func blocks(head: Int, size: Int) throws(FileError) -> [Int] {
        let count = blockCount(of: size)
        guard count > 0, count <= device.blockCount else {
            return try count == 0 ? [] : { () throws(FileError) in throw .corrupt }()
        }
        var blocks = [Int](repeating: 0, count: count)
        var block = head
        for index in (0..<count).reversed() {
            guard (0..<device.blockCount).contains(block) else { throw .corrupt }
            blocks[index] = block
            if index > 0 { block = Int(try device.read(block, 0, count: 4).littleWord(0)) }
        }
        return blocks
    }

    func read(head: Int, size: Int) throws(FileError) -> (bytes: [UInt8], blocks: [Int]) {
        let blocks = try blocks(head: head, size: size)
        var bytes: [UInt8] = []
        for (index, block) in blocks.enumerated() {
            let count = min(roomBytes(index), size - bytes.count)
            bytes += try device.read(block, 4 * pointerCount(index), count: count)
        }
        return (bytes, blocks)
    }

    /// Writes a file of which the blocks up to the first change stay. Returns all its blocks.
    func write(
        _ bytes: [UInt8], keeping old: [Int], changedFrom place: Int, _ allocate: () throws(FileError) -> Int
    ) throws(FileError) -> [Int] {
        var blocks: [Int] = []
        var start = 0
        while start < bytes.count {
            let index = blocks.count
            let end = min(bytes.count, start + roomBytes(index))
            if index < old.count && start + roomBytes(index) <= place {
                blocks.append(old[index])
            } else {
                let block = try allocate()
                try device.erase(block)
                let pointers = (0..<pointerCount(index)).flatMap { [UInt8].little(UInt32(blocks[index - (1 << $0)])) }
                let contents = pointers + bytes[start..<end]
                let rest = (device.programBytes - contents.count % device.programBytes) % device.programBytes
                try device.program(block, 0, contents + [UInt8](repeating: 0, count: rest))
                blocks.append(block)
            }
            start = end
        }
        return blocks
    }
}
