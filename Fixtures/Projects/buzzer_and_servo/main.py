# Plays a scale and leaves its last note on; turns a servo there and back.
from machine import PWM, Pin
from time import sleep_ms

from servo import Servo

beeper = PWM(Pin(15), freq=262, duty_u16=32768)
servo = Servo(16)
for note, degrees in ((262, 0), (330, 180), (440, 45)):
    beeper.freq(note)
    servo.degrees(degrees)
    sleep_ms(700)
