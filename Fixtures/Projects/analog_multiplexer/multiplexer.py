"""CD74HC4067: sixteen analog inputs behind one."""
from machine import ADC, Pin


class Multiplexer:
    def __init__(self, adc, selects):
        self.adc = ADC(Pin(adc))
        self.selects = [Pin(pin, Pin.OUT, value=0) for pin in selects]

    def read(self, channel):
        """What a channel has of the supply, 0 to 1."""
        for bit, pin in enumerate(self.selects):
            pin.value(channel >> bit & 1)
        return self.adc.read_u16() / 65535
