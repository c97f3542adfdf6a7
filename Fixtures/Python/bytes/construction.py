def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

print(bytes(), bytes(3), bytes([1, 2, 255]), bytes(b"ab"), bytes(bytearray(b"cd")), bytes(range(3)), bytes(x for x in (65, 66)), bytes("é", "utf-8"), bytes("a", "ascii"))
print(bytes(memoryview(b"abc")[1:]), bytes((1, True)), bytes({5: 6}), bytes(bytes(2)))
for argument in (("a",), (-1,), ([256],), ([-1],), (["a"],), (1.5,), (None,), (1, 2), ("é", "ascii"), ("a", "utf-8", 1), ("a", "nonsense")):
    attempt(lambda: bytes(*argument))
attempt(lambda: bytes("a", encoding="utf-8"))
data = b"same"
print(bytes(data) is data, bytes() is b"")
