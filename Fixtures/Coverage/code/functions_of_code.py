# type(function)(code, globals) makes a function with other globals.
function = type(lambda: 0)


def add(a):
    global total
    total += a
    return total


first, second = {"total": 1}, {"total": 100}
print(function(add.__code__, first)(5), function(add.__code__, second)(5), first, second)
body = compile("x = 3\nprint(y)", "name.py", "exec")
names = {"print": print, "y": "why"}
print(function(body, names)())
print(sorted(n for n in names if n in "xy"))


def generator(n):
    for i in range(n):
        yield i * factor


print(list(function(generator.__code__, {"factor": 3, "range": range})(3)))
for arguments in ((), (add.__code__,), (1, {}), (add.__code__, 1), (add.__code__, {}, 1)):
    try:
        function(*arguments)
    except TypeError as error:
        print("TypeError", error)
