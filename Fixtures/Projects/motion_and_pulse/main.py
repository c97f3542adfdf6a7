# Tells motion by an interrupt, and a heart's rate by the time between beats.
from machine import Pin
from time import sleep_ms, ticks_diff, ticks_us

beats = []


def beat(pin):
    beats.append(ticks_us())


pir = Pin(4, Pin.IN)
pir.irq(lambda pin: print("motion" if pin() else "still"), Pin.IRQ_RISING | Pin.IRQ_FALLING)
heart = Pin(5, Pin.IN)
heart.irq(beat, Pin.IRQ_RISING)
for _ in range(2):
    beats.clear()
    sleep_ms(2500)
    print(round(60_000_000 / ticks_diff(beats[-1], beats[-2])), "beats a minute")
