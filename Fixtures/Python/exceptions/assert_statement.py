def f(x):
    assert x > 0, "must be %d or more" % 1
    assert x
    return x
print(f(1))
try:
    f(0)
except AssertionError as e:
    print(e)
try:
    assert not f(2)
except AssertionError as e:
    print(e.args)
