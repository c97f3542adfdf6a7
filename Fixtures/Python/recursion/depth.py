# How deep functions can call themselves, by the shape of their frames.
depth = 0


def plain():
    global depth
    depth += 1
    plain()


def locals_on_the_heap():
    global depth
    depth += 1
    a = b = c = d = e = f = g = h = i = j = k = l = 1
    locals_on_the_heap()


def guarded():
    global depth
    depth += 1
    try:
        guarded()
    finally:
        pass


def measure(function):
    global depth
    depth = 0
    try:
        function()
    except RuntimeError as e:
        print(depth, e)


measure(plain)
measure(locals_on_the_heap)
measure(guarded)
