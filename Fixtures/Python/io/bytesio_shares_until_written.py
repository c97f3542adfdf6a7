import gc
import io

gc.collect()
gc.disable()
data = b"0123456789" * 100


def heap(make):
    before = gc.mem_alloc()
    kept = make()
    return gc.mem_alloc() - before, kept


for make in (
    lambda: io.BytesIO(),
    lambda: io.BytesIO(100),
    lambda: io.BytesIO(data),
    lambda: io.StringIO("short"),
    lambda: io.BytesIO(bytearray(40)),
):
    print(heap(make)[0])
used, stream = heap(lambda: io.BytesIO(data))
print(used, heap(lambda: stream.write(b"x"))[0])
print(stream.getvalue()[:4], data[:4], stream.tell())
print(heap(lambda: stream.write(data))[0])
stream.close()
s = io.StringIO()
print([heap(lambda: s.write("twenty characters!!!"))[0] for _ in range(8)])
s.seek(0)
print(heap(lambda: s.read(50))[0], heap(lambda: s.readline())[0])
s.seek(0)
print(heap(lambda: s.read())[0])
