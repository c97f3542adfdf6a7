# Reads a light meter that a Python file beside this one plays.
from machine import I2C, UART, Pin
import time

i2c = I2C(0, scl=Pin(5), sda=Pin(4), freq=400000)
alert = Pin(6, Pin.IN)
line = UART(1, 9600, tx=Pin(8), rx=Pin(9))
print(i2c.scan())
print(i2c.readfrom_mem(0x23, 0, 2), i2c.readfrom_mem(0x23, 1, 2), alert.value())
time.sleep_ms(500)
print(i2c.readfrom_mem(0x23, 0, 2), alert.value())
i2c.writeto_mem(0x23, 1, b"\x04\x00")
print(i2c.readfrom_mem(0x23, 1, 2), alert.value())
try:
    i2c.writeto(0x23, b"\x02")
except OSError as error:
    print(error)
time.sleep_ms(600)
print(line.read())
