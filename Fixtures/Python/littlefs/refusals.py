# What a littlefs refuses, and what a device does that fails.
import vfs
from ramblocks import RAMBlocks


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


device = RAMBlocks(30)
attempt(lambda: vfs.VfsLfs2())
attempt(lambda: vfs.VfsLfs2(1))
attempt(lambda: vfs.VfsLfs2(device, 5))
attempt(lambda: vfs.VfsLfs2(device))
vfs.VfsLfs2.mkfs(device, readsize=64, progsize=64, lookahead=16)
volume = vfs.VfsLfs2(device, mtime=False)
volume.open("file", "x").close()
volume.mkdir("folder")
volume.open("folder/inside", "w").close()
for mode in ("rw", "wa", "x"):
    attempt(lambda: volume.open("file", mode))
for call in (
    lambda: volume.remove("/"),
    lambda: volume.remove("folder"),
    lambda: volume.mkdir("file"),
    lambda: volume.mkdir("folder"),
    lambda: volume.rmdir("nothing"),
    lambda: volume.open("nothing", "r"),
    lambda: volume.open("folder", "r"),
    lambda: volume.open("file/deep", "w"),
    lambda: volume.open("nothing/deep", "w"),
    lambda: volume.rename("nothing", "name"),
    lambda: volume.rename("file", "folder"),
    lambda: volume.rename("folder", "file"),
    lambda: volume.rename("folder", "folder/inside/itself"),
    lambda: volume.ilistdir("file"),
    lambda: volume.chdir("file"),
    lambda: volume.chdir("nothing"),
    lambda: volume.stat("file/deep"),
    lambda: volume.open("n" * 256, "w"),
    lambda: volume.stat("file"),
):
    attempt(call)
file = volume.open("file", "r")
print(volume, file)
file.close()
file.close()
attempt(file.read)
device.answer = -5
attempt(lambda: volume.open("file", "r"))
attempt(lambda: volume.statvfs(""))
device.answer = None
volume.mount(True, False)
attempt(lambda: volume.open("file", "w").close())
attempt(lambda: volume.open("new", "w"))
attempt(lambda: volume.mkdir("other"))
attempt(lambda: volume.remove("file"))
