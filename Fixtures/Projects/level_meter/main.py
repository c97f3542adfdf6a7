# Seven of ten bars, and a colour: red, half of green, no blue.
from machine import PWM, Pin
from time import sleep_ms

bars = [Pin(number, Pin.OUT) for number in (13, 12, 14, 27, 26, 25, 33, 32, 15, 4)]


def show(level):
    for place, bar in enumerate(bars):
        bar.value(place < level)


for level in (10, 3, 7):
    show(level)
    sleep_ms(50)
for number, duty in ((5, 65535), (18, 32768), (19, 0)):
    PWM(Pin(number), freq=1000, duty_u16=duty)
sleep_ms(100)
