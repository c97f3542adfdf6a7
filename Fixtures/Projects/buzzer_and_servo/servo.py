"""A hobby servo: pulses of 544 to 2400 microseconds, fifty in a second."""
from machine import PWM, Pin


class Servo:
    def __init__(self, pin, shortest_us=544, longest_us=2400):
        self.pwm = PWM(Pin(pin), freq=50)
        self.shortest_us = shortest_us
        self.span_us = longest_us - shortest_us

    def degrees(self, angle):
        self.pwm.duty_ns(1000 * (self.shortest_us + self.span_us * angle // 180))
