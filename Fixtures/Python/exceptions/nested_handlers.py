def f():
    try:
        try:
            1 // 0
        except ZeroDivisionError:
            print("inner")
            raise RuntimeError("again")
        finally:
            print("f1")
    except RuntimeError as e:
        try:
            print(e)
            None.x
        except AttributeError as e2:
            print("attr")
        print("still")
    else:
        print("never")
    finally:
        print("f2")
f()
for i in range(3):
    try:
        if i == 1:
            continue
        if i == 2:
            break
        print(i)
    except Exception:
        pass
    else:
        print("else", i)
