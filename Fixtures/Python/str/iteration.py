print(list("aé€😀"), tuple(""), [character for character in "xyz"])
letters = iter("ab")
print(next(letters), next(letters), next(letters, "end"))
print(sorted("hello"), set("aab") == {"a", "b"}, max("abz"), "".join(reversed("abc")))
for index, character in enumerate("é!"):
    print(index, character)
first, *rest = "abcd"
print(first, rest, list(zip("ab", "cd")), list(map(ord, "aé")))
