# What programs do with a littlefs: folders, files small and large, names that move, and how much is left.
import os
import vfs
from ramblocks import RAMBlocks

device = RAMBlocks(40)
vfs.VfsLfs2.mkfs(device)
vfs.mount(device, "/flash")
os.chdir("/flash")
print(type(vfs.mount()[0][0]).__name__, os.listdir(), os.statvfs("/flash"))
for name in ("log", "log/2024", "lib"):
    os.mkdir(name)
with open("log/small.txt", "w") as file:
    print(file.write("in the folder itself"))
with open("log/2024/large.csv", "w") as file:
    for number in range(400):
        file.write("%d,%d\n" % (number, number * number))
print(os.stat("log/2024/large.csv")[:7], os.statvfs("")[3])
with open("log/2024/large.csv", "a") as file:
    file.write("the end\n")
    print(file.tell())
with open("log/2024/large.csv") as file:
    print(file.seek(3000), file.readline(), file.readline())
    print(len(file.read()), file.tell(), file.seek(-8, 2), file.read())
with open("log/2024/large.csv", "r+b") as file:
    file.seek(2000)
    file.write(b"#" * 10)
with open("log/2024/large.csv", "rb") as file:
    data = file.read()
    print(len(data), data[1995:2015], sum(data))
with open("lib/module.py", "w") as file:
    file.write("value = __name__\n")
import sys

sys.path.append("/flash/lib")
import module

print(module.value, module.__file__)
os.rename("log/small.txt", "lib/tiny.txt")
os.rename("log", "history")
print(sorted(os.ilistdir("/flash")), sorted(os.ilistdir("lib")), os.listdir("history/2024"))
os.chdir("history/2024")
print(os.getcwd(), os.listdir(".."))
os.remove("large.csv")
os.chdir("../..")
os.rmdir("history/2024")
os.rmdir("history")
print(os.listdir(), os.statvfs("")[3])
os.chdir("/")
vfs.umount("/flash")
# It is all still there.
volume = vfs.VfsLfs2(device)
print(sorted(volume.ilistdir()), volume.open("lib/tiny.txt", "r").read(), volume.getcwd())
