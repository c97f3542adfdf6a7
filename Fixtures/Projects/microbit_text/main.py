# Text runs over the display, letters follow one another, pictures move.
from microbit import *


def took(action):
    start = running_time()
    action()
    # A step comes with a tick of 6 ms, so the first is up to 6 ms early.
    print((running_time() - start + 6) // 50 * 50)


took(lambda: display.scroll("Hi"))
took(lambda: display.scroll("Hi", delay=60, monospace=True))
took(lambda: display.show("abc", delay=100))
took(lambda: display.show([Image.HEART, Image.HAPPY], delay=100, clear=True))
took(lambda: display.scroll("Hi", wait=False))
sleep(200)
display.show(Image.ARROW_N.shift_left(1).invert())
for y in range(5):
    print("".join(str(display.get_pixel(x, y)) for x in range(5)))
display.clear()
print(max(display.get_pixel(x, y) for x in range(5) for y in range(5)))
try:
    display.show([Image.HEART, 5])
except TypeError as error:
    print(error)
