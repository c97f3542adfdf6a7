# Which results are the interned string or the operand itself.
long = "this text is too long to be interned by the compiler"
print(long + "" is long, "" + long is long, str(long) is long, long[:] is long, long.replace("q", "") is long)
print("a" + "" is "a", "xyz"[1] is "y", chr(121) is "y", next(iter("yes")) is "y", "y".upper() is "Y", "po" + "p" is "pop")
print("keys".replace("k", "K").replace("K", "k") is "keys", b"" is bytes(), b"ab"[1:1] is b"", "ab"[1:1] is "")
print("".join(["ap", "pend"]) is "append", "%s" % "append" is "append", "{}".format("append") is "append", repr(1)  is "1")
