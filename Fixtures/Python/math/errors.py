import math
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.log(2, 1), lambda: math.log(2, 0), lambda: math.exp(1000), lambda: math.acos(2), lambda: math.pow(0, -1),
          lambda: math.fmod(1, 0), lambda: math.floor(math.inf), lambda: math.ceil(math.nan), lambda: math.factorial(-1), lambda: math.sqrt("a"), lambda: math.sin(None), lambda: math.ldexp(1, 2.5),
          lambda: math.isclose(1, 1, rel_tol=-1), lambda: math.isclose(1, 1, 0.5), lambda: math.isclose(1, 1, x=1), lambda: math.gamma(-1), lambda: math.sin(), lambda: math.sin(1, 2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
