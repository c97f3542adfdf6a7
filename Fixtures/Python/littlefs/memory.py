# What a file system and its files take of the heap.
import gc
import vfs
from ramblocks import RAMBlocks


def used():
    gc.collect()
    return gc.mem_alloc()


device = RAMBlocks(20, 1024)
vfs.VfsLfs2.mkfs(device)
volume = file = listing = before = 0
for size in (16, 32, 64):
    volume = file = 0
    before = used()
    volume = vfs.VfsLfs2(device, readsize=size, progsize=size)
    print("volume", used() - before)
    volume.open("name", "w").close()
    file = volume.open("name", "r")
    before = used()
    file = 0
    print("file", before - used())
