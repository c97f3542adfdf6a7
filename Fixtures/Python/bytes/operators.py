def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

print(b"a" + b"b", b"a" + bytearray(b"b"), b"ab" * 2, 2 * b"ab", b"ab" * 0, b"abc"[1], b"abc"[-1], b"abc"[1:], b"abc"[5:], b"abc"[:-1])
print(b"b" in b"abc", b"" in b"abc", b"bc" in b"abc", b"d" in b"abc", bytearray(b"b") in b"abc")
print(b"a" < b"b", b"a" == bytearray(b"a"), bytearray(b"a") == b"a", b"a" != b"b", b"a" >= b"a", b"a" < bytearray(b"b"), b"\xff" > b"a")
print(list(b"abc"), [byte for byte in b"\x00\xff"], hash(b"ab") == hash("ab"), len(b"\xc3\xa9"), bool(b""), bool(b"\0"))
print(b"tab\t\n\r\\'\"\x00\x7f\x80\xff", b"it's", repr(b"say \"hi\""))
for action in (lambda: b"abc"[3], lambda: b"abc"["a"], lambda: b"abc"[::2], lambda: b"a" + "b", lambda: b"a" + 1, lambda: "a" in b"abc", lambda: 97 in b"abc", lambda: b"a" < 1, lambda: b"a" * 1.0):
    attempt(action)
