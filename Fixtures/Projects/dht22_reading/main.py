# Reads a DHT22 three times; the air changes in between.
import dht
from machine import Pin
from time import sleep_ms

sensor = dht.DHT22(Pin(15))
for _ in range(3):
    sensor.measure()
    print(sensor.temperature(), sensor.humidity())
    sleep_ms(2500)
