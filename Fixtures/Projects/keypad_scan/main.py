# Scans a keypad: a row low at a time, columns pulled up.
from machine import Pin
from time import sleep_ms

KEYS = "123A456B789C*0#D"
rows = [Pin(number, Pin.OUT, value=1) for number in (12, 13, 14, 15)]
columns = [Pin(number, Pin.IN, Pin.PULL_UP) for number in (16, 17, 18, 19)]
held = None
for _ in range(60):
    now = None
    for place, row in enumerate(rows):
        row.value(0)
        for other, column in enumerate(columns):
            if not column.value():
                now = KEYS[4 * place + other]
        row.value(1)
    if now != held and now:
        print(now)
    held = now
    sleep_ms(10)
