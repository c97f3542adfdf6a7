# A log on a card by machine.SDCard, whose slot 2 has these pins without being told. The card comes with the project's files.
import os
from machine import RTC, SDCard

RTC().datetime((2024, 2, 29, 3, 23, 59, 58, 0))
card = SDCard(slot=2, freq=10_000_000)
print(card.info())
os.mount(card, "/sd")
print(open("/sd/note.txt").read())
with open("/sd/log.csv", "w") as log:
    for number in range(100):
        log.write("%d;%d\n" % (number, number * number))
print(os.stat("/sd/log.csv")[6:9], os.statvfs("/sd")[0])
with open("/sd/log.csv") as log:
    total = sum(int(line.split(";")[1]) for line in log)
print(total)
os.umount("/sd")
block = bytearray(512)
print(card.readblocks(0, block), block[54:62], block[510:])
card.deinit()
