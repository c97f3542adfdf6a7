# Dims an LED with a potentiometer.
from machine import ADC, PWM, Pin
from time import sleep_ms

pot = ADC(Pin(26))
pwm = PWM(Pin(15), freq=1000, duty_u16=0)

for _ in range(4):
    value = pot.read_u16()
    pwm.duty_u16(value)
    print("position", (value * 10 + 32768) // 65535, "of 10")
    sleep_ms(100)
