import io
import json
from collections import OrderedDict

values = [
    None, True, False, 1, -5, 1 << 80, 1.5, "text", 'quo"te\\ \n\x01\u00e9', b"bytes", [], [1, [2]], (1, 2), (1,), {}, {"a": 1},
    {1: 2}, {None: False}, OrderedDict([("b", 1), ("a", [2])]), [{"x": (1, "y")}], {(1, 2): 3},
]
for value in values:
    print(json.dumps(value), json.dumps(value, separators=(",", ":")), json.dumps(value, separators=None))
stream = io.StringIO()
json.dump({"a": [1, 2]}, stream)
json.dump([{"b": 3}, 4], stream, separators=(" ; ", " = "))
print(stream.getvalue())
for arguments, keywords in (((), {}), ((1, 2), {}), ((1,), {"indent": 2}), ((1,), {"separators": (",",)})):
    try:
        print(json.dumps(*arguments, **keywords))
    except Exception as error:
        print(type(error), error)
try:
    json.dump(1, 2)
except OSError as error:
    print(error)
