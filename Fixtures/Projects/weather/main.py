# Three generations of Bosch's sensors of the air.
from machine import I2C, Pin
from time import sleep_ms

from bmp180 import BMP180
from bmx280 import BMX280

first = I2C(0, sda=Pin(4), scl=Pin(5), freq=400_000)
second = I2C(1, sda=Pin(6), scl=Pin(7))
print([hex(address) for address in first.scan()], [hex(address) for address in second.scan()])
bme = BMX280(first, 0x76)
bmp = BMX280(second, 0x77)
old = BMP180(first)
for _ in range(2):
    print("%.2f C %.0f Pa %.1f %%" % bme.measure())
    print("%.2f C %.0f Pa" % bmp.measure()[:2])
    print("%.1f C %d Pa" % old.measure())
    sleep_ms(500)
