# A traffic light as a class with a table of states.
from machine import Pin
from time import sleep_ms


class TrafficLight:
    # name: (red, yellow, green, milliseconds, next)
    STATES = {
        "stop": (1, 0, 0, 300, "ready"),
        "ready": (1, 1, 0, 100, "go"),
        "go": (0, 0, 1, 300, "slow"),
        "slow": (0, 1, 0, 100, "stop"),
    }

    def __init__(self, red, yellow, green):
        self.lamps = [Pin(number, Pin.OUT, value=0) for number in (red, yellow, green)]
        self.changes = 0
        self.enter("stop")

    def enter(self, name):
        self.name = name
        *levels, self.wait, self.next = self.STATES[name]
        for lamp, level in zip(self.lamps, levels):
            lamp.value(level)
        self.changes += 1
        print("{:>5} {} {} ms".format(name, "".join("RYG"[i] if level else "-" for i, level in enumerate(levels)), self.wait))

    def step(self):
        sleep_ms(self.wait)
        self.enter(self.next)


light = TrafficLight(12, 13, 14)
while light.changes < 6:
    light.step()
