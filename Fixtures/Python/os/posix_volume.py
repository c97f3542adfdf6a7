import os
import vfs

os.mkdir("posix_volume.tmp")
v = vfs.VfsPosix("posix_volume.tmp")
vfs.mount(v, "/v")
with open("/v/f.txt", "w") as f:
    f.write("inside")
print(open("posix_volume.tmp/f.txt").read(), os.listdir("/v"), v.open("/f.txt", "r").read())
start = os.getcwd()
os.chdir("/v")
print(os.getcwd(), os.stat("f.txt")[6], os.listdir())
os.chdir("/")
os.chdir(start)
vfs.umount("/v")
vfs.mount(vfs.VfsPosix("posix_volume.tmp"), "/r", readonly=True)
print(open("/r/f.txt").read())
for action in (
    lambda: open("/r/f.txt", "w"),
    lambda: open("/r/f.txt", "a"),
    lambda: open("/r/f.txt", "r+"),
    lambda: os.mkdir("/r/d"),
    lambda: os.remove("/r/f.txt"),
    lambda: os.rename("/r/f.txt", "/r/g"),
    lambda: os.rmdir("/r/d"),
):
    try:
        action()
    except OSError as e:
        print("OSError", e.args)
vfs.umount("/r")
for arguments in ((1,), ("a", "b"), (None,)):
    try:
        vfs.VfsPosix(*arguments)
    except TypeError as e:
        print("TypeError", e)
try:
    vfs.mount(vfs.VfsPosix(), "/m", mkfs=True)
except OSError as e:
    print("OSError", e.args)
print(v, os.VfsPosix is vfs.VfsPosix)
os.remove("posix_volume.tmp/f.txt")
os.rmdir("posix_volume.tmp")
