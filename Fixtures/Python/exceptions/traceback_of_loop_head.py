# What an iterator raises, it raises in the line of the loop's head, however often the body ran.
import io, sys


def numbers(count):
    for number in range(count):
        yield number
    raise ValueError(count)


def lines_of(error):
    text = io.StringIO()
    sys.print_exception(error, text)
    return [line.split(", ")[1:] for line in text.getvalue().split("\n") if ", line " in line]


def walk(count):
    for number in numbers(count):
        last = number
        last = 2


def walk_with_continue(count):
    for number in numbers(count):
        if number < 5:
            continue
        last = number


for function in (walk, walk_with_continue):
    for count in range(3):
        try:
            function(count)
        except ValueError as error:
            print(lines_of(error))
