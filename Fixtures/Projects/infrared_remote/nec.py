"""NEC frames, decoded by the times between falling edges: 1125 us for a zero, 2250 for a one, 13.5 ms after the leader's."""
from machine import Pin
from time import ticks_diff, ticks_us


class NEC:
    def __init__(self, pin):
        self.last = ticks_us()
        self.bits = 0
        self.count = 0
        self.frame = None
        Pin(pin, Pin.IN).irq(self.fell, Pin.IRQ_FALLING)

    def fell(self, pin):
        now = ticks_us()
        length = ticks_diff(now, self.last)
        self.last = now
        if 12_000 < length < 15_000:
            self.bits = self.count = 0
        elif length < 3_000:
            if length > 1_700:
                self.bits |= 1 << self.count
            self.count += 1
            if self.count == 32:
                self.frame = self.bits

    def take(self):
        """Address and command of the last good frame, once."""
        frame, self.frame = self.frame, None
        if frame is None:
            return None
        address, inverse, command, check = frame.to_bytes(4, "little")
        return (address, command) if address ^ inverse == 255 and command ^ check == 255 else "bad frame"
