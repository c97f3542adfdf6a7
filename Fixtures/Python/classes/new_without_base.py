# Nobody makes the native base of what __new__ made; its place is taken by a function.
class Numbers(list):
    def __new__(cls, *arguments):
        return super().__new__(cls)


numbers = Numbers([1, 2])
print(type(numbers).__name__, isinstance(numbers, list))
try:
    numbers.append(3)
except AttributeError as e:
    print(e)


class Made(list):
    def __new__(cls, *arguments):
        return super().__new__(cls)

    def __init__(self, items):
        super().__init__(items)


print(Made([1, 2]))
