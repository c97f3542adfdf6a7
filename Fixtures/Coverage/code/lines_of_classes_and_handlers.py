# With tracing, class bodies and except clauses have lines of their own.
source = """
class A(
    object):
    x = 1
def f():
    try:
        a
    except (
        ValueError):
        b
    except TypeError:
        c
    finally:
        d
"""
code = compile(source, "m", "exec")
for child in code.co_consts[:-1]:
    print(child.co_name, child.co_firstlineno, list(child.co_lines()), child.co_lnotab)
