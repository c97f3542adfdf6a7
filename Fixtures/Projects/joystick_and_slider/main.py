# Percent of two axes and a slider, and the stick's button.
from machine import ADC, Pin
from time import sleep_ms

x, y, slider = [ADC(Pin(number), atten=ADC.ATTN_11DB) for number in (34, 35, 32)]
button = Pin(27, Pin.IN, Pin.PULL_UP)


def percent(adc):
    return round(adc.read_uv() / 33000)


for _ in range(3):
    print(percent(x), percent(y), percent(slider), button())
    sleep_ms(100)
