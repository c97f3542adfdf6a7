# A LED from the supply to P0, which sinks; a button from P7 to ground. The bare chip needs pull-ups on its bus.
from machine import I2C, Pin
from time import sleep_ms

i2c = I2C(scl=Pin(5), sda=Pin(4), freq=50_000)
print(i2c.scan())
state = 0xFF


def write(pin, value):
    global state
    state = state | 1 << pin if value else state & ~(1 << pin)
    i2c.writeto(0x21, bytes([state]))


for value in (0, 1, 0):
    write(0, value)
    print(hex(i2c.readfrom(0x21, 1)[0]))
    sleep_ms(100)
