# A file whose list of blocks is cut short, in a commit whose checksum is right.
import vfs
from ramblocks import RAMBlocks


def words(*numbers):
    return b"".join((number & 0xFFFFFFFF).to_bytes(4, "little") for number in numbers)


def checksum(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0)
    return crc


def commit(device, tags):
    out = bytearray(words(5))
    last = 0xFFFFFFFF
    for kind, number, data in tags + [(0x500, 0x3FF, None)]:
        tag = kind << 20 | number << 10 | (4 if data is None else len(data))
        out += ((tag ^ last) & 0xFFFFFFFF).to_bytes(4, "big")
        out += words(checksum(out)) if data is None else data
        last = tag
    for block in (0, 1):
        device.data[block * device.size : block * device.size + len(out)] = out


for data in (words(3), b""):
    device = RAMBlocks(32, 512)
    commit(
        device,
        [(0x0FF, 0, b"littlefs"), (0x201, 0, words(0x20001, 512, 32, 255, 0x7FFFFFFF, 0x3FE))]
        + [(1, 1, b"a"), (0x202, 1, data)],
    )
    files = vfs.VfsLfs2(device, mtime=False)
    print(files.stat("/a")[6], files.statvfs("/")[3])
