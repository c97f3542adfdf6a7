# Lights two pixels of a ring.
from machine import Pin
from neopixel import NeoPixel

ring = NeoPixel(Pin(15), 8)
ring[0] = (255, 0, 0)
ring[5] = (0, 1, 0)
ring.write()
import time
time.sleep_ms(200)
