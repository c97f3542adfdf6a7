# Runs generators side by side: each yields how many milliseconds it wants to rest.
from time import sleep_ms, ticks_add, ticks_diff, ticks_ms


class Scheduler:
    def __init__(self):
        self.tasks = []
        self.start = ticks_ms()

    def add(self, generator):
        self.tasks.append([ticks_ms(), generator])

    def now(self):
        # In steps of 20 ms: a board's own slowness does not show.
        return (ticks_diff(ticks_ms(), self.start) + 10) // 20 * 20

    def run(self):
        while self.tasks:
            task = self.tasks[0]
            for other in self.tasks:
                if ticks_diff(other[0], task[0]) < 0:
                    task = other
            rest = ticks_diff(task[0], ticks_ms())
            if rest > 0:
                sleep_ms(rest)
            try:
                task[0] = ticks_add(task[0], next(task[1]))
            except StopIteration as stop:
                print(self.now(), "result", stop.value)
                self.tasks.remove(task)


def counter(name, rest, times):
    total = 0
    for turn in range(times):
        print(scheduler.now(), name, turn)
        total += turn
        yield rest
    return total


def pair(rest):
    first = yield from counter("inner", rest, 2)
    yield rest
    return ("pair", first)


scheduler = Scheduler()
scheduler.add(counter("slow", 300, 3))
scheduler.add(counter("fast", 100, 4))
scheduler.add(pair(220))
scheduler.run()
print("idle")
