"""A SD card of standard capacity by SPI, as a block device."""
from time import sleep_ms


class SDCard:
    def __init__(self, spi, cs):
        self.spi, self.cs = spi, cs
        cs.init(cs.OUT, value=1)
        spi.write(b"\xff" * 10)
        if self.command(0, 0, 0x95) != 1:
            raise OSError("no SD card")
        self.command(8, 0x1AA, 0x87, extra=4)
        for _ in range(100):
            self.command(55, 0)
            if self.command(41, 0x40000000) == 0:
                break
            sleep_ms(5)
        self.command(16, 512)
        # The size is in the card's own description: (C_SIZE + 1) << (C_SIZE_MULT + 2).
        self.command(9, 0, stay=True)
        csd = self.take(16)
        size = (csd[6] & 3) << 10 | csd[7] << 2 | csd[8] >> 6
        self.blocks = (size + 1 << ((csd[9] & 3) << 1 | csd[10] >> 7) + 2) << (csd[5] & 15) - 9

    def command(self, number, argument, checksum=0xFF, extra=0, stay=False):
        self.cs.off()
        self.spi.write(bytes([0x40 | number]) + argument.to_bytes(4, "big") + bytes([checksum]))
        for _ in range(100):
            response = self.spi.read(1, 0xFF)[0]
            if not response & 0x80:
                break
        if extra:
            self.spi.read(extra, 0xFF)
        if not stay:
            self.finish()
        return response

    def finish(self):
        self.cs.on()
        self.spi.write(b"\xff")

    def take(self, buffer):
        while self.spi.read(1, 0xFF) != b"\xfe":
            pass
        if isinstance(buffer, int):
            buffer = bytearray(buffer)
        self.spi.readinto(buffer, 0xFF)
        self.spi.read(2, 0xFF)
        self.finish()
        return buffer

    def readblocks(self, block, buffer):
        view = memoryview(buffer)
        for start in range(0, len(view), 512):
            self.command(17, (block + start // 512) * 512, stay=True)
            self.take(view[start : start + 512])

    def writeblocks(self, block, buffer):
        view = memoryview(buffer)
        for start in range(0, len(view), 512):
            self.command(24, (block + start // 512) * 512, stay=True)
            self.spi.write(b"\xfe")
            self.spi.write(view[start : start + 512])
            self.spi.write(b"\xff\xff")
            while self.spi.read(1, 0xFF)[0] & 0x11 != 1:
                pass
            while self.spi.read(1, 0xFF) == b"\x00":
                pass
            self.finish()

    def ioctl(self, request, argument):
        if request == 4:
            return self.blocks
