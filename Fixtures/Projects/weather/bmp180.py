"""BMP180 at its highest resolution."""
from struct import unpack
from time import sleep_ms

ADDRESS = 0x77


class BMP180:
    def __init__(self, i2c, oversampling=3):
        self.i2c = i2c
        self.oversampling = oversampling
        self.calibration = unpack(">hhhHHHhhhhh", i2c.readfrom_mem(ADDRESS, 0xAA, 22))

    def convert(self, command, milliseconds, count):
        self.i2c.writeto_mem(ADDRESS, 0xF4, bytes([command]))
        sleep_ms(milliseconds)
        return int.from_bytes(self.i2c.readfrom_mem(ADDRESS, 0xF6, count), "big")

    def measure(self):
        """Degrees and pascal."""
        ac1, ac2, ac3, ac4, ac5, ac6, b1, b2, mb, mc, md = self.calibration
        over = self.oversampling
        raw_t = self.convert(0x2E, 5, 2)
        raw_p = self.convert(0x34 + (over << 6), 26, 3) >> 8 - over
        x1 = (raw_t - ac6) * ac5 >> 15
        # mc is negative, and C rounds towards zero.
        b5 = x1 - (-mc << 11) // (x1 + md)
        b6 = b5 - 4000
        x3 = (b2 * (b6 * b6 >> 12) >> 11) + (ac2 * b6 >> 11)
        b3 = ((ac1 * 4 + x3 << over) + 2) // 4
        x3 = (ac3 * b6 >> 13) + (b1 * (b6 * b6 >> 12) >> 16) + 2 >> 2
        b4 = ac4 * (x3 + 32768) >> 15
        p = (raw_p - b3) * (50000 >> over) * 2 // b4
        x1 = (p >> 8) * (p >> 8) * 3038 >> 16
        return (b5 + 8 >> 4) / 10, p + (x1 + (-7357 * p >> 16) + 3791 >> 4)
