# More names than fit into a pair of blocks, in the order in which they are kept: the longer of two that begin alike comes first.
import vfs
from ramblocks import RAMBlocks

device = RAMBlocks(80, 512)
vfs.VfsLfs2.mkfs(device)
volume = vfs.VfsLfs2(device)
volume.mkdir("d")
names = ["%s%d" % ("abc"[number % 3] * (number % 7 + 1), number * 37 % 50) for number in range(60)]
for number, name in enumerate(names):
    with volume.open("d/" + name, "w") as file:
        file.write(str(number) * 5)
print([entry[0] for entry in volume.ilistdir("d")])
print(all(volume.open("d/" + name, "r").read() == str(names.index(name, 0)) * 5 or names.count(name) > 1 for name in names))
for name in sorted(set(names))[::2]:
    volume.remove("d/" + name)
print([entry[0] for entry in vfs.VfsLfs2(device).ilistdir("d")], volume.statvfs("")[2])
