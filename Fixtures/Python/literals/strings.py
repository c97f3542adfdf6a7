print('single', "double", '''tri
ple''', r"raw\n", "a" "b" 'c', "tab\tquote\"x\x41\u00e9\101")
print(b"bytes\x00\xff", b'a' b"b", br"\n", "line \
continued")
print("", b"", "é" == "\xe9", len("日本"))
print("a rather long literal that is no name", 'a rather long literal that is no name')
