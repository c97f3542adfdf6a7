# What is thrown into a generator that has ended gets lost.
def counter():
    yield 1


generator = counter()
print(list(generator))
for exception in (ValueError(1), KeyError, GeneratorExit, StopIteration(3), 5):
    try:
        print(generator.throw(exception))
    except BaseException as e:
        print(type(e).__name__, e.args)
print(generator.close())
