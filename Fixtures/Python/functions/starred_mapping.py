# What may stand behind **: dicts with keys that are text, and whatever has keys and items.
def show(*args, **kw):
    return args, sorted(kw.items())


class Keys:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key * 2

    def __len__(self):
        raise AttributeError("len is not asked")


for text in (
    "show(**{'a': 1}, **{'b': 2})",
    "show(1, **Keys())",
    "show(**{b'a': 1})",
    "show(**{1: 2})",
    "show(**{None: 2})",
    "show(**5)",
    "show(**[('a', 1)])",
    "show(*5)",
    "show(*'ab', *(1, 2), **{})",
    "(lambda a: a)(1, **{'a': 2})",
    "(lambda a, *, k: (a, k))(**{'k': 1, 'a': 2})",
    "(lambda a: a)(**{'b': 2})",
):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, type(e).__name__, e)
