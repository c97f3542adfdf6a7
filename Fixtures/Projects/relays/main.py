# Pulls both relays; the lamp at NO goes on, that at NC off.
from machine import Pin
from time import sleep_ms

relay = Pin(5, Pin.OUT, value=0)
twin = Pin(4, Pin.OUT, value=0)
sleep_ms(100)
relay.on()
sleep_ms(100)
twin.on()
sleep_ms(100)
