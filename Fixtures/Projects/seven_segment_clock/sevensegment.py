"""Four seven segment digits with common cathodes, swept by a timer."""
from machine import Pin

#        gfedcba
SHAPES = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)


class SevenSegment:
    def __init__(self, segments, digits, colon=None):
        self.segments = [Pin(pin, Pin.OUT, value=0) for pin in segments]
        self.digits = [Pin(pin, Pin.OUT, value=1) for pin in digits]
        self.colon = Pin(colon, Pin.OUT, value=0) if colon is not None else None
        self.shapes = bytearray(len(digits))
        self.place = 0

    def number(self, number):
        for place in reversed(range(len(self.shapes))):
            self.shapes[place] = SHAPES[number % 10]
            number //= 10

    def sweep(self, _=None):
        self.digits[self.place].on()
        self.place = (self.place + 1) % len(self.digits)
        shape = self.shapes[self.place]
        for bit, segment in enumerate(self.segments):
            segment.value(shape >> bit & 1)
        if self.colon:
            self.colon.value(self.place == 1)
        self.digits[self.place].off()
