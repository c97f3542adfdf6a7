# The square one: 128 rows in sixteen pages.
from machine import I2C, Pin

from sh110x import SH1107

oled = SH1107(I2C(0, sda=Pin(8), scl=Pin(9), freq=400_000))
oled.fill_rect(0, 0, 128, 1, 1)
oled.fill_rect(120, 100, 8, 28, 1)
oled.text("I", 20, 77)
oled.show()
