# dir() finds names in the order of their numbers: fixed ones, those of operators, then by their bytes.
class Everything:
    def __eq__(self, other):
        return True

    def __dir_not__(self):
        pass

    def zeta(self):
        pass

    def append(self):
        pass

    def Upper(self):
        pass

    __add__ = __contains__ = __bool__ = __get__ = zeta


print(dir(Everything))
print(dir(set))
print(dir(b""))
print(dir(1j))


class Own:
    def __dir__(self):
        return ["b", "a"]


print(dir(Own()))


class Hook:
    def __getattr__(self, name):
        raise ValueError(name)


try:
    dir(Hook())
except ValueError as e:
    print("ValueError", e)
