# A bar along each edge, and a letter. The controller has 132 columns, the glass shows those from 2.
from machine import I2C, Pin

from sh110x import SH1106

oled = SH1106(I2C(0, sda=Pin(4), scl=Pin(5), freq=400_000))
oled.fill_rect(0, 0, 128, 2, 1)
oled.fill_rect(0, 62, 64, 2, 1)
oled.fill_rect(0, 0, 1, 64, 1)
oled.fill_rect(125, 10, 3, 20, 1)
oled.text("I", 60, 30)
oled.show()
