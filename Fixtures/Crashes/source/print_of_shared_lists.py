# Forty lists, each twice in the next: a print of a trillion brackets.
import io


class Sink(io.IOBase):
    def write(self, data):
        return len(data)


nested = []
for _ in range(40):
    nested = [nested, nested]
print(nested, file=Sink())
