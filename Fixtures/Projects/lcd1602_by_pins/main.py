# Four data pins, as the display is wired in every book; and a character of its own.
from lcd import PinLCD

lcd = PinLCD("D12", "D11", ("D5", "D4", "D3", "D2"), columns=16, rows=2)
lcd.shape(1, (0x00, 0x0A, 0x1F, 0x1F, 0x0E, 0x04, 0x00, 0x00))
lcd.write("hello, world!\nI ")
lcd.write(chr(1))
lcd.write(" LCD")
