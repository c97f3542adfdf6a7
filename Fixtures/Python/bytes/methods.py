def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

data = b"a,b\xff,c"
print(data.find(b","), data.find(44), data.rfind(b","), data.index(98), data.count(b","), data.find(b"\xff"), data.find(bytearray(b"b")))
print(data.split(b","), data.rsplit(b",", 1), b" a b ".split(), b" a ".strip(), b"xax".strip(b"x"), data.upper(), b"AB".lower())
print(data.startswith(b"a"), data.endswith(b"c"), data.replace(b",", b""), b"12".isdigit(), b"aB".isalpha(), b" ".isspace())
print(b"\x00\xffA".hex(), b"abc".hex(":"), b"".hex(), b"ab".hex("--"), bytes.fromhex("00 ff 4a"), bytearray.fromhex("4A4b"), bytes.fromhex(""), bytes.fromhex(b"61"))
for action in (lambda: bytes.fromhex("0"), lambda: bytes.fromhex("0g"), lambda: bytes.fromhex("0 0"), lambda: bytes.fromhex(1), lambda: data.find(256), lambda: data.find(-1), lambda: data.find("a"), lambda: data.split("a"), lambda: data.hex(1)):
    attempt(action)
print(b"%d-%s" % (1, b"x"), b"abc".center(7), b"a\nb".splitlines())
