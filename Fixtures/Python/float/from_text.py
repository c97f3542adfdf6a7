for text in ("0", "1.5", "-2.5e3", "+.5", "5.", "1e5", "1E-5", "  3.25  ", "inf", "-inf", "Infinity ", "nan", "1_000.5", "123456789012345678901234567890", "0.1", "1e400", "1e-400",
             "4.9e-324", "1.7976931348623157e308", "0.000000000000000000000000000001", "00012.5", "9007199254740993"):
    print(text, float(text))
for text in ("", "abc", "1e", "1.5x", "--1", "1 2", "e5", "1j"):
    try:
        print(text, float(text))
    except ValueError as e:
        print(text, e)
print(float(5), float(2**70), float(True), float(b"2.5"), float())
for value in (None, [], 1j):
    try:
        print(float(value))
    except TypeError as e:
        print(e)
