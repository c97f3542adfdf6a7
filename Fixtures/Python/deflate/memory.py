# What a stream takes of the heap: the object, then at its first read the state and the window.
import deflate
import gc
import io

raw = b"\xcbH\xcd\xc9\xc9W\xc8@\x90\x00"
buffer = bytearray(4)
for bits in (5, 8, 9, 12):
    source = io.BytesIO(raw)
    gc.collect()
    before = gc.mem_alloc()
    stream = deflate.DeflateIO(source, deflate.RAW, bits)
    made = gc.mem_alloc()
    stream.readinto(buffer)
    print(made - before, gc.mem_alloc() - made, buffer)
    stream = None
# zlib's header says how large the window must be; gzip's does not.
for data in (b"x\x9cK\x04\x00\x00b\x00b", b"\x18\x95K\x04\x00\x00b\x00b"):
    stream = deflate.DeflateIO(io.BytesIO(data))
    gc.collect()
    before = gc.mem_alloc()
    stream.readinto(buffer)
    print(gc.mem_alloc() - before, buffer)
