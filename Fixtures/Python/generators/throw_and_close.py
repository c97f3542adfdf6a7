def g():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print("caught", e)
        yield "handled"
    finally:
        print("finally")
it = g()
next(it)
print(it.throw(ValueError("v")))
it.close()
it = g()
next(it)
it.close()
print(list(it))
