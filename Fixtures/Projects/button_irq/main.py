# Counts presses of a button that bounces. The interrupt only notes when the contact last moved; the loop looks at it when it has been
# quiet for 20 ms.
from machine import Pin
from time import ticks_ms, ticks_diff, sleep_ms

QUIET_MS = 20

button = Pin(14, Pin.IN, Pin.PULL_UP)
led = Pin(2, Pin.OUT, value=0)
moved_at = None


def moved(pin):
    global moved_at
    moved_at = ticks_ms()


button.irq(moved, Pin.IRQ_FALLING | Pin.IRQ_RISING)

presses = 0
was_down = False
while presses < 3:
    if moved_at is not None and ticks_diff(ticks_ms(), moved_at) >= QUIET_MS:
        moved_at = None
        is_down = button.value() == 0
        if is_down and not was_down:
            presses += 1
            led.value(presses & 1)
            print("press", presses)
        was_down = is_down
    sleep_ms(5)

button.irq(None)
print("done")
