# The lines that a traceback names: of a raise, a re-raise, an exception raised twice, and one of a class of the guest.
import io
import sys


def shown(e):
    out = io.StringIO()
    sys.print_exception(e, out)
    for line in out.getvalue().split("\n"):
        if "File" in line:
            at = line.index(", line")
            print("   ", line[at + 2 :])
        elif line:
            print("   ", line)


class Plain(Exception):
    pass


class Told(ValueError):
    def __init__(self, text):
        super().__init__("told", text)


class Made(KeyError):
    def __new__(cls, *arguments):
        print("new", arguments)
        return super().__new__(cls)


def deep(n, e):
    if n:
        deep(n - 1, e)
    raise e


def finally_and_again(e):
    try:
        deep(1, e)
    finally:
        print("finally")


def bare(e):
    try:
        deep(0, e)
    except BaseException:
        raise


def named(e):
    try:
        deep(0, e)
    except BaseException as caught:
        raise caught


for call in (lambda e: deep(6, e), finally_and_again, bare, named):
    for kind in (Plain, Plain(1, 2), Told("x"), ValueError, KeyError("k"), Made):
        try:
            call(kind)
        except Exception as e:
            print(type(e).__name__, e.args)
            shown(e)

kept = Plain("kept")
for turn in range(3):
    try:
        deep(1, kept)
    except Plain as e:
        shown(e)
kept.__traceback__ = None
try:
    deep(0, kept)
except Plain as e:
    shown(e)
