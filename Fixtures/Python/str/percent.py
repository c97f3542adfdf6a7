def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

print("%d %i %u %s %r %c %c %%" % (1, -2, 3, "a", "b", "c", 100))
print("%5d|%-5d|%05d|%+d|% d|%5.3d|%.3d|%-7.3d|%x|%X|%#x|%#X|%o|%#o" % (42, 42, 42, 42, 42, 42, 42, 42, 255, 255, 255, 255, 8, 8))
print("%5s|%-5s|%.2s|%5.1s|%05s|%s" % ("ab", "ab", "abc", "abc", "ab", [1, 2]))
print("%*d|%-*d|%.*f|%*.*f" % (5, 42, 5, 42, 2, 3.14159, 8, 1, 2.55))
print("%(a)s %(b)d %(a)r" % {"a": "x", "b": 2}, "%s" % {"a": 1}, "%s" % (1,), "%s" % [1], "%d" % 2.9, "%d" % -2.9, "%d" % True)
print("%c%c" % (233, 0x20AC), b"%s %d %r" % (b"a", 5, b"b"), "%s" % b"a", "%d" % (1 << 70), "%x" % (1 << 70))
for template, values in (("%d", "a"), ("%d", None), ("%s %s", 1), ("%s", (1, 2)), ("", 1), ("%q", 1), ("%", ()), ("%5", 1), ("%(a", {}), ("%(a)s", 1), ("%(a)s", {}), ("%c", "ab"), ("%c", 1.0), ("%c", 0x110000), ("%c", ""), ("%x", 1.5), ("%*d", ("a", 1)), ("%*d", 5), ("%f", "a"), ("%.", 1)):
    attempt(lambda: template % values)
