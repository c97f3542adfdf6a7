def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

text = "héllo"
for affix in ("", "h", "hé", "llo", "héllo", "héllo!", "x", ("x", "h"), ("o", "z"), ()):
    print(repr(affix), text.startswith(affix), text.endswith(affix))
for bounds in ((1,), (2, 4), (-3,), (None, 2), (9,), (3, 1)):
    print(bounds, text.startswith("l", *bounds), text.endswith("l", *bounds), text.startswith("", *bounds))
attempt(lambda: text.startswith(1))
attempt(lambda: text.startswith(("h", 1)))
attempt(lambda: text.endswith(("z", 1)))
