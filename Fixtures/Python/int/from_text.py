for text in ("0", "  42  ", "-17", "+5", "\t7\n", "1_000", "123456789012345678901234567890", "-123456789012345678901234567890", "000", "0012"):
    print(int(text))
print(int("ff", 16), int("0xff", 16), int("0xFF", 0), int("0o17", 0), int("0b101", 0), int("17", 8), int("z", 36), int("Zz", 36), int("0", 0))
print(int("123456789abcdef0123456789abcdef", 16), int("-" + "1" * 80, 2), int("zyxwvutsrqponmlkjihgfedcba", 36))
print(int(b"12"), int(bytearray(b"13")))
for arguments in (("",), ("-",), ("abc",), ("12x",), ("1 2",), ("0x10",), ("9", 8), ("012", 0), ("5", 1), ("5", 37), ("1_000_000_000_000",), ("12345678901234567890z",)):
    try:
        print(int(*arguments))
    except ValueError as e:
        print(arguments, e)
for value in ([], None, 1j, "x" and {}):
    try:
        print(int(value))
    except TypeError as e:
        print(e)
