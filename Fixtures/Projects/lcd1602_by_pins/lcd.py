"""HD44780 displays in 4-bit mode: behind a PCF8574 backpack, or by six pins."""
from machine import Pin
from time import sleep_ms, sleep_us


class LCD:
    ROWS = (0x00, 0x40, 0x14, 0x54)

    def __init__(self, columns, rows):
        self.columns, self.rows, self.x, self.y = columns, rows, 0, 0
        sleep_ms(20)
        for nibble, milliseconds in ((3, 5), (3, 1), (3, 1), (2, 1)):
            self.nibble(nibble, 0)
            sleep_ms(milliseconds)
        for command in (0x28, 0x0C, 0x06, 0x01):
            self.byte(command, 0)
        sleep_ms(2)

    def byte(self, value, is_data):
        self.nibble(value >> 4, is_data)
        self.nibble(value & 15, is_data)
        sleep_us(50)

    def move(self, x, y):
        self.x, self.y = x, y
        self.byte(0x80 | self.ROWS[y] + x, 0)

    def shape(self, number, rows):
        """One of eight characters that a program can draw."""
        self.byte(0x40 | number << 3, 0)
        for row in rows:
            self.byte(row, 1)
        self.move(self.x, self.y)

    def write(self, text):
        for character in text:
            if character == "\n" or self.x == self.columns:
                self.move(0, (self.y + 1) % self.rows)
            if character != "\n":
                self.byte(ord(character), 1)
                self.x += 1


class BackpackLCD(LCD):
    def __init__(self, i2c, address, columns, rows):
        self.i2c, self.address, self.light = i2c, address, 8
        super().__init__(columns, rows)

    def nibble(self, nibble, is_data):
        byte = nibble << 4 | self.light | is_data
        # E is bit 2.
        self.i2c.writeto(self.address, bytes((byte | 4, byte)))


class PinLCD(LCD):
    def __init__(self, rs, e, data, columns, rows):
        self.rs, self.e = Pin(rs, Pin.OUT), Pin(e, Pin.OUT, value=0)
        self.data = [Pin(pin, Pin.OUT) for pin in data]
        super().__init__(columns, rows)

    def nibble(self, nibble, is_data):
        self.rs.value(is_data)
        for bit, pin in enumerate(self.data):
            pin.value(nibble >> bit & 1)
        self.e.on()
        sleep_us(1)
        self.e.off()
