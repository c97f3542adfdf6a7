# A file in Python that raises while a module is read from it is closed, unless it was the first piece that raised.
import sys, vfs
from io import IOBase

text = b"x = 1\n" * 20


class File(IOBase):
    def __init__(self, failing_piece, closing_fails):
        self.offset = 0
        self.piece = 0
        self.failing_piece = failing_piece
        self.closing_fails = closing_fails

    def ioctl(self, request, argument):
        if request != 4:
            return -1
        print("close")
        if self.closing_fails:
            raise KeyError("closing")
        return 0

    def readinto(self, buffer):
        self.piece += 1
        if self.piece == self.failing_piece:
            raise ValueError("reading")
        piece = text[self.offset : self.offset + len(buffer)]
        buffer[: len(piece)] = piece
        self.offset += len(piece)
        return len(piece)


class Files:
    def mount(self, readonly, mkfs):
        pass

    def stat(self, path):
        if not path.endswith(".py"):
            raise OSError(2)
        return (0,) * 10

    def open(self, path, mode):
        return File(int(path[2]), path[3] == "c")


vfs.mount(Files(), "/streams")
sys.path.insert(0, "/streams")
for name in ("m1n", "m2n", "m3n", "m2c", "m9n"):
    try:
        print(name, __import__(name).x)
    except Exception as error:
        print(name, repr(error))
