import io
import json

texts = [
    "null", " true", "false ", "-12", "1.5e3", "123456789012345678901234567890", '"a\\n\\u00e9\\"\\/"', "[]", "{}",
    '[1, [2, [3, [4, [5, [6]]]]], {"a": {"b": [null]}}]', '{"x" 1 "y" 2}', "[1 2,,3]", "[1}", '{"a": [1, 2], "b": {}}',
    "", "nul", "[", "]", '{"a"', '"open', "[1] 2", '{[1]: 2}', "-", "1.2.3", "1-2", "\x00", "  ", "[1] \n",
    '{"a": 1, "a": 2}', '{1: 2, null: 3, true: 4}', "'a'", "tru", '["\\u12g4"]', '{"a": 1, "b"}',
]
for text in texts:
    try:
        print(repr(text), repr(json.loads(text)))
    except Exception as error:
        print(repr(text), type(error), error)
    try:
        again = json.load(io.StringIO(text))
        print(again == json.loads(text))
    except ValueError as error:
        print(error)
print(json.loads(b'[1]'), json.loads(bytearray(b'{"k": "v"}')))
try:
    json.loads(5)
except TypeError as error:
    print(error)
