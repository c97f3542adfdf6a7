# Tells the cards that are held before the reader.
from machine import SPI, Pin
from time import sleep_ms

from mfrc522 import MFRC522

reader = MFRC522(SPI(2, baudrate=1_000_000, sck=Pin(18), mosi=Pin(23), miso=Pin(19)), Pin(5), Pin(22))
for _ in range(4):
    uid = reader.card()
    print(uid and uid.hex(":"))
    sleep_ms(1000)
