class Int:
    def __int__(self): return 42
class Float:
    def __float__(self): return 2.5
class Complex:
    def __complex__(self): return 1 + 2j
print(int(Int()), float(Float()), complex(Complex()), complex(Float()))
import math
print(math.sqrt(Float()) ** 2)
class Bad:
    def __int__(self): return "x"
for f in (lambda: int(Bad()), lambda: float(Int()), lambda: int(Float()), lambda: "%d" % Int(), lambda: [1, 2][Int()]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
