# Records a tenth of a second, tells the tone by its passages through zero, and plays it.
from array import array

from machine import I2S, Pin
from time import sleep_ms

RATE = 8000
mic = I2S(0, sck=Pin(14), ws=Pin(13), sd=Pin(12), mode=I2S.RX, bits=16, format=I2S.MONO, rate=RATE, ibuf=4000)
samples = array("h", bytes(2 * RATE // 10))
sleep_ms(600)
for _ in range(2):
    for _ in range(8):
        mic.readinto(samples)
    rises = sum(samples[place] < 0 <= samples[place + 1] for place in range(len(samples) - 1))
    print("%d Hz" % (10 * rises), max(samples) <= 32767 * 0.3)
mic.deinit()

out = I2S(1, sck=Pin(26), ws=Pin(25), sd=Pin(22), mode=I2S.TX, bits=16, format=I2S.MONO, rate=RATE, ibuf=4000)
out.write(samples)
sleep_ms(300)
