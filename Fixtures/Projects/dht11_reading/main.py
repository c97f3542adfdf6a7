# Whole degrees and percents, once in two seconds.
from dht import DHT11
from machine import Pin
from time import sleep

sensor = DHT11(Pin(14))
for _ in range(3):
    sensor.measure()
    print(sensor.temperature(), sensor.humidity())
    sleep(2)
