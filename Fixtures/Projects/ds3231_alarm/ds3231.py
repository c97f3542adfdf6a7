"""DS3231 real time clock: time, first alarm, temperature."""
ADDRESS = 0x68


def from_bcd(byte):
    return (byte >> 4) * 10 + (byte & 15)


def to_bcd(number):
    return number // 10 << 4 | number % 10


class DS3231:
    def __init__(self, i2c):
        self.i2c = i2c

    def datetime(self, new=None):
        """Year, month, day, hour, minute, second."""
        if new is None:
            second, minute, hour, _, day, month, year = self.i2c.readfrom_mem(ADDRESS, 0, 7)
            return tuple(
                [2000 + from_bcd(year), from_bcd(month & 0x1F)] + [from_bcd(byte) for byte in (day, hour, minute, second)]
            )
        year, month, day, hour, minute, second = new
        fields = (second, minute, hour, 1, day, month, year - 2000)
        self.i2c.writeto_mem(ADDRESS, 0, bytes(to_bcd(field) for field in fields))

    def celsius(self):
        high, low = self.i2c.readfrom_mem(ADDRESS, 0x11, 2)
        return ((high << 8 | low) - (high >> 7 << 16)) / 256

    def alarm(self, hour, minute, second):
        """SQW falls when the time of day comes."""
        self.i2c.writeto_mem(ADDRESS, 7, bytes([to_bcd(second), to_bcd(minute), to_bcd(hour), 0x80]))
        self.i2c.writeto_mem(ADDRESS, 0x0E, b"\x05")
        self.clear()

    def clear(self):
        self.i2c.writeto_mem(ADDRESS, 0x0F, b"\x00")
