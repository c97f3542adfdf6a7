# The same display on its side: 320 by 240. Its glass still has 240 columns.
from machine import SPI, Pin

from tft import TFT, color

spi = SPI(2, baudrate=40_000_000, sck=Pin(18), mosi=Pin(23))
tft = TFT(spi, Pin(15), Pin(2), Pin(4), 0x28)
tft.fill_rect(0, 0, 30, 20, color(255, 255, 0))
tft.fill_rect(310, 230, 10, 10, color(0, 255, 255))
