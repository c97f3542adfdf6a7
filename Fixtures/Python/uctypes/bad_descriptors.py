import uctypes


def refused(action):
    try:
        print(action())
    except Exception as error:
        print(type(error), error)


data = bytearray(16)
at = uctypes.addressof(data)
refused(lambda: uctypes.sizeof(uctypes.UINT8))
refused(lambda: uctypes.sizeof("a"))
refused(lambda: uctypes.sizeof({"a": "b"}))
refused(lambda: uctypes.sizeof({"a": (0, {}, 1)}))
refused(lambda: uctypes.sizeof({"a": (uctypes.PTR | 0, 1, 2)}))
refused(lambda: uctypes.sizeof({"a": (uctypes.ARRAY | 0, 1, {}, 2)}))
refused(lambda: uctypes.struct(at, {"a": uctypes.UINT8}).b)
refused(lambda: uctypes.struct(at, {"a": "b"}).a)
refused(lambda: uctypes.struct(at, (0, {})).a)
refused(lambda: uctypes.struct(at, {})[0])
refused(lambda: setattr(uctypes.struct(at, {"a": (0, {})}), "a", 1))
refused(lambda: uctypes.struct(at, (uctypes.ARRAY | 0, uctypes.UINT16 | 2))[2])
refused(lambda: uctypes.sizeof(uctypes.struct(at, {}), 1))
refused(lambda: int(uctypes.struct(at, {})))
refused(lambda: uctypes.addressof(5))
refused(lambda: uctypes.struct())
