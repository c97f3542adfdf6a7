def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

text = "aé€😀z"
print(len(text), len(""), len("abc"))
for index in range(-6, 7):
    attempt(lambda: text[index])
for first in range(-6, 7, 2):
    for last in range(-6, 7, 3):
        print(first, last, text[first:last], text[first:], text[:last])
print(text[:], text[None:None], text[::1], text[::None])
attempt(lambda: text[::2])
attempt(lambda: text[::-1])
attempt(lambda: text["x"])
attempt(lambda: text[1.0])
attempt(lambda: text[True])
long = "é" * 40 + "x" + "€" * 40
print(long[40], long[-41], long[38:43], long[-43:-38])
