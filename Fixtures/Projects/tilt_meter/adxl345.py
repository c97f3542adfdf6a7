"""ADXL345, 16 g at full resolution."""
from struct import unpack

ADDRESS = 0x53


class ADXL345:
    def __init__(self, i2c):
        self.i2c = i2c
        if i2c.readfrom_mem(ADDRESS, 0x00, 1) != b"\xe5":
            raise OSError("no ADXL345")
        i2c.writeto_mem(ADDRESS, 0x31, b"\x0b")
        i2c.writeto_mem(ADDRESS, 0x2D, b"\x08")

    def read(self):
        return tuple(count / 256 for count in unpack("<hhh", self.i2c.readfrom_mem(ADDRESS, 0x32, 6)))
