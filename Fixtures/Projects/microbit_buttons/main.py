# Counts presses of A while the display shows how many; B ends it.
from microbit import *

count = 0
while not button_b.is_pressed():
    if button_a.was_pressed():
        count += button_a.get_presses()
        display.show(count)
        print("A", count, display.get_pixel(1, 0))
    sleep(10)
print("B", button_a.get_presses(), button_b.was_pressed(), button_b.was_pressed())
