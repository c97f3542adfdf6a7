# What an unfinished hash takes of the heap.
import gc
import hashlib

gc.collect()
before = gc.mem_alloc()
hash = hashlib.sha256()
print(gc.mem_alloc() - before)
before = gc.mem_alloc()
digest = hash.digest()
print(gc.mem_alloc() - before)
