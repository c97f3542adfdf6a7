# Two LEDs and a button with a pull-up on the expander's sixteen pins; the button's change comes as an interrupt.
from machine import I2C, Pin
from time import sleep_ms

from mcp23017 import MCP23017

io = MCP23017(I2C(0, sda=Pin(4), scl=Pin(5)), 0x21)
io.output(0)
io.output(15)
io.pull_up(3)
io.interrupt(3)
interrupt = Pin(6, Pin.IN)
io.write(0, 1)
for _ in range(3):
    was = interrupt()
    print(was, io.read(3), interrupt())
    io.write(15, not io.read(3))
    sleep_ms(100)
