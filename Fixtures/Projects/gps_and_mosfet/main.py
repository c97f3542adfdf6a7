# Shows by a lamp behind a MOSFET that the GPS receiver has a fix, and prints where it is.
from machine import UART, Pin
import time

gate = Pin(15, Pin.OUT, value=0)
line = UART(1, 9600, tx=Pin(8), rx=Pin(9), rxbuf=512)


def minutes(word, digits):
    return int(word[:digits]) + float(word[digits:]) / 60


received = b""
while True:
    time.sleep_ms(100)
    received += line.read() or b""
    while b"\n" in received:
        text, received = received.split(b"\n", 1)
        words = text.decode().strip().split(",")
        if words[0] != "$GPGGA":
            continue
        gate(words[6] != "0")
        if words[6] == "0":
            print(words[1], "no fix")
        else:
            place = "%.3f %.3f" % (minutes(words[2], 2), minutes(words[4], 3))
            print(words[1], words[3], words[5], place, words[7], words[9])
