# Counts the edges of two kilohertz for a tenth of a second, and makes ten edges for the logic analyzer.
from machine import Pin
from time import sleep_ms, ticks_us

count = 0


def edge(pin):
    global count
    count += 1


clock = Pin(3, Pin.IN)
clock.irq(edge, Pin.IRQ_RISING)
sleep_ms(100)
clock.irq(None)
print(count)
marker = Pin(4, Pin.OUT, value=0)
for _ in range(10):
    marker.toggle()
    sleep_ms(10)
while ticks_us() < 300_000:
    pass
