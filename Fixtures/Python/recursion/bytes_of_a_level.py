# Bytes of the C stack from one level of a recursion to the next, by the way it goes.
import micropython

levels = []


def again():
    levels.append(micropython.stack_use())
    return len(levels) < 5


def show(name, start):
    levels.clear()
    start()
    print(name, levels[4] - levels[3])


class Ways:
    def method(self):
        if again():
            self.method()

    @property
    def attribute(self):
        return self.attribute if again() else 0

    def __getattr__(self, name):
        return self.missing if again() else 0

    def __getitem__(self, index):
        return self[index] if again() else 0

    def __call__(self):
        return self() if again() else 0

    def __add__(self, other):
        return self + other if again() else 0

    def __eq__(self, other):
        return self == other if again() else True

    def __lt__(self, other):
        return self < other if again() else True

    def __hash__(self):
        return hash(self) if again() else 0

    def __len__(self):
        return len(self) if again() else 0

    def __contains__(self, item):
        return item in self if again() else True

    def __enter__(self):
        if again():
            with self:
                pass

    def __exit__(self, *cause):
        pass

    def __iter__(self):
        if again():
            for item in self:
                pass
        return iter([])


class Shown:
    def __str__(self):
        return str(self) if again() else ""

    def __repr__(self):
        return repr(self) if again() else ""


class Formatted:
    def __str__(self):
        return "{}".format(self) if again() else ""


class Inserted:
    def __str__(self):
        return "%s" % self if again() else ""


class Made:
    def __init__(self):
        if again():
            Made()


ways = Ways()
show("method", ways.method)
show("property", lambda: ways.attribute)
show("__getattr__", lambda: ways.missing)
show("__getitem__", lambda: ways[0])
show("__call__", lambda: ways())
show("__add__", lambda: ways + 1)
show("__eq__", lambda: ways == 1)
show("__lt__", lambda: ways < 1)
show("__hash__", lambda: hash(ways))
show("__len__", lambda: len(ways))
show("__contains__", lambda: 1 in ways)
show("__enter__", ways.__enter__)
show("__iter__", ways.__iter__)
show("str", lambda: str(Shown()))
show("repr", lambda: repr(Shown()))
show("format", lambda: str(Formatted()))
show("%", lambda: str(Inserted()))
show("__init__", Made)


def key(item):
    if again():
        [1, 2].sort(key=key)
    return 0


show("sort", lambda: key(0))


def key(item):
    if again():
        max([1], key=key)
    return 0


show("max", lambda: key(0))


def key(item):
    if again():
        list(map(key, [1]))
    return 0


show("map", lambda: key(0))


def key(item):
    if again():
        list(filter(key, [1]))
    return 0


show("filter", lambda: key(0))


def source():
    if again():
        exec("source()")


show("exec", source)


def body():
    if again():

        class Inner:
            body()


show("class", body)


def stars(*arguments):
    if again():
        stars(*arguments)


show("*", stars)
