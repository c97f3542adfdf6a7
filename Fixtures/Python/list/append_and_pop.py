# Lists grow and shrink by append and pop as they do by slices, whoever does it.
a = []
sizes = []
for i in range(40):
    a.append(i)
    if len(a) != i + 1 or a[-1] != i:
        print("append", i)
while a:
    n = len(a)
    x = a.pop()
    if x != n - 1 or len(a) != n - 1:
        print("pop", n, x)
print(a, len(a))

try:
    a.pop()
except IndexError as e:
    print(e)

append = a.append
pop = a.pop
for i in range(5):
    append(i)
print(a, pop(), a, pop(0), a)

# Called by way of the class.
list.append(a, "x")
print(list.pop(a), a, len(a))
try:
    list.append((1, 2), 3)
except TypeError as e:
    print(type(e))
for arguments in ((), (1, 2)):
    try:
        a.append(*arguments)
    except TypeError as e:
        print(e)


class Stack(list):
    def append(self, x):
        super().append(x * 2)


s = Stack()
s.append(3)
s.append("ab")
print(s, s.pop(), len(s))
