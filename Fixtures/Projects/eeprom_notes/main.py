# Writes a text over the border of a page, and reads it back.
from machine import I2C

from eeprom import EEPROM

memory = EEPROM(I2C("X"), 0x50)
text = b"forty bytes that cross a page of memory."
memory.write(50, text)
print(memory.read(50, len(text)))
print(memory.read(48, 2), memory.read(0x0FFE, 4))
# Without minding the border, what is too much goes to the beginning of the page.
memory.write_page(60, b"ABCDEFGH")
print(memory.read(30, 6), memory.read(60, 6))
