# Two LED matrices in a chain on SPI.
from machine import SPI, Pin

spi = SPI(1, baudrate=1000000, sck=Pin(14), mosi=Pin(15))
select = Pin(13, Pin.OUT, value=1)


def send(*words):
    select.value(0)
    spi.write(bytes(words))
    select.value(1)


for register, value in ((0x0F, 0), (0x0B, 7), (0x09, 0), (0x0C, 1)):
    send(register, value, register, value)
for row in range(8):
    send(1 + row, 1 << row, 1 + row, 0xFF if row in (0, 7) else 0x81)
