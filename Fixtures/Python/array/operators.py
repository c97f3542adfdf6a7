def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

from array import array
numbers = array("i", [1, 2, 3])
numbers.append(4)
numbers.extend([5, 6])
numbers.extend(array("i", [7]))
numbers += array("i", [8])
print(numbers, numbers + array("i", [9]), numbers[1:3], numbers[-1], sum(numbers), max(numbers), list(numbers))
numbers[0] = -100
numbers[1:3] = array("i", [20, 30, 40])
print(numbers, numbers == array("i", [1]), numbers == numbers, array("B", [1]) < array("B", [2]), array("b", [1]) == array("B", [1]))
def store(index, value):
    numbers[index] = value
def store_first(value):
    numbers[0:1] = value
for action in (lambda: numbers[100], lambda: numbers["a"], lambda: store(0, "a"), lambda: store_first(array("h", [1])), lambda: store_first(b"a"), lambda: store_first([1]), lambda: array("b", [1]) < array("b", [2]), lambda: array("i", [1]) == array("h", [1]), lambda: array("f", [1]) == array("f", [1]), lambda: 1 in numbers, lambda: hash(numbers), lambda: numbers * 2, lambda: numbers == 1, lambda: numbers + 1):
    attempt(action)
print("a" in numbers, b"a" in numbers, bool(array("i")), [x for x in array("f", [0.5])])
growing = array("h")
for number in range(30):
    growing.append(number - 15)
print(growing, len(growing))
