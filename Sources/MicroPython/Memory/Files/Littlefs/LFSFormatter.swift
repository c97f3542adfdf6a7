/// Makes an empty littlefs: a root with the superblock as its first entry, in both blocks (SPEC.md, "0x0ff LFS_TYPE_SUPERBLOCK").
enum LFSFormatter {
    static func format(_ device: any FlashDevice) throws(FileError) {
        guard device.blockCount >= 2 else { throw .noSpace }
        var root = LFSPair(place: LFSPair.Place(first: 1, second: 0), revision: ~0)
        let numbers = [UInt8].little(
            LFSFiles.version, UInt32(device.blockBytes), UInt32(device.blockCount), UInt32(LFSFiles.nameBytesMax))
        root.entries = [
            LFSPair.Entry(
                nameKind: LFSTag.Kind.superblock, name: Array("littlefs".utf8), structKind: LFSTag.Kind.inlineStruct,
                contents: numbers + .little(0x7FFF_FFFF, 0x3FE))
        ]
        try root.rewrite(device)
        // Whatever lay in the other block before is older then.
        try root.rewrite(device)
    }
}
