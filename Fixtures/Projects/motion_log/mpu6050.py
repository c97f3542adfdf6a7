"""MPU6050: 2 g, and its thermometer."""
from struct import unpack


class MPU6050:
    def __init__(self, i2c, address=0x68):
        self.i2c, self.address = i2c, address
        i2c.writeto_mem(address, 0x6B, b"\x00")

    def words(self, register, count):
        return unpack(">%dh" % count, self.i2c.readfrom_mem(self.address, register, 2 * count))

    def g(self):
        return tuple(count / 16384 for count in self.words(0x3B, 3))

    def celsius(self):
        return self.words(0x41, 1)[0] / 340 + 36.53
