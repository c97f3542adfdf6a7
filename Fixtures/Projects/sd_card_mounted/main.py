# Mounts a card, reads a file that lies beside the sketch, and keeps a log on it.
import os

from machine import SPI, Pin

from sdcard import SDCard

card = SDCard(SPI(2, baudrate=1_000_000, sck=Pin(18), mosi=Pin(23), miso=Pin(19)), Pin(5))
os.mount(card, "/sd")
print(sorted(os.listdir("/sd")))
with open("/sd/note.txt") as file:
    print(file.read())
os.mkdir("/sd/logs")
for number in range(3):
    with open("/sd/logs/temperature of today.csv", "a") as file:
        file.write("%d,%.1f\n" % (number, 20 + number / 2))
os.chdir("/sd/logs")
print(os.getcwd(), os.listdir())
print(open("temperature of today.csv").read())
print(os.stat("/sd/note.txt")[6], os.statvfs("/sd")[0])
os.rename("temperature of today.csv", "old.csv")
os.remove("/sd/note.txt")
os.chdir("/")
os.umount("/sd")
os.mount(card, "/again")
print(sorted(os.listdir("/again")), os.listdir("/again/logs"))
try:
    open("/again/note.txt")
except OSError as error:
    print("OSError", error.errno)
