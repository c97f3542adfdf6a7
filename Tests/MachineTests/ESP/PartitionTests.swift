import Board
import TestBench
import Testing

/// docs/library/esp32.rst, partitions-4MiBplus.csv of ports/esp32 (v1.29).
@Suite struct PartitionTests {
    @Test func theTableIsThePorts() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from esp32 import Partition
            print(Partition(Partition.RUNNING).info())
            print([p.info()[4] for p in Partition.find(Partition.TYPE_DATA)])
            print(Partition.find(Partition.TYPE_DATA, label='vfs'))
            for wrong in (lambda: Partition('x'), lambda: Partition(5), Partition('factory').get_next_update):
                try:
                    wrong()
                except (OSError, ValueError) as error:
                    print(repr(error))
            """)
        #expect(
            desk.lines == [
                "(0, 0, 65536, 2031616, 'factory', False)", "['nvs', 'phy_init', 'vfs']",
                "[<Partition type=1, subtype=129, address=2097152, size=2097152, label=vfs, encrypted=0>]",
                "OSError(2,)", "ValueError()", "OSError(2,)",
            ])
    }

    @Test func blocksKeepWhatWasWritten() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from esp32 import Partition
            p = Partition('vfs')
            print(p.ioctl(4, 0), p.ioctl(5, 0))
            p.writeblocks(3, b'abcd')
            p.writeblocks(3, b'\\xf0', 8)
            buf = bytearray(10)
            p.readblocks(3, buf)
            print(buf)
            p.ioctl(6, 3)
            p.readblocks(3, buf, 2)
            print(buf)
            small = Partition('vfs', 512)
            print(small.ioctl(4, 0), small.ioctl(6, 0))
            small.writeblocks(1, b'x' * 512)
            small.writeblocks(2, b'y' * 512)
            b = bytearray(2)
            small.readblocks(1, b, 511)
            print(b)
            try:
                p.readblocks(512, b)
            except OSError as error:
                print(error)
            """)
        #expect(
            desk.lines == [
                "512 4096", "bytearray(b'abcd\\xff\\xff\\xff\\xff\\xf0\\xff')",
                "bytearray(b'\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff')", "4096 -22", "bytearray(b'xy')",
                "(-258, 'ESP_ERR_INVALID_ARG')",
            ])
    }

    /// docs/esp32/quickref.rst, with a second pin that says the direction.
    @Test func pulsesAreCounted() throws {
        let joined = Part("wokwi-resistor", id: "r1", wires: [("1", "GPIO4"), ("2", "GPIO2")])
        let desk = try Desk("esp32", parts: [joined])
        desk.run(
            """
            from machine import Pin
            from esp32 import PCNT
            out = Pin(4, Pin.OUT)
            way = Pin(5, Pin.OUT, value=1)
            c = PCNT(0, pin=Pin(2), rising=PCNT.INCREMENT, mode_pin=Pin(5), mode_low=PCNT.REVERSE)
            def pulse(n):
                for i in range(n):
                    out(1)
                    out(0)
            pulse(3)
            print(c, c.value())
            c.start()
            pulse(5)
            print(c.value())
            way(0)
            pulse(2)
            print(c.value(0), c.value())
            c.init(max=4)
            way(1)
            pulse(6)
            print(c.value())
            c.stop()
            pulse(1)
            print(c.value(), PCNT(0) is c)
            for wrong in (lambda: PCNT(8), lambda: c.init(value=1), lambda: c.init(filter=2000)):
                try:
                    wrong()
                except ValueError as error:
                    print(error)
            """)
        #expect(
            desk.lines == ["PCNT(0) 0", "5", "3 0", "2", "2 True", "invalid id", "value", "filter"])
    }
}
