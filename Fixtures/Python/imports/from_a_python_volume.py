import io
import sys
import vfs


class File(io.IOBase):
    def __init__(self, data, piece=0):
        self.data = data
        self.place = 0
        self.piece = piece

    def ioctl(self, request, argument):
        if request == 4:
            print("close")
            return 0
        if request == 11:
            return self.piece
        return -1

    def readinto(self, buffer):
        part = self.data[self.place : self.place + len(buffer)]
        buffer[: len(part)] = part
        self.place += len(part)
        return len(part)


class Volume:
    def __init__(self, files, piece=0):
        self.files = files
        self.piece = piece

    def mount(self, readonly, mkfs):
        pass

    def umount(self):
        pass

    def stat(self, path):
        print("stat", path)
        if path in self.files:
            return (0x8000,) + (0,) * 9
        if any(name.startswith(path + "/") for name in self.files):
            return (0x4000,) + (0,) * 9
        raise OSError(2)

    def open(self, path, mode):
        print("open", path, mode)
        return File(self.files[path], self.piece)


files = {
    "/one.py": b"print('one', __file__)\n",
    "/pkg/__init__.py": b"print('pkg', __path__)\n",
    "/pkg/two.py": b"print('two')\nx = 'a text that is longer than a piece of the reader'\nprint(x)\n",
    "/bad.mpy": b"M\x05\x00\x1f",
    "/none.mpy": b"",
}
vfs.mount(Volume(files), "/volume")
sys.path[:] = ["/volume"]
import one
from pkg import two

for name in ("bad", "none", "missing"):
    try:
        __import__(name)
    except (ValueError, ImportError) as e:
        print(name, type(e).__name__, e)
vfs.umount("/volume")
for piece in (1, 50, 1000):
    del sys.modules["pkg.two"]
    vfs.mount(Volume(files, piece), "/volume")
    import pkg.two

    vfs.umount("/volume")
