"""BME280 and BMP280, one measurement at a time, by the integer formulas of their data sheets."""
from struct import unpack
from time import sleep_ms


class BMX280:
    def __init__(self, i2c, address=0x76):
        self.i2c = i2c
        self.address = address
        self.has_humidity = self.read(0xD0, 1)[0] == 0x60
        self.t = unpack("<Hhh", self.read(0x88, 6))
        self.p = unpack("<Hhhhhhhhh", self.read(0x8E, 18))
        if self.has_humidity:
            h2, h3, e4, e5, e6, h6 = unpack("<hBbBbb", self.read(0xE1, 7))
            self.h = (self.read(0xA1, 1)[0], h2, h3, e4 * 16 + (e5 & 15), e6 * 16 + (e5 >> 4), h6)
            self.i2c.writeto_mem(self.address, 0xF2, b"\x01")

    def read(self, register, count):
        return self.i2c.readfrom_mem(self.address, register, count)

    def measure(self):
        """Degrees, pascal, percent."""
        # Temperature twice, pressure sixteen times, once.
        self.i2c.writeto_mem(self.address, 0xF4, bytes([2 << 5 | 5 << 2 | 1]))
        sleep_ms(1)
        while self.read(0xF3, 1)[0] & 8:
            sleep_ms(2)
        data = self.read(0xF7, 8)
        raw_p = data[0] << 12 | data[1] << 4 | data[2] >> 4
        raw_t = data[3] << 12 | data[4] << 4 | data[5] >> 4
        t1, t2, t3 = self.t
        fine = ((raw_t >> 3) - (t1 << 1)) * t2 >> 11
        fine += (((raw_t >> 4) - t1) ** 2 >> 12) * t3 >> 14
        humidity = self.humidity(data[6] << 8 | data[7], fine) if self.has_humidity else 0
        return (fine * 5 + 128 >> 8) / 100, self.pressure(raw_p, fine) / 256, humidity / 1024

    def pressure(self, raw, fine):
        p = self.p
        one = fine - 128000
        two = one * one * p[5] + (one * p[4] << 17) + (p[3] << 35)
        one = (one * one * p[2] >> 8) + (one * p[1] << 12)
        one = ((1 << 47) + one) * p[0] >> 33
        if one == 0:
            return 0
        value = ((1048576 - raw << 31) - two) * 3125 // one
        one = p[8] * (value >> 13) * (value >> 13) >> 25
        two = p[7] * value >> 19
        return (value + one + two >> 8) + (p[6] << 4)

    def humidity(self, raw, fine):
        h1, h2, h3, h4, h5, h6 = self.h
        v = fine - 76800
        a = (raw << 14) - (h4 << 20) - h5 * v + 16384 >> 15
        b = ((v * h6 >> 10) * ((v * h3 >> 11) + 32768) >> 10) + 2097152
        v = a * (b * h2 + 8192 >> 14)
        v -= ((v >> 15) ** 2 >> 7) * h1 >> 4
        return min(max(v, 0), 419430400) >> 12
