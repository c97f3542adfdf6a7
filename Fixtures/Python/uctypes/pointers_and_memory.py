import uctypes

target = bytearray(b"0123456789abcdef")
cell = bytearray(4)
start = uctypes.addressof(target)
pointers = {
    "bytes": (uctypes.PTR | 0, uctypes.UINT8),
    "words": (uctypes.PTR | 0, uctypes.UINT16),
    "parts": (uctypes.PTR | 0, {"a": uctypes.UINT8 | 0, "b": uctypes.UINT32 | 4}),
    "address": uctypes.UINT32 | 0,
}
view = uctypes.struct(uctypes.addressof(cell), pointers)
view.address = start
print(view.bytes[0], view.bytes[3], hex(view.words[1]), view.parts[0].a, hex(view.parts[0].b), view.parts[1].a)
print(int(view.bytes) == start, uctypes.sizeof(view.bytes), uctypes.sizeof(view.parts))
print(uctypes.bytes_at(start + 4, 4), uctypes.bytearray_at(start, 3))
shared = uctypes.bytearray_at(start, 4)
shared[0] = 65
print(target[:4], uctypes.sizeof(shared), uctypes.addressof(shared) == start)
