class E(Exception):
    pass
try:
    try:
        raise E("a", 1)
    except E:
        raise
except E as e:
    print(e.args)
try:
    raise E from ValueError("cause")
except E as e:
    print(type(e).__name__)
try:
    raise E()
except Exception as e:
    print(isinstance(e, E))
try:
    e
except NameError:
    print("name deleted")
