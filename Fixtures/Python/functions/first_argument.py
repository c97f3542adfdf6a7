# The callee is looked up before its first argument, and that is read before the others change anything.
class Adder:
    def __init__(self, base):
        self.base = base

    def add(self, number, other=0):
        return self.base + number + other


def missing(number):
    try:
        return nobody(number)
    except NameError as error:
        return error.args[0]


def no_method(number):
    try:
        return Adder(1).subtract(number)
    except AttributeError as error:
        return error.args[0]


def unbound():
    try:
        return show(number)
    except NameError as error:
        return error.args[0]
    number = 1


def show(number):
    return number


def replaced(number):
    global show
    found = []
    for function in (str, repr, abs):
        show = function
        found.append(show(number))
    return found


def shadowed(number):
    adder = Adder(1)
    found = []
    for turn in range(3):
        found.append(adder.add(number, turn))
        if turn == 1:
            adder.add = lambda *arguments: arguments
    return found


def twice(number):
    return show(show(number)), Adder(number).add(number), Adder(number).add(number, 5)


print(missing(1), no_method(1), unbound())
print(replaced(-2))
print(shadowed(10))
print(twice(4))
