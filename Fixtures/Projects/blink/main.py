# Blinks the board's own LED, once a second.
from machine import Pin
from time import sleep_ms

led = Pin("LED", Pin.OUT)

while True:
    led.on()
    print("on")
    sleep_ms(500)
    led.off()
    print("off")
    sleep_ms(500)
