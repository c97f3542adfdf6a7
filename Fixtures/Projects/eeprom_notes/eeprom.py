"""AT24C32 on I2C: reads anywhere, writes page by page, and asks until a page is written."""


class EEPROM:
    def __init__(self, i2c, address, page=32):
        self.i2c = i2c
        self.address = address
        self.page = page

    def read(self, place, count):
        return self.i2c.readfrom_mem(self.address, place, count, addrsize=16)

    def write_page(self, place, data):
        self.i2c.writeto_mem(self.address, place, data, addrsize=16)
        while self.address not in self.i2c.scan():
            pass

    def write(self, place, data):
        while data:
            count = min(len(data), self.page - place % self.page)
            self.write_page(place, data[:count])
            place += count
            data = data[count:]
