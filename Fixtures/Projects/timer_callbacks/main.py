# Two timers do all the work; the program itself ends at once.
from machine import Pin, Timer

led = Pin("A5", Pin.OUT, value=0)
ticks = 0


def tick(timer):
    global ticks
    ticks += 1
    led.value(ticks & 1)


def stop(timer):
    blinker.deinit()
    print("stopped after", ticks, "ticks")


blinker = Timer(-1, period=50, mode=Timer.PERIODIC, callback=tick)
Timer(-1, period=220, mode=Timer.ONE_SHOT, callback=stop)
print("armed")
