"""KY-040 rotary encoder, decoded in interrupts: only whole detents count, so that bounces do no harm."""
from machine import Pin

# Old CLK and DT, new CLK and DT: +1, -1 or nothing, in quarters of a detent.
STEPS = (0, -1, 1, 0, 1, 0, 0, -1, -1, 0, 0, 1, 0, 1, -1, 0)


class Rotary:
    def __init__(self, clk, dt):
        self.clk = Pin(clk, Pin.IN, Pin.PULL_UP)
        self.dt = Pin(dt, Pin.IN, Pin.PULL_UP)
        self.state = self.clk() << 1 | self.dt()
        self.quarters = 0
        for pin in (self.clk, self.dt):
            pin.irq(self.turned, Pin.IRQ_RISING | Pin.IRQ_FALLING)

    def turned(self, pin):
        self.state = (self.state << 2 | self.clk() << 1 | self.dt()) & 15
        self.quarters += STEPS[self.state]

    def value(self):
        return self.quarters // 4
