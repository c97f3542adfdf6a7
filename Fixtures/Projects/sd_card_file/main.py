# Finds a file of the project on the card, by hand: FAT16, its short name, its first cluster. Then writes a block and reads it back.
from machine import SPI, Pin

from sdblocks import SDBlocks

card = SDBlocks(SPI(0, baudrate=1_000_000, sck=Pin(2), mosi=Pin(3), miso=Pin(4)), Pin(5))
boot = card.read(0)


def number(data, place, count):
    return int.from_bytes(data[place : place + count], "little")


print(boot[0x36:0x3E], hex(number(boot, 510, 2)))
root = number(boot, 14, 2) + boot[16] * number(boot, 22, 2)
files = root + number(boot, 17, 2) * 32 // 512
directory = card.read(root)
for place in range(0, 512, 32):
    # An entry of a long name has other attributes.
    if directory[place : place + 4] == b"NOTE" and directory[place + 11] == 0x20:
        size = number(directory, place + 28, 4)
        cluster = number(directory, place + 26, 2)
        print(card.read(files + (cluster - 2) * boot[13])[:size])
card.write(16383, b"the last block" + bytes(498))
print(card.read(16383)[:16])
