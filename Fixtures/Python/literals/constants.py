from micropython import const
_A = const(5)
B = const(_A * 2 + 1)
_T = const((1, 2, "x"))
_S = const("text")
print(_A, B, _T, _S, _A + B)
print(None, True, False, ..., ())
print((1, 2, (3, "x", None, b"y", ...)), (True, 1.5))
def f():
    return (1, 2, 3), (1.0, -0.0, 0.0, 1)
print(f()[0], f()[1])
