# mkdir in a directory whose last pair says that it goes on in itself.
import vfs


class Blocks:
    def __init__(self):
        self.data = bytearray(b"\xff" * 2048)

    def readblocks(self, block, buffer, offset=0):
        start = block * 128 + offset
        buffer[:] = self.data[start : start + len(buffer)]

    def writeblocks(self, block, buffer, offset=0):
        start = block * 128 + offset
        self.data[start : start + len(buffer)] = buffer

    def ioctl(self, request, argument):
        return 16 if request == 4 else 128 if request == 5 else 0


def words(*numbers):
    return b"".join((number & 0xFFFFFFFF).to_bytes(4, "little") for number in numbers)


def checksum(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0)
    return crc


def commit(device, pair, tags):
    out = bytearray(words(5))
    last = 0xFFFFFFFF
    for kind, number, data in tags + [(0x500, 0x3FF, None)]:
        tag = kind << 20 | number << 10 | (4 if data is None else len(data))
        out += ((tag ^ last) & 0xFFFFFFFF).to_bytes(4, "big")
        out += words(checksum(out)) if data is None else data
        last = tag
    for block in pair:
        device.data[block * 128 : block * 128 + len(out)] = out


device = Blocks()
root = [(0x0FF, 0, b"littlefs"), (0x201, 0, words(0x20001, 128, 16, 255, 0x7FFFFFFF, 16))]
commit(device, (0, 1), root + [(2, 1, b"d"), (0x200, 1, words(4, 5)), (0x600, 0x3FF, words(-1, -1))])
commit(device, (4, 5), [(1, 0, b"z"), (0x201, 0, b""), (0x601, 0x3FF, words(4, 5))])
files = vfs.VfsLfs2(device, mtime=False)
try:
    files.mkdir("/d/a")
except OSError as error:
    print(error)
