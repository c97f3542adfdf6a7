# Two sensors that are nothing but registers, declared in files beside this one.
from machine import I2C, SPI, Pin
import time

i2c = I2C(0, scl=Pin(5), sda=Pin(4), freq=400000)
spi = SPI(0, baudrate=1000000, sck=Pin(18), mosi=Pin(19), miso=Pin(16))
select = Pin(17, Pin.OUT, value=1)


def transfer(data):
    answer = bytearray(data)
    select(0)
    spi.write_readinto(data, answer)
    select(1)
    return bytes(answer[1:])


def celsius():
    high, low = i2c.readfrom_mem(0x48, 0, 2)
    return ((high << 8 | low) ^ 0x8000) / 256 - 128


print(i2c.scan(), celsius(), i2c.readfrom_mem(0x48, 1, 2))
i2c.writeto_mem(0x48, 1, b"\x12\x34")
i2c.writeto_mem(0x48, 0, b"\xff\xff")
print(i2c.readfrom_mem(0x48, 1, 4), transfer(b"\x80\0"), transfer(b"\x90\0\0\0"))
transfer(b"\x20\x07")
transfer(b"\x00\x07")
time.sleep_ms(200)
print(celsius(), transfer(b"\xa0\0"), transfer(b"\x80\0"))
