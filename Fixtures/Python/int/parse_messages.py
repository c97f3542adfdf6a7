# What int() says of a text that is no number: the text's bytes, behind sign and prefix.
for text in ("é", "", " ", "12x", "-x", "0x", "0b12", "1_0", "99999999999z", b"\xff", b"1 2", "0o8", "+-1"):
    for base in (10, 0, 16, 36):
        try:
            print(text, base, int(text, base))
        except ValueError as e:
            print(text, base, e)
