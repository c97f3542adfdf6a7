# What calls of a class remember must not outlive changes to the class.
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def sum(self):
        return self.x + self.y


class Holder:
    pass


def make(cls, *values):
    made = []
    for value in values:
        made.append(cls(value, value + 1))
    return [(p.x, p.y, p.sum()) for p in made]


print(make(Point, 1, 2))


def other(self, x, y):
    self.y, self.x = x, y
    self.third = 3


Point.__init__ = other
print(make(Point, 1, 2), Point(5, 6).third)
Point.sum = lambda self: self.x * 100 + self.y
print(make(Point, 3))


def build(n):
    for i in range(n):
        try:
            p = Point(i)
        except TypeError:
            print("TypeError")
        try:
            p = Point(i, i, i)
        except TypeError:
            print("TypeError")
        p = Point(y=i, x=-i)
        print(p.x, p.y)


build(2)


def strange(self, x, y):
    return x


Point.__init__ = strange
for value in (None, 1):
    try:
        print(type(Point(value, 0)) is Point)
    except TypeError as e:
        print(e)

# By way of another object, with attributes added in another order, and with deleted ones.
Point.__init__ = other
box = Holder()
box.cls = Point
many = [box.cls(i, i + 1) for i in range(3)]
print([(p.x, p.y, p.third) for p in many])
del many[1].y
many[1].w = 7
many[1].y = 8
print(many[1].x, many[1].y, many[1].w, sorted(many[1].__dict__.keys()))
for p in many:
    for name in ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"):
        setattr(p, name, name + str(p.x))
    p.a = p.n
print([p.a + p.m + str(len(p.__dict__)) for p in many])


class Base:
    def __init__(self, x):
        self.x = x


class Derived(Base):
    pass


class Deeper(Derived):
    def __init__(self, x):
        super().__init__(x + 1)
        self.z = x


print([(c(1).x, len(c(2).__dict__)) for c in (Base, Derived, Deeper, Derived, Base)])


# Instances of several classes take turns at one call; then one gets an attribute of the method's name.
class Cat:
    def says(self):
        return "meow"

    def __add__(self, other):
        return "cat+" + str(other)


class Dog:
    def says(self):
        return "woof"

    def __add__(self, other):
        return NotImplemented

    def __radd__(self, other):
        return "dog"


animals = [Cat(), Dog(), Cat(), Dog()]
for turn in range(3):
    print([a.says() for a in animals])
    if turn == 0:
        animals[2].says = lambda: "purr"
    elif turn == 1:
        Dog.says = lambda self: "grr"
for turn in range(2):
    print([animals[0] + n for n in (1, 2)], animals[0] + turn)
    Cat.__add__ = lambda self, other: "changed"
try:
    animals[1] + 1
except TypeError:
    print("TypeError")
total = Cat()
total += 5
print(total)
