# Loops and blocks behind a return, a raise or a continue are compiled without what stands before them.
def after_return():
    return 1
    for i in 5:
        pass


def after_raise():
    raise ValueError
    while True:
        try:
            break
        finally:
            pass


def after_continue():
    total = 0
    for i in range(3):
        total += i
        continue
        for j in range(9):
            total += 100
    return total


def after_break():
    while True:
        break
        while True:
            with open:
                pass
    else:
        return 0
    return 2


class Steps:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


async def continue_in_else():
    n = 0
    while n < 1:
        n += 1
        async for i in Steps():
            pass
        else:
            try:
                continue
            finally:
                print("left")
    return n


print(after_return())
try:
    after_raise()
except ValueError:
    print("raised")
print(after_continue(), after_break())
try:
    continue_in_else().send(None)
except StopIteration as e:
    print(e.value)
