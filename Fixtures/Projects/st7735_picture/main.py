# Corners in four colours, and a letter.
from machine import SPI, Pin

from tft import TFT, color

spi = SPI(2, baudrate=20_000_000, sck=Pin(18), mosi=Pin(23))
tft = TFT(spi, Pin(5), Pin(2), Pin(4), 0xC0)
tft.fill_rect(0, 0, 10, 5, color(255, 0, 0))
tft.fill_rect(118, 0, 10, 5, color(0, 255, 0))
tft.fill_rect(0, 155, 10, 5, color(0, 0, 255))
tft.fill_rect(118, 155, 10, 5, color(255, 255, 255))
tft.text("I", 60, 80, color(255, 0, 255))
