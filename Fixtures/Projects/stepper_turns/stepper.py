"""A stepper motor behind a driver with STEP and DIR."""
from machine import Pin
from time import sleep_us


class Stepper:
    def __init__(self, step, direction, pause_us=1000):
        self.step = Pin(step, Pin.OUT, value=0)
        self.direction = Pin(direction, Pin.OUT, value=0)
        self.pause_us = pause_us
        self.position = 0

    def move(self, steps):
        self.direction.value(steps > 0)
        for _ in range(abs(steps)):
            self.step.on()
            sleep_us(2)
            self.step.off()
            sleep_us(self.pause_us)
        self.position += steps
