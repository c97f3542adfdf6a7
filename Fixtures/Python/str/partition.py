def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

for text in ("a=b=c", "=", "abc", "", "a="):
    print(text.partition("="), text.rpartition("="))
print("aéb".partition("é"), b"a-b".partition(b"-"), bytearray(b"a-b").rpartition(b"-"), bytearray(b"ab").partition(b"-"))
attempt(lambda: "a".partition(""))
attempt(lambda: "a".partition(1))
attempt(lambda: b"a".partition("a"))
