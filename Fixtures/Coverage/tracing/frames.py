# Frame objects: what they tell, and what is left of them after the call.
import sys

frames = []


def trace(frame, event, argument):
    frames.append(frame)
    outer = frame.f_back
    print(event, frame.f_lineno, frame.f_code.co_name, outer and outer.f_code.co_name, frame.f_globals is globals())
    return trace


def inner():
    return 1


def outer():
    return inner()


sys.settrace(trace)
outer()
sys.settrace(None)
print(frames[0] is frames[1], frames[0] is frames[2])
for name in ("f_lineno", "f_lasti", "f_code", "f_locals", "nothing"):
    print(name, hasattr(frames[0], name))
try:
    frames[0].f_lineno = 5
except AttributeError as error:
    print(error)
print(sys.settrace(5), sys.settrace(None))
try:
    sys.settrace()
except TypeError as error:
    print(error)
