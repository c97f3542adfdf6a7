# Counts detents and reads the knob's button.
from machine import Pin
from time import sleep_ms

from rotary import Rotary

knob = Rotary("X1", "X2")
button = Pin("X3", Pin.IN, Pin.PULL_UP)
for _ in range(4):
    print(knob.value(), button())
    sleep_ms(100)
