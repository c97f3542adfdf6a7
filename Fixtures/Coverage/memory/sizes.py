# Bytes of heap that calls, functions, code objects, references and templates take with everything on.
extra_coverage = 0
import gc
gc.disable()
m = gc.mem_alloc
def show(name, a, b):
    print(name, b - a)
def empty(): pass
def big(a,b,c,d,e,f,g,h,i,j):
    x=[1]; y=[2]; return x
def gen():
    yield 1
    yield 2
a=m(); b=m(); show("nothing", a, b)
a=m(); empty(); b=m(); show("call", a, b)
a=m(); big(1,2,3,4,5,6,7,8,9,10); b=m(); show("bigcall", a, b)
a=m(); f=lambda: 0; b=m(); show("lambda", a, b)
a=m(); f=lambda x=1,y=2: 0; b=m(); show("lambda defaults", a, b)
a=m(); g=gen(); b=m(); show("gen", a, b)
a=m(); next(g); b=m(); show("next", a, b)
a=m(); next(g); b=m(); show("next2", a, b)
a=m()
for i in gen(): pass
b=m(); show("forgen", a, b)
a=m(); c=compile("1", "a", "eval"); b=m(); show("compile", a, b)
a=m(); eval(c); b=m(); show("evalcode", a, b)
a=m(); exec(c); b=m(); show("execcode", a, b)
a=m(); exec("x=1"); b=m(); show("exec", a, b)
a=m(); eval("1+2"); b=m(); show("eval", a, b)
try:
    a=m(); c=empty.__code__; b=m(); show("__code__", a, b)
    a=m(); c.co_code; b=m(); show("co_code", a, b)
    a=m(); c.co_consts; b=m(); show("co_consts", a, b)
    a=m(); c.co_lnotab; b=m(); show("co_lnotab", a, b)
    a=m(); list(c.co_lines()); b=m(); show("co_lines", a, b)
    import marshal
    a=m(); s=marshal.dumps(big.__code__); b=m(); show("marshal", a, b)
    a=m(); s=marshal.loads(s); b=m(); show("marshal.loads", a, b)
    a=m(); type(empty)(s, {}); b=m(); show("function", a, b)
    import weakref
    class C: pass
    o=C()
    a=m(); r=weakref.ref(o); b=m(); show("ref", a, b)
    a=m(); r=weakref.ref(o, lambda r: None); b=m(); show("ref2", a, b)
    a=m(); r=weakref.finalize(o, print, "1"); b=m(); show("finalize", a, b)
    a=m(); r.peek(); b=m(); show("peek", a, b)
    r.detach()
except Exception as e: print(repr(e))
try:
    exec('''name="x"
a=m(); t"a{name!r:>{name}}b"; b=m(); show("tstr", a, b)
a=m(); q=t"a{name}b"+t"c{name}"; b=m(); show("tstr+", a, b)
from string.templatelib import Template
a=m(); q=Template("a","b","c"); b=m(); show("Template", a, b)
''')
except SyntaxError: print("no t")
a=m()
class D:
    def f(self): pass
    def g(self, x=1): pass
b=m(); show("class", a, b)
a=m()
try:
    raise ValueError
except ValueError as e: pass
b=m(); show("raise", a, b)
