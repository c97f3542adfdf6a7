def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)

print("{} {}".format(1, "a"), "{1} {0} {1}".format(1, 2), "{a}-{b}".format(a=1, b="x"), "{{}} {}".format(1))
print("{!r} {!s}".format("a", "b"), "{0!r:>6}|".format("a"))
print("{:5}|{:<5}|{:>5}|{:^5}|{:*^7}|".format("ab", "ab", "ab", "ab", "ab"), "{:.2}|{:5.1}|{:.0}|".format("abc", "abc", "abc"))
print("{:5}|{:<5}|{:^5}|{:05}|{:+}|{: }|{:-}|{:=+6}|".format(42, 42, 42, 42, 42, 42, 42, 42))
print("{:d} {:b} {:o} {:x} {:X} {:c} {:n}".format(255, 255, 255, 255, 255, 65, 255))
print("{:#b} {:#o} {:#x} {:#X} {:#10x}| {:#010x} {:<#10x}|".format(5, 8, 255, 255, 255, 255, 255))
print("{:,} {:_} {:,} {:_x} {:_b} {:012,} {:013,} {:014,} {:010_}".format(1234567, 1234567, -1234, 0xDEADBEEF, 255, 12345, 12345, 12345, 12345))
print("{:c}{:c} {:5c}|{:<5c}|".format(233, 0x20AC, 65, 65), "{} {:d} {:5}|".format(True, True, False))
print("{:{}} {:{width}.{precision}}|".format("a", 5, "abcdef", width=8, precision=3), "{:{fill}{align}9}|".format("mid", fill="*", align="^"))
print("{}".format([1, "a"]), "{!r:10}|{!s:>10}|".format(None, None), "{0}{0}".format("é"))
for template, values in (("{", ()), ("}", ()), ("{0", (1,)), ("{}{0}", (1, 2)), ("{0}{}", (1, 2)), ("{}", ()), ("{1}", (1,)), ("{a}", ()), ("{0.real}", (1,)), ("{0[0]}", (1,)), ("{!x}", (1,)), ("{!", (1,)), ("{:z}", (1,)), ("{:d}", ("a",)), ("{:s}", (1,)), ("{:+s}", ("a",)), ("{:+c}", (65,)), ("{:=5}", ("a",)), ("{:c}", (0x110000,)), ("{:c}", (-1,)), ("{!r", (1,)), ("{0!r}}", (1,)), ("{:x}", (1.5,)), ("{:d}", (None,)), ("{:5d5}", (1,))):
    attempt(lambda: template.format(*values))
print(b"{}".format(1), bytearray(b"{}").format(2))
