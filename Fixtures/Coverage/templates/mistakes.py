# What is no template.
for source in ("t'{}'", "t'{'", "t'}'", "t'{a'", "t'a' 'b'", "'a' t'{1}'", "f'a' t'b'", "bt'a'", "t'{a!x}'"):
    try:
        print(eval(source, {"a": 1}))
    except SyntaxError as error:
        print(source, "SyntaxError", error)
