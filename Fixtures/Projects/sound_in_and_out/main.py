# A microphone hears a triangle wave of 1 kHz at half the height; a loudspeaker plays what it heard, twice as loud.
from machine import I2S, Pin
import array
import time

RATE = 8000

ear = I2S(1, sck=Pin(18), ws=Pin(19), sd=Pin(20), mode=I2S.RX, bits=16, format=I2S.MONO, rate=RATE, ibuf=4000)
heard = array.array("h", bytes(800))
print("read", ear.readinto(heard))
ear.deinit()

steps = [abs(heard[n + 1] - heard[n]) for n in range(len(heard) - 1)]
print("step", max(steps) // 100, "of", len(heard))
print("period", all(abs(heard[n] - heard[n + 8]) < 3 for n in range(len(heard) - 8)))

I2S.shift(buf=heard, bits=16, shift=1)
mouth = I2S(0, sck=Pin(10), ws=Pin(11), sd=Pin(12), mode=I2S.TX, bits=16, format=I2S.MONO, rate=RATE, ibuf=2000)
empty = False


def told(bus):
    global empty
    empty = True


mouth.irq(told)
print("write", mouth.write(heard), empty)
while not empty:
    time.sleep_ms(1)
time.sleep_ms(200)
print("played", empty)
