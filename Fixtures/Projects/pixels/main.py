# Two chains of pixels: a matrix whose rows run to and fro with a canvas behind it, and a single one with a strip behind it.
from machine import Pin
from neopixel import NeoPixel
from time import sleep_ms

grid = NeoPixel(Pin(22), 20)
grid[0] = (255, 0, 0)  # the corner
grid[4] = (0, 128, 0)  # the second row begins at the right
grid[15] = (0, 0, 64)  # the fourth row ends at the left
grid[17] = (1, 2, 3)  # the canvas's second
grid.write()

strip = NeoPixel(Pin(21), 4)
strip.fill((9, 8, 7))
strip[0] = (255, 255, 255)
strip[3] = (0, 0, 0)
strip.write()
# The pixels take their colours over when the wire has been still for 280 us.
sleep_ms(1)
