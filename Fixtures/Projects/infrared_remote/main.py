# Tells the keys of a remote control.
from time import sleep_ms

from nec import NEC

eye = NEC(15)
for _ in range(3):
    sleep_ms(200)
    print(eye.take())
