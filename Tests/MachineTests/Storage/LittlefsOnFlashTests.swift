import Board
import TestBench
import Testing

/// A littlefs on the chips' own flash, which takes bits away only and is erased in blocks of 4 KB.
@Suite struct LittlefsOnFlashTests {
    private static let program = """
        import vfs
        vfs.VfsLfs2.mkfs(device, progsize=256)
        vfs.mount(vfs.VfsLfs2(device, progsize=256), '/data')
        with open('/data/log.txt', 'w') as f:
            for number in range(900):
                f.write('%d\\n' % number)
        with open('/data/log.txt', 'a') as f:
            f.write('end')
        vfs.umount('/data')
        vfs.mount(device, '/again')
        with open('/again/log.txt') as f:
            text = f.read()
        print(len(text), text[-7:], vfs.mount()[0][0], vfs.VfsLfs2(device).statvfs('')[:3])
        """

    /// 10 lines of 2 characters, 90 of 3, 800 of 4, and 3 more.
    @Test func onTheFlashOfAPico() throws {
        let desk = try Desk("pico")
        desk.run("import rp2\ndevice = rp2.Flash(start=1048576, len=65536)\n" + Self.program)
        #expect(desk.lines == ["3493 899", "end <VfsLfs2> (4096, 4096, 16)"])
    }

    @Test func onAPartitionOfAnESP32() throws {
        let desk = try Desk("esp32")
        desk.run(
            "import esp32\ndevice = esp32.Partition.find(esp32.Partition.TYPE_DATA, label='vfs')[0]\n" + Self.program)
        #expect(desk.lines == ["3493 899", "end <VfsLfs2> (4096, 4096, 512)"])
    }

    /// MICROPY_VFS_LFS2 is 0 in the boards of ports/stm32 here.
    @Test func notOnThePyboard() throws {
        let desk = try Desk("pyboard")
        desk.run("import vfs, os\nprint(hasattr(vfs, 'VfsLfs2'), hasattr(os, 'VfsLfs2'), hasattr(os, 'VfsFat'))")
        #expect(desk.lines == ["False False True"])
    }
}
