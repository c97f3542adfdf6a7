import re

cases = [
    ("a", "banana"), ("an+a", "banannnna"), ("(b)(a)?(x)?", "ba"), ("a*", "aaa"), ("a*?", "aaa"), ("a+?b", "aaab"),
    ("^b", "ab"), ("^a$", "a"), ("a$", "ba"), ("[a-c]+", "xabcab"), ("[^a-c]+", "abxyzc"), ("[\\d_]+", "ab12_3x"),
    ("\\d+\\s\\w+", "x 12 ab_3-"), ("\\D\\S\\W", "1ab c-"), ("a|b|cd", "xcd"), ("(a|b)*c", "ababc"), ("(?:ab)+", "ababx"),
    ("(a(b(c)))", "abc"), ("x?y??z", "xyz"), ("\\.\\*", "a.*"), ("[.\\]x]+", "a.]x"), ("[-a]+", "b-a"), ("[a-]+", "b-a"),
    ("", "abc"), ("b.", "ab\n"), ("é+", "caféé"), ("(a)|b", "b"), (b"a(.)", b"xab"), ("[A-Z][a-z]*", "the Quick"),
    ("(.*)=(.*)", "key=value=x"), ("(.*?)=(.*)", "key=value=x"), ("a{2}", "aa a{2}"),
]
for pattern, text in cases:
    for find in (re.match, re.search):
        found = find(pattern, text)
        if found is None:
            print(pattern, None)
            continue
        groups = []
        for number in range(9):
            try:
                groups.append(found.group(number))
            except IndexError:
                break
        print(pattern, found, groups)
compiled = re.compile("^b|a")
print([compiled.search("banana", begin) and compiled.search("banana", begin).group(0) for begin in (-1, 0, 1, 5, 6, 99)])
print(re.compile("a+").match("baaa", 1, 3).group(0), re.compile("a$").search("banana", 0, 2).group(0))
print(re.compile("x").match("banana", 2, 1))
