# Rectangles in three colours and a letter, on a display that stands upright.
from machine import SPI, Pin

from tft import TFT, color

spi = SPI(0, baudrate=40_000_000, sck=Pin(18), mosi=Pin(19))
tft = TFT(spi, Pin(17), Pin(20), Pin(21), 0x48)
tft.fill_rect(0, 0, 20, 30, color(255, 0, 0))
tft.fill_rect(220, 290, 20, 30, color(0, 255, 0))
tft.fill_rect(100, 150, 40, 10, color(0, 0, 255))
tft.text("I", 116, 151, color(255, 255, 255))
