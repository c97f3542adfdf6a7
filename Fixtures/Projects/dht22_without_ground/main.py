# The sensor has no ground: nothing answers.
import dht
from machine import Pin

try:
    dht.DHT22(Pin(15)).measure()
except OSError as error:
    print("OSError", error.errno)
