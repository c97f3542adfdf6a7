"""PCA9685: sixteen PWM outputs of 12 bits."""
from time import sleep_us

MODE1 = 0x00
LED0 = 0x06
PRESCALE = 0xFE


class PCA9685:
    def __init__(self, i2c, address=0x40):
        self.i2c = i2c
        self.address = address
        self.write(MODE1, 0x20)
        self.divider = 31

    def write(self, register, *values):
        self.i2c.writeto_mem(self.address, register, bytes(values))

    def frequency(self, hertz):
        """The prescaler can only be set while the oscillator sleeps. Returns what divides it."""
        self.divider = int(25_000_000 / 4096 / hertz + 0.5)
        self.write(MODE1, 0x30)
        self.write(PRESCALE, self.divider - 1)
        self.write(MODE1, 0x20)
        sleep_us(500)
        return self.divider

    def microseconds(self, channel, width):
        steps = int(width * 25 / self.divider + 0.5)
        self.write(LED0 + 4 * channel, 0, 0, steps & 255, steps >> 8)
