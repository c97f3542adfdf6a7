# Bytes of heap that arithmetic takes (32-bit): objects, digits, and what is left behind.
import gc
def cost(f, *a):
    gc.collect()
    f(*a)
    before = gc.mem_alloc()
    f(*a)
    return gc.mem_alloc() - before - empty
empty = 0
empty = cost(lambda: None)
gc.disable()
a = 2**100
b = 3**70
c = 1.5
for name, f in (
    ("small", lambda: 5 + 7), ("overflow", lambda: 0x3fffffff + (a >> 100)), ("add", lambda: a + b), ("sub", lambda: a - a), ("mul", lambda: a * b), ("div", lambda: b // a),
    ("mod", lambda: -b % a), ("divmod", lambda: divmod(b, a)), ("pow", lambda: (b >> 90) ** 20), ("pow3", lambda: pow(b, 5, a)), ("shl", lambda: a << 50), ("shr", lambda: a >> 50),
    ("and", lambda: a & b), ("neg", lambda: -a), ("not", lambda: ~a), ("small mul", lambda: 100000 * len("x" * 3) * 100000), ("float", lambda: c + 1), ("true div", lambda: 7 / len("ab")), ("complex", lambda: c * 1j),
    ("int of str", lambda: int("123456789012345678901")), ("str", lambda: str(b)), ("hex", lambda: hex(b)), ("float str", lambda: str(c)), ("to_bytes", lambda: b.to_bytes(20, "big")), ("from_bytes", lambda: int.from_bytes(b"abcdefghij", "big")),
):
    print(name, cost(f))
