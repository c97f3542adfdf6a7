# The servo's red wire hangs in the air: it stays where it is, whatever the pulses say.
from machine import ADC, PWM, Pin
from time import sleep_ms

pot = ADC(Pin(34), atten=ADC.ATTN_11DB)
pwm = PWM(Pin(13), freq=50)
pwm.duty_ns(544_000 + 1856 * (pot.read_u16() * 1000 // 65535))
sleep_ms(500)
