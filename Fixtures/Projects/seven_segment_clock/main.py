# Shows 12:34 on four digits, one after the other for two milliseconds each.
from machine import Timer
from time import sleep_ms

from sevensegment import SevenSegment

display = SevenSegment(range(7), (8, 9, 10, 11), colon=7)
display.number(1234)
Timer(period=2, mode=Timer.PERIODIC, callback=display.sweep)
sleep_ms(200)
