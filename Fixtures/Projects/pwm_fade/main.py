# Fades an LED up and down in steps of 100 ms.
from machine import Pin, PWM
from time import sleep_ms

pwm = PWM(Pin(15), freq=1000, duty_u16=0)

for eighths in (1, 2, 4, 6, 4, 2, 1):
    pwm.duty_u16(eighths * 8192)
    print(eighths, "of 8 at", pwm.freq(), "Hz")
    sleep_ms(100)

pwm.deinit()
print("dark")
