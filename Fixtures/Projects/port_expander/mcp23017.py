"""MCP23017: pins 0 to 7 are port A, 8 to 15 port B."""
IODIR = 0x00
GPINTEN = 0x04
GPPU = 0x0C
GPIO = 0x12
OLAT = 0x14


class MCP23017:
    def __init__(self, i2c, address=0x20):
        self.i2c = i2c
        self.address = address

    def set(self, register, pin, value):
        register += pin // 8
        byte = self.i2c.readfrom_mem(self.address, register, 1)[0]
        bit = 1 << pin % 8
        self.i2c.writeto_mem(self.address, register, bytes([byte | bit if value else byte & ~bit]))

    def output(self, pin):
        self.set(IODIR, pin, 0)

    def pull_up(self, pin):
        self.set(GPPU, pin, 1)

    def interrupt(self, pin):
        self.set(GPINTEN, pin, 1)

    def write(self, pin, value):
        self.set(OLAT, pin, value)

    def read(self, pin):
        return self.i2c.readfrom_mem(self.address, GPIO + pin // 8, 1)[0] >> pin % 8 & 1
