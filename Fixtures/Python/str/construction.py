def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

print(str(), str("a"), str(5), str(None), str([1, "a"]), str(b"a"), str(b"a", "utf-8"), str(bytearray(b"b"), "utf8"))
print(str(b"caf\xc3\xa9", "utf-8"), b"caf\xc3\xa9".decode(), b"a".decode("ascii"), "é".encode(), "a".encode("ascii"))
print(b"a\xffb".decode("utf-8", "ignore"), b"a\xffb\xe2\x82".decode("utf-8", "replace"), b"\xc3\xa9".decode("ascii", "ignore"))
attempt(lambda: b"\xff".decode())
attempt(lambda: b"\xc3".decode())
attempt(lambda: b"\xc3\xa9".decode("ascii"))
attempt(lambda: b"a".decode("latin-1"))
attempt(lambda: b"a".decode(1))
attempt(lambda: "é".encode("ascii"))
attempt(lambda: "é".encode("nonsense"))
attempt(lambda: str(1, "utf-8"))
attempt(lambda: str("a", "utf-8"))
attempt(lambda: str(1, 2, 3, 4))
attempt(lambda: str(object=1))
class Named:
    def __str__(self):
        return "named"
    def __repr__(self):
        return "<Named>"
print(str(Named()), repr(Named()), [Named()], "%s %r" % (Named(), Named()), "{} {!r}".format(Named(), Named()))
