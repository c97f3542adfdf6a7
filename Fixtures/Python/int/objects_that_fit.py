# Some operations give objects even where a word would do; equality and hashes do not tell.
q, r = divmod(2**40, 2**39)
print(q, r, q == 2, r == 0, [10, 20, 30][q], hash(q) == hash(2), {2: "two"}[q])
p = pow(2, 3, 5)
print(p, p == 3, "abcd"[p], p + 1, -p, p * 2, p < 4, p in (1, 2, 3), list(range(p)))
n = -(2**30)
print(n, n == -1073741824, n + 1, hash(n) == hash(-1073741824))
