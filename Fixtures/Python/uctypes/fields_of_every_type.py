import uctypes

data = bytearray(range(1, 65))
layout = {
    "u8": uctypes.UINT8 | 0, "i8": uctypes.INT8 | 1, "u16": uctypes.UINT16 | 2, "i16": uctypes.INT16 | 4,
    "u32": uctypes.UINT32 | 8, "i32": uctypes.INT32 | 12, "u64": uctypes.UINT64 | 16, "i64": uctypes.INT64 | 24,
    "f32": uctypes.FLOAT32 | 32, "f64": uctypes.FLOAT64 | 40,
    "low": uctypes.BFUINT8 | 0 | 0 << uctypes.BF_POS | 4 << uctypes.BF_LEN,
    "high": uctypes.BFUINT16 | 2 | 12 << uctypes.BF_POS | 4 << uctypes.BF_LEN,
    "word": uctypes.BFUINT32 | 8 | 5 << uctypes.BF_POS | 20 << uctypes.BF_LEN,
    "inner": (48, {"a": uctypes.UINT8 | 0, "b": uctypes.UINT16 | 2}),
    "bytes": (uctypes.ARRAY | 52, uctypes.UINT8 | 4),
    "halves": (uctypes.ARRAY | 52, uctypes.UINT16 | 3),
    "pairs": (uctypes.ARRAY | 56, 2, {"x": uctypes.UINT8 | 0, "y": uctypes.INT8 | 1}),
}
for order in (uctypes.NATIVE, uctypes.LITTLE_ENDIAN, uctypes.BIG_ENDIAN):
    view = uctypes.struct(uctypes.addressof(data), layout, order)
    print(order, uctypes.sizeof(view), uctypes.sizeof(layout, order), len(bytes(view)))
    for name in sorted(layout):
        value = getattr(view, name)
        print(name, value if isinstance(value, (int, float, bytearray)) else type(value))
    print(view.inner.a, view.inner.b, list(view.bytes), [view.halves[i] for i in range(3)], view.pairs[1].x, view.pairs[1].y)
    for name, value in (("u8", 300), ("i16", -2), ("u32", 0xFFFFFFFF), ("u64", 1 << 63), ("f32", 1.5), ("f64", -0.1)):
        setattr(view, name, value)
        print(name, getattr(view, name))
    view.low, view.high, view.word = 0x1F, 3, 0xABCDE
    view.halves[1] = 0x1234
    view.inner.b = 0xBEEF
    view.bytes[0] = 99
    print(view.low, view.high, view.word, view.halves[1], view.inner.b, list(data))
