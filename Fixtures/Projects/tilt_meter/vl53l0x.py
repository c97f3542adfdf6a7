"""VL53L0X, one measurement at a time, as it comes from the factory."""
from time import sleep_ms

ADDRESS = 0x29


class VL53L0X:
    def __init__(self, i2c):
        self.i2c = i2c
        if i2c.readfrom_mem(ADDRESS, 0xC0, 3) != b"\xee\xaa\x10":
            raise OSError("no VL53L0X")
        # The stop variable lies on another page.
        for register, value in ((0x80, 1), (0xFF, 1), (0x00, 0)):
            self.write(register, value)
        self.stop = i2c.readfrom_mem(ADDRESS, 0x91, 1)[0]
        for register, value in ((0x00, 1), (0xFF, 0), (0x80, 0)):
            self.write(register, value)

    def write(self, register, value):
        self.i2c.writeto_mem(ADDRESS, register, bytes([value]))

    def millimetres(self):
        for register, value in (
            (0x80, 1), (0xFF, 1), (0x00, 0), (0x91, self.stop), (0x00, 1), (0xFF, 0), (0x80, 0), (0x00, 1),
        ):
            self.write(register, value)
        while not self.i2c.readfrom_mem(ADDRESS, 0x13, 1)[0] & 7:
            sleep_ms(1)
        distance = int.from_bytes(self.i2c.readfrom_mem(ADDRESS, 0x14 + 10, 2), "big")
        self.write(0x0B, 1)
        return distance
