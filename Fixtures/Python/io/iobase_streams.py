import io


class Collector(io.IOBase):
    def __init__(self):
        self.got = []

    def write(self, data):
        self.got.append((type(data).__name__, bytes(data)))
        return len(data)


c = Collector()
print("a", 1, None, sep="-", end="!", file=c)
print(c.got)
print(isinstance(c, io.IOBase), io.IOBase)


class Answer(io.IOBase):
    def __init__(self, answer, ioctl=-22):
        self.answer = answer
        self.errors = ioctl

    def write(self, data):
        return self.answer

    def ioctl(self, request, argument):
        print("ioctl", request, argument)
        return self.errors


for answer in (1, 0, None, -5, 99, "x"):
    try:
        print(answer, print("ab", file=Answer(answer)))
    except (OSError, TypeError) as e:
        print(answer, type(e).__name__, e)


class Raiser(io.IOBase):
    def write(self, data):
        raise KeyError(len(data))


try:
    print("abc", file=Raiser())
except KeyError as e:
    print("KeyError", e)


class NotAStream:
    def write(self, data):
        print("never called")


class Silent(io.IOBase):
    pass


for target in (NotAStream(), None, 5, "text", Silent()):
    try:
        print("x", file=target)
    except (OSError, AttributeError) as e:
        print(type(e).__name__, e)


class Child(Collector):
    pass


k = Child()
print("child", file=k)
print(k.got)


class Own(io.StringIO):
    def shout(self):
        return self.getvalue().upper()


o = Own()
o.write("by method ")
print(o.shout(), o.read(), o.tell())
