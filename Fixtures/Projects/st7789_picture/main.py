# An IPS panel shows colours inverted unless it is told not to.
from machine import SPI, Pin

from tft import TFT, color

spi = SPI(1, baudrate=40_000_000, sck=Pin(12), mosi=Pin(11))
tft = TFT(spi, Pin(10), Pin(13), Pin(14), 0x00, inverted=True)
tft.fill_rect(10, 20, 30, 40, color(255, 128, 0))
