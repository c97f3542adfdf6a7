"""HC-SR04: 10 us at TRIG, then ECHO is high for 58 us a centimetre."""
from machine import Pin, time_pulse_us
from time import sleep_us


class HCSR04:
    def __init__(self, trigger, echo):
        self.trigger = Pin(trigger, Pin.OUT, value=0)
        self.echo = Pin(echo, Pin.IN)

    def centimetres(self):
        self.trigger.on()
        sleep_us(10)
        self.trigger.off()
        width = time_pulse_us(self.echo, 1, 30_000)
        if width < 0:
            raise OSError("nothing in range")
        return width / 58
