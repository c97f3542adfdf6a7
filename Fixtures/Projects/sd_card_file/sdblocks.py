"""Blocks of an SD card of standard capacity, by SPI."""
from time import sleep_ms


class SDBlocks:
    def __init__(self, spi, cs):
        self.spi, self.cs = spi, cs
        cs.init(cs.OUT, value=1)
        spi.write(b"\xff" * 10)
        if self.command(0, 0, 0x95) != 1:
            raise OSError("no card")
        self.command(8, 0x1AA, 0x87, extra=4)
        for _ in range(100):
            self.command(55, 0)
            if self.command(41, 0x40000000) == 0:
                break
            sleep_ms(5)
        self.command(16, 512)

    def command(self, number, argument, checksum=0xFF, extra=0, stay=False):
        self.cs.off()
        self.spi.write(bytes([0x40 | number]) + argument.to_bytes(4, "big") + bytes([checksum]))
        for _ in range(100):
            response = self.spi.read(1, 0xFF)[0]
            if not response & 0x80:
                break
        self.spi.read(extra, 0xFF)
        if not stay:
            self.finish()
        return response

    def finish(self):
        self.cs.on()
        self.spi.write(b"\xff")

    def read(self, block):
        if self.command(17, block * 512, stay=True):
            raise OSError("cannot read")
        while self.spi.read(1, 0xFF) != b"\xfe":
            pass
        data = self.spi.read(512, 0xFF)
        self.spi.read(2, 0xFF)
        self.finish()
        return data

    def write(self, block, data):
        if self.command(24, block * 512, stay=True):
            raise OSError("cannot write")
        self.spi.write(b"\xfe" + data + b"\xff\xff")
        if self.spi.read(1, 0xFF)[0] & 0x1F != 5:
            raise OSError("refused")
        while self.spi.read(1, 0xFF) == b"\x00":
            pass
        self.finish()
