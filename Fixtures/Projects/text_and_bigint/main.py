# Text and integers larger than a word.
def factorial(n):
    product = 1
    for factor in range(2, n + 1):
        product *= factor
    return product


print("2**100 =", 2**100)
print("25! =", factorial(25))
print("mod", 3**200 % 1000007, "gcd", (2**64 - 1) // 641 % 97, -(2**70) // 3)
print("bits", hex(1 << 65), (1 << 65) >> 60, ~(1 << 40), (1 << 40) & -(1 << 38))

words = "the quick brown fox jumps over the lazy dog".split()
longest = max(words, key=len)
print(longest, longest.upper(), "".join(reversed(longest)), longest.find("i"))
print(" ".join(sorted(set(words))))
print("-".join(word[0] for word in words if "o" in word))
counts = {}
for letter in "".join(words):
    counts[letter] = counts.get(letter, 0) + 1
print(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3])

print("{:>8}|{:<8}|{:^8}|{:08d}|{:+}|{:x}|{!r}".format("right", "left", "mid", 1234, 5, 255, "q'uote"))
print("%5d|%-5s|%05x|%c|%%" % (42, "ab", 0xBEEF, "z"))
print(repr("tab\tnewline\n\x00é"), len("é"), "é".encode())
print(int("-1234567890123456789"), int("ff", 16), "".join(reversed(str(10**20))))
