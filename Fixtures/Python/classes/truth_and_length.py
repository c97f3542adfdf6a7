# Only True is true of what __bool__ gives; bytes have a length, what inherits from them has none.
class One:
    def __bool__(self):
        return 1


class Word:
    def __len__(self):
        return "many"


class Octets(bytes):
    pass


class Text(str):
    pass


print(bool(One()), 1 if One() else 2)
print(len(Word()), bool(Word()))
for value in (Octets(), Octets(b"ab"), Text(), Text("ab")):
    print(bool(value))
    for function in (len, abs):
        try:
            print(function(value))
        except TypeError as e:
            print(e)
print(len(range(0x7FFFFFFE)) == 0x7FFFFFFE)
try:
    len(False)
except TypeError as e:
    print(e)
