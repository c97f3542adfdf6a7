# An accelerometer at its second address, a clock and a display on one bus.
from machine import I2C, Pin
from time import sleep_ms

from mpu6050 import MPU6050
from ssd1306 import SSD1306

i2c = I2C(0, scl=Pin(22), sda=Pin(21), freq=400_000)
print([hex(address) for address in i2c.scan()])
imu = MPU6050(i2c, 0x69)
oled = SSD1306(i2c)
for _ in range(2):
    second, minute, hour = i2c.readfrom_mem(0x68, 0, 3)
    print("%02x:%02x:%02x" % (hour, minute, second), "%.2f %.2f %.2f g" % imu.g(), "%.1f C" % imu.celsius())
    sleep_ms(500)
oled.fill_rect(0, 0, 128, 1, 1)
oled.text("I", 64, 8)
oled.show()
