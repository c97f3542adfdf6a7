# Slashes and dots behind the last name, and paths that lead above the root.
import vfs
from ramblocks import RAMBlocks

PATHS = ("", ".", "/", "..", "d/", "d/.", "d/..", "d/../", "d/x/", "d/x/.", "d/x/..", "d//x", "../d", "d/../../d", "f/", "f/x", "f/..")
PATHS += ("new/", "new/.", "no/x", "d/../e", "./f", "no/../d")


def volume():
    device = RAMBlocks(64, 512)
    vfs.VfsLfs2.mkfs(device)
    files = vfs.VfsLfs2(device, mtime=False)
    files.mkdir("d")
    files.mkdir("e")
    for name in ("d/x", "f"):
        files.open(name, "w").close()
    return files


for path in PATHS:
    told = []
    for does in (
        lambda files: files.stat(path)[0],
        lambda files: sorted(entry[0] for entry in files.ilistdir(path)),
        lambda files: files.open(path, "r").close(),
        lambda files: files.open(path, "w").close(),
        lambda files: files.mkdir(path),
        lambda files: files.remove(path),
        lambda files: files.rename("f", path),
        lambda files: files.rename(path, "zz"),
    ):
        try:
            told.append(does(volume()))
        except OSError as error:
            told.append(-error.errno)
    print(path, told)
