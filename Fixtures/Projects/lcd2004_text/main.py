# Four lines behind the backpack, the last one written by position.
from machine import I2C, Pin

from lcd import BackpackLCD

lcd = BackpackLCD(I2C(0, sda=Pin(4), scl=Pin(5)), 0x27, columns=20, rows=4)
lcd.write("Temperature    24.0C\nHumidity       40.0%\nPressure   1013.2hPa\n")
lcd.move(7, 3)
lcd.write("21:30")
lcd.move(0, 3)
lcd.write(">")
