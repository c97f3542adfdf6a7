while True:
    exec("a = [" + "1," * 500 + "]")
