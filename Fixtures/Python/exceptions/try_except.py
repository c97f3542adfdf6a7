def f(x):
    try:
        if x == 0:
            raise ValueError("v")
        if x == 1:
            raise KeyError
        if x == 2:
            [][1]
        print("body", x)
    except ValueError as e:
        print("value", e)
    except (KeyError, TypeError):
        print("key")
    except:
        print("other")
    else:
        print("else")
    print("after")
for x in range(4):
    f(x)
