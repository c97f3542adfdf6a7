# Slices of bytearray and memoryview take no heap of their own; those of other types take 16 bytes.
import gc

def used(action):
    gc.collect()
    gc.disable()
    before = gc.mem_alloc()
    result = action()
    after = gc.mem_alloc()
    gc.enable()
    return after - before

data, constant, text, view = bytearray(20), bytes(20), "text of some length", memoryview(bytes(20))
def store():
    data[0:2] = b"ab"
base = used(lambda: None)
print([used(action) - base for action in (lambda: data[2:10], lambda: view[1:3], store, lambda: constant[2:10], lambda: text[2:10], lambda: data[:0])])
