# Shows a distance as a ring that fills up.
from machine import Pin
from neopixel import NeoPixel
from time import sleep_ms

from hcsr04 import HCSR04

sonar = HCSR04(trigger=14, echo=15)
ring = NeoPixel(Pin(16), 8)
for _ in range(3):
    centimetres = sonar.centimetres()
    print("%.1f cm" % centimetres)
    near = max(0, min(8, 8 - int(centimetres / 20)))
    for place in range(8):
        ring[place] = (64, 0, 0) if place < near else (0, 8, 0)
    ring.write()
    sleep_ms(100)
