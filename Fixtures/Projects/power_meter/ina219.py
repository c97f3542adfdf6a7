"""INA219 with a shunt of 0.1 ohm."""
ADDRESS = 0x40


class INA219:
    def __init__(self, i2c, amperes, ohms=0.1):
        self.i2c = i2c
        # Steps of 0.1 mA up to 3.2 A; the chip's constant is 0.04096 V.
        self.step = 0.0001 if amperes <= 3.2 else 0.001
        # 32 V, 320 mV, 12 bits, both continuously.
        self.write(0, 0x399F)
        self.write(5, round(0.04096 / (self.step * ohms)))

    def write(self, register, word):
        self.i2c.writeto_mem(ADDRESS, register, word.to_bytes(2, "big"))

    def read(self, register):
        word = int.from_bytes(self.i2c.readfrom_mem(ADDRESS, register, 2), "big")
        return word - (word >> 15 << 16)

    def volts(self):
        return (self.read(2) >> 3) * 0.004

    def milliamperes(self):
        return self.read(4) * self.step * 1000

    def milliwatts(self):
        return self.read(3) * 20 * self.step * 1000
