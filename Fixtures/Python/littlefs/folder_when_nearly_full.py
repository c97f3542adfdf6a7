# A folder takes two blocks, and its parent may have to be split for its name: none may be taken twice.
import vfs
from ramblocks import RAMBlocks


def fill(count):
    device = RAMBlocks(64, 512)
    vfs.VfsLfs2.mkfs(device)
    files = vfs.VfsLfs2(device, mtime=False)
    names = ["f%02d_abcdefgh" % number for number in range(count)]
    for name in names:
        files.open(name, "w").close()
    part = 0
    while files.statvfs("/")[3] > 2 and part < 100:
        left = files.statvfs("/")[3] - 2
        with files.open("big%d" % part, "w") as file:
            file.write("x" * (492 if left < 3 else (left - 2) * 500))
        names.append("big%d" % part)
        part += 1
    try:
        files.mkdir("folder")
        names.append("folder")
    except OSError:
        pass
    names.sort()
    seen = [sorted(entry[0] for entry in again.ilistdir("/")) for again in (files, vfs.VfsLfs2(device, mtime=False))]
    return seen == [names, names]


print([count for count in range(4, 40) if not fill(count)])
