# sys.tracebacklimit keeps the outermost calls.
import sys
def f(n):
    if n: f(n-1)
    else: raise ValueError(5)
for l in (1000, 3, 1, 0, -1, 2):
    sys.tracebacklimit = l
    try: f(4)
    except ValueError as e: sys.print_exception(e)
