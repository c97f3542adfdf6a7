import Board
import TestBench
import Testing

@Suite struct PybSDCardTests {
    /// The attempt to mount it has turned it on.
    @Test func theSocketOfThePyboard() throws {
        let desk = try Desk("pyboard")
        #expect(desk.board.insertCard([UInt8](repeating: 0, count: 1 << 20)))
        desk.run(
            """
            import pyb, machine
            sd = pyb.SDCard()
            b = bytearray(1024)
            print(sd is machine.SDCard(), sd.present(), sd.info(), sd.readblocks(0, b), sd.ioctl(4, 0))
            print(sd.power(True), sd.info(), [sd.ioctl(op, 0) for op in (1, 3, 4, 5, 6)])
            b[600] = 9
            print(sd.writeblocks(3, b), sd.read(4)[88], len(sd.read(4)), sd.readblocks(2047, b))
            sd.write(5, b'y' * 512)
            print(sd.read(5)[:2])
            for call in (lambda: sd.write(5, b'y'), lambda: sd.read(2048), lambda: pyb.SDCard(1)):
                try:
                    call()
                except Exception as error:
                    print(type(error).__name__, error)
            print(sd.power(False), sd.info(), sd.ioctl(2, 0))
            """)
        #expect(
            desk.lines == [
                "MPY: can't mount SD card", "True True (1048576, 512, 0) 0 2048",
                "True (1048576, 512, 0) [0, 0, 2048, 512, -1]",
                "0 9 512 -5", "bytearray(b'yy')", "ValueError writes must be a multiple of 512 bytes",
                "Exception sdcard_read_blocks failed [-5]",
                "TypeError function takes 0 positional arguments but 1 were given", "True None 0",
            ])
    }

    @Test func withoutACard() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            import pyb, os, sys
            sd = pyb.SDCard()
            print(sd.present(), sd.power(True), sd.info(), sd.ioctl(1, 0), sys.path)
            try:
                os.mount(sd, '/sd')
            except OSError as error:
                print(error.errno)
            """)
        #expect(desk.lines == ["False False None -1 ['', '.frozen', '/flash', '/flash/lib']", "16"])
    }

    /// docs/reference/reset_boot and main.c of ports/stm32: a card with a file system is mounted before boot.py, and comes before the flash in
    /// `sys.path`.
    @Test func itIsMountedAtBoot() throws {
        let desk = try Desk("pyboard")
        #expect(desk.board.insertCard([UInt8](repeating: 0, count: 1 << 20)))
        desk.run(
            """
            import pyb, os, sys, machine
            if 'sd' in os.listdir('/'):
                print(sys.path, os.listdir('/sd'))
                import on_card
            else:
                sd = pyb.SDCard()
                os.VfsFat.mkfs(sd)
                os.mount(sd, '/sd')
                with open('/sd/on_card.py', 'w') as f:
                    f.write('print(__file__)')
                os.umount('/sd')
                machine.reset()
            """)
        #expect(
            desk.lines == [
                "MPY: can't mount SD card", "['', '.frozen', '/sd', '/sd/lib', '/flash', '/flash/lib'] ['on_card.py']",
                "/sd/on_card.py",
            ])
    }

    @Test func skipSDLeavesItAlone() throws {
        let desk = try Desk("pyboard")
        #expect(desk.board.insertCard([UInt8](repeating: 0, count: 1 << 20)))
        desk.run(
            """
            import os, machine
            if 'SKIPSD' not in os.listdir():
                open('SKIPSD', 'w').close()
                machine.reset()
            print(os.listdir('/'))
            """)
        #expect(desk.lines == ["MPY: can't mount SD card", "['flash']"])
    }
}
