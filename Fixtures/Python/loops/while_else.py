n = 3
while n:
    n -= 1
else:
    print("ran out", n)
while True:
    n += 1
    if n == 2:
        continue
    if n > 3:
        break
else:
    print("never")
print(n)
while False:
    print("never")
else:
    print("at once")
while 0:
    pass
